/** Who listens to what. */
import type { Events } from './api.ts';

type Heard = (given: never) => void;

/** Listeners by the event's name; one that throws stops no other. */
export class Ears {
  readonly #listeners = new Map<keyof Events, Set<Heard>>();

  on<Name extends keyof Events>(name: Name, heard: (given: Events[Name]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(heard);
    return () => void listeners.delete(heard);
  }

  tell<Name extends keyof Events>(name: Name, given: Events[Name]): void {
    for (const heard of [...(this.#listeners.get(name) ?? [])]) {
      try {
        (heard as (given: Events[Name]) => void)(given);
      } catch (fault) {
        // The APP's own fault is told where it looks for faults, and the conversation goes on.
        setTimeout(() => {
          throw fault;
        });
      }
    }
  }
}
