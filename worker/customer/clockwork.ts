/** The one alarm and the short timers: computed from the tables, never remembered as truth. */
import { KEPT_CHANGES, KEPT_MS } from '../../shared/frame.ts';
import { MEDIA_UNUSED_MS } from '../../shared/media.ts';
import type { Snapshot } from '../brain/entry.ts';
import { callsDue } from './call/ends.ts';
import { closeSession } from './ending.ts';
import { forgetUnused } from './media/forgetting.ts';
import { NEWS_KEPT_MS } from './reach/ways.ts';
import { timePassed } from './robot.ts';
import { appointmentsDue } from './reminders/appointments.ts';
import { ticketsDue } from './ticket/due.ts';
import { silence } from './silence.ts';
import type { Stores, Turn } from './turn.ts';

/** What is due sooner leaves from memory; the alarm is its safety net after a reset. */
const NET_MS = 3_000;
/** So long an alarm waits for the letters it sent off. */
const PATIENCE_MS = 10_000;
const HEARD_KEPT_MS = 7 * 24 * 3_600_000;

/** What time sets going: one transaction for what is due in the sessions, and the letters; when the first guest sees less. */
export type Acts = { tick(): unknown; ends(): number | null; leave(): Promise<void>; fault(error: unknown): void };

/** When the next letter and the next session or ticket are due. */
export type Due = { letter: number | null; session: number | null };

export class Clockwork {
  readonly #storage: DurableObjectStorage;
  readonly #stores: Stores;
  readonly #acts: Acts;
  /** The alarm this incarnation has set; null: unknown, so it is set again. */
  #alarmAt: number | null = null;
  #timer: { at: number; handle: ReturnType<typeof setTimeout> } | null = null;
  #ticking = false;
  /** What was due and still is after its turn: the alarm looks again, no circle does. */
  #vain: number | null = null;

  constructor(storage: DurableObjectStorage, stores: Stores, acts: Acts) {
    this.#storage = storage;
    this.#stores = stores;
    this.#acts = acts;
  }

  /** Inside a transaction: makes sure an alarm stands no later than what is due. Answers when letters and sessions are. */
  arm(now: number): Due {
    const due = { letter: this.#stores.letters.nextDue(), session: this.#nextDue() };
    this.#armFor(earliest(due.letter, due.session), now);
    return due;
  }

  /** Of sessions, tickets, files nobody used, visits whose time is over, appointments, guests who see the whole line, and of a merge. */
  #nextDue(): number | null {
    const { sessions, tickets, media, card, calls, merges, appointments } = this.#stores;
    const came = media.oldestUnused();
    const unused = came === null ? null : came + MEDIA_UNUSED_MS;
    return earliest(
      sessions.nextDue(),
      tickets.nextDue(),
      unused,
      card.visits.nextDue(),
      calls.nextDue(),
      merges.wakeAt,
      appointments.nextDue(),
      this.#acts.ends(),
    );
  }

  #armFor(due: number | null, now: number): void {
    if (due === null) return;
    const wanted = Math.max(due, now + NET_MS);
    if (this.#alarmAt !== null && this.#alarmAt <= wanted) return;
    this.#alarmAt = wanted;
    void this.#storage.setAlarm(wanted);
  }

  /** After a transaction: what is due leaves now, what is due within moments by a timer. */
  schedule({ letter, session }: Due, now: number): void {
    if (letter !== null && letter <= now) void this.#go();
    // A letter on its way, however long it takes, holds no session up.
    const later = earliest(letter !== null && letter > now ? letter : null, session === this.#vain ? null : session);
    if (later === null || later > now + NET_MS) return;
    if (this.#timer && this.#timer.at <= later) return;
    if (this.#timer) clearTimeout(this.#timer.handle);
    const handle = setTimeout(
      () => {
        this.#timer = null;
        void this.#go();
      },
      Math.max(0, later - now),
    );
    this.#timer = { at: later, handle };
  }

  async #go(): Promise<void> {
    try {
      this.#tickIfDue();
      await this.#acts.leave();
    } catch (error) {
      this.#acts.fault(error);
    }
  }

  /** A turn of the clock begins no other one. */
  #tickIfDue(): void {
    const due = this.#nextDue();
    if (due === null || due > Date.now() || this.#ticking) return;
    this.#ticking = true;
    try {
      this.#acts.tick();
    } finally {
      this.#ticking = false;
    }
    if (this.#nextDue() !== due) return;
    // Another hand may have done it in the same tables: what is remembered of them is looked at anew.
    for (const store of Object.values(this.#stores)) store.forgetMemory();
    this.#vain = this.#nextDue() === due ? due : null;
  }

  /** The alarm rang; it never throws, or the platform would drop it after six faults: it rings again instead. */
  async ring(): Promise<void> {
    this.#alarmAt = null;
    try {
      this.#acts.tick();
      // While one alarm is at work no other rings: a call that never ends must not stop the clock.
      await Promise.race([this.#acts.leave(), scheduler.wait(PATIENCE_MS)]);
    } catch (error) {
      this.#acts.fault(error);
      this.#alarmAt = Date.now() + 10 * NET_MS;
      await this.#storage.setAlarm(this.#alarmAt);
    }
  }

  /** What time alone changes: wishes are told, late answers apologised for, sessions nobody owns end, old changes and keys are forgotten. */
  tick(turn: Turn, knowledge: Snapshot | null): void {
    const session = turn.sessions.open();
    if (session) timePassed(turn, session, knowledge);
    if (session && session.idleAt !== null && session.idleAt <= turn.now) {
      if (session.state === 'agent') silence(turn, session);
      else closeSession(turn, session);
    }
    ticketsDue(turn);
    callsDue(turn);
    appointmentsDue(turn);
    forgetUnused(turn);
    turn.card.visits.prune(turn.now);
    turn.line.prune(turn.head - KEPT_CHANGES, turn.now - KEPT_MS);
    turn.letters.forget(turn.now - HEARD_KEPT_MS);
    turn.calls.forget(turn.now - HEARD_KEPT_MS);
    turn.reach.prune(turn.now - NEWS_KEPT_MS);
  }
}

function earliest(...times: (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}
