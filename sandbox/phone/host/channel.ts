type Listener = (...given: unknown[]) => void;

/** WeChat's event channel between a page and the one it opened. */
export class Channel {
  #listeners = new Map<string, { call: Listener; once: boolean }[]>();
  #other: Channel | undefined;

  /** The two ends of a channel. */
  static pair(): [Channel, Channel] {
    const [here, there] = [new Channel(), new Channel()];
    here.#other = there;
    there.#other = here;
    return [here, there];
  }

  on(event: string, call: Listener): void {
    this.#add(event, call, false);
  }

  once(event: string, call: Listener): void {
    this.#add(event, call, true);
  }

  off(event: string, call?: Listener): void {
    const kept = (this.#listeners.get(event) ?? []).filter((one) => call !== undefined && one.call !== call);
    this.#listeners.set(event, kept);
  }

  /** Calls the listeners at the other end. */
  emit(event: string, ...given: unknown[]): void {
    const other = this.#other;
    if (other === undefined) return;
    const held = other.#listeners.get(event) ?? [];
    other.#listeners.set(
      event,
      held.filter((one) => !one.once),
    );
    for (const one of held) one.call(...given);
  }

  #add(event: string, call: Listener, once: boolean): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), { call, once }]);
  }
}
