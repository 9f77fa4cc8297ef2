/**
 * The open floor in memory, written through to the rows: routing asks it, never the tables. Rebuilt from the rows when the object
 * wakes or a transaction was undone. What it hands out are copies; only `save` changes it.
 */
import type { Agent, Session } from './session.ts';
import type { DeskStore } from './store.ts';

type Load = Record<Session['kind'], number>;
const noLoad: Load = { session: 0, ticket: 0 };

export class Book {
  readonly #store: DeskStore;
  #sessions = new Map<string, Session>();
  #agents = new Map<string, Agent>();
  /** Units each agent holds of each kind of work, offers included. */
  #loads = new Map<string, Load>();
  /** Whose load changed since it was asked for last. */
  #weighed = new Set<string>();
  /** What changed since it was asked for last; null: everything. */
  #dirty: { sessions: Set<string>; agents: Set<string> } | null = null;
  #version = 0;
  #kept = 0;
  #forgotten = 0;

  constructor(store: DeskStore) {
    this.#store = store;
    this.reload();
  }

  /** Begins again from the rows. */
  reload(): void {
    this.#sessions = new Map(this.#store.openSessions().map((one) => [one.session, one]));
    this.#agents = new Map(this.#store.agents().map((one) => [one.id, one]));
    this.#loads = new Map();
    this.#weighed = new Set();
    this.#dirty = null;
    for (const one of this.#sessions.values()) this.#weigh(one, 1);
    this.#version = this.#store.number('version');
    // Rows from before the desk counted changes.
    for (const one of this.#sessions.values()) if (one.changed === 0) one.changed = this.#next();
    // Their load is not in their rows: whoever stands behind is shown them anew.
    for (const one of this.#agents.values()) one.changed = this.#version;
    this.#kept = this.#store.number('version');
    this.#forgotten = this.#store.number('forgotten');
  }

  /** Grows with every row that changes. */
  get version(): number {
    return this.#version;
  }

  /** What closed up to this version may be forgotten: who stands before it begins anew. */
  get forgotten(): number {
    return this.#forgotten;
  }

  session(id: string): Session | null {
    const one = this.#sessions.get(id) ?? this.#store.session(id);
    return one ? { ...one } : null;
  }

  /** An open one as it is; not to be changed. */
  open(id: string): Readonly<Session> | null {
    return this.#sessions.get(id) ?? null;
  }

  /** All open ones; not to be changed. */
  sessions(): Iterable<Readonly<Session>> {
    return this.#sessions.values();
  }

  saveSession(given: Session): void {
    const one = { ...given, changed: this.#next() };
    this.#dirty?.sessions.add(one.session);
    const before = this.#sessions.get(one.session);
    if (before) this.#weigh(before, -1);
    if (one.state === 'closed') this.#sessions.delete(one.session);
    else {
      this.#sessions.set(one.session, one);
      this.#weigh(one, 1);
    }
    this.#store.saveSession(one);
  }

  agent(id: string): Agent | null {
    const one = this.#agents.get(id);
    return one ? { ...one } : null;
  }

  /** All who ever came, by id; not to be changed. */
  agents(): Iterable<Readonly<Agent>> {
    return this.#agents.values();
  }

  saveAgent(given: Agent): void {
    const one = { ...given, changed: this.#next() };
    this.#agents.set(one.id, one);
    this.#dirty?.agents.add(one.id);
    this.#store.saveAgent(one);
  }

  /** Units an agent holds: counted where sessions change, nowhere else. */
  load(agent: string, kind: Session['kind'] = 'session'): number {
    return (this.#loads.get(agent) ?? noLoad)[kind];
  }

  /** Members whose load changed since this was asked last. */
  weighed(): ReadonlySet<string> {
    const weighed = this.#weighed;
    this.#weighed = new Set();
    return weighed;
  }

  /** Sessions and agents that changed since this was asked last; null: the whole book was opened anew. */
  changed(): { sessions: Set<string>; agents: Set<string> } | null {
    const dirty = this.#dirty;
    this.#dirty = { sessions: new Set(), agents: new Set() };
    return dirty;
  }

  nameOf(agent: string): string {
    return this.#agents.get(agent)?.name ?? agent;
  }

  /** Whom a session weighs upon changed though no row of theirs did: they are shown anew. */
  touchAgent(id: string): void {
    const one = this.#agents.get(id);
    if (!one) return;
    one.changed = this.#next();
    this.#dirty?.agents.add(id);
  }

  forgetClosed(before: number): void {
    const newest = this.#store.forgetClosed(before);
    if (newest <= this.#forgotten) return;
    this.#forgotten = newest;
    this.#store.setNumber('forgotten', newest);
  }

  /** At the end of a transaction: the version outlives the object. */
  keep(): void {
    if (this.#kept === this.#version) return;
    this.#kept = this.#version;
    this.#store.setNumber('version', this.#version);
  }

  #next(): number {
    this.#version += 1;
    return this.#version;
  }

  #weigh(one: Session, sign: 1 | -1): void {
    const add = (agent: string) => {
      const load = this.#loads.get(agent) ?? noLoad;
      this.#loads.set(agent, { ...load, [one.kind]: load[one.kind] + sign * one.units });
      this.#weighed.add(agent);
      this.touchAgent(agent);
    };
    if (one.agent !== null) add(one.agent);
    if (one.offer !== null) add(one.offer.agent);
  }
}
