/** One encounter as facts: who had it when, who answered how fast, how it ended. A pure function over its steps and who spoke when. */
import type { Encounter, EncounterPart } from '../../shared/ledger.ts';
import type { ChannelName } from '../../shared/message.ts';
import type { Session, Step } from './sessions.ts';

/** Who spoke when; the words themselves are no business of figures. */
export type Beat = { at: number; by: 'customer' | 'robot' | 'agent' };

/** What is known of it beside the session itself. */
export type About = {
  customer: string;
  revision: number;
  channel: ChannelName;
  beats: readonly Beat[];
  /** The customer's next encounter that ended. */
  next: { openedAt: number; category: string } | null;
};

/** Who comes back within this time about the same was not helped at once. */
export const AGAIN_MS = 7 * 24 * 3_600_000;

type Clock = { waiting: number | null; first: number | null; answers: number; answerMs: number };
const stopped = (): Clock => ({ waiting: null, first: null, answers: 0, answerMs: 0 });

/** Somebody answers: what was waited for is told, the first of all apart. */
function answer(clock: Clock, at: number): void {
  if (clock.waiting === null) return;
  const ms = Math.max(0, at - clock.waiting);
  clock.first ??= ms;
  clock.answers += 1;
  clock.answerMs += ms;
  clock.waiting = null;
}

/** Whether they complained in it: it went to people for that, or was summed up as one. */
export function isComplaint({ handover, service }: Pick<Session, 'handover' | 'service'>): boolean {
  return handover?.reason === 'complaint' || service.summary?.category === 'complaint';
}

/** The facts of an encounter that ended. */
export function encounterOf(session: Session, about: About): Encounter {
  const { id, number, openedAt, service, rating, handover } = session;
  const closedAt = session.closedAt ?? openedAt;
  const walked = walk(stepsOf(session, about.beats), about.beats, closedAt);
  const { next } = about;
  const category = service.summary?.category ?? '';
  const elsewhere = category !== '' && next !== null && next.category !== '' && next.category !== category;
  return {
    ...{ session: id, customer: about.customer, number, revision: about.revision, openedAt, closedAt },
    ...{ channel: about.channel, group: service.group, reason: handover?.reason ?? '' },
    ...walked,
    asked: service.invite !== null || rating !== null,
    rating: rating?.score ?? null,
    solved: rating?.solved ?? service.summary?.resolved ?? null,
    complained: isComplaint(session),
    again: next !== null && next.openedAt - closedAt <= AGAIN_MS && !elsewhere,
  };
}

type Walked = Pick<
  Encounter,
  | ('said' | 'robotFirstMs' | 'wishedAt' | 'takenAt' | 'left' | 'firstMs')
  | ('answers' | 'answerMs' | 'transfers' | 'last' | 'parts')
>;

type Own = { part: EncounterPart; clock: Clock };

/** An encounter gone through in the order of time. */
class Walk {
  readonly #robot = stopped();
  readonly #people = stopped();
  readonly #parts = new Map<string, Own>();
  readonly #said = { customer: 0, robot: 0, agent: 0 };
  #state: Step['state'] = 'robot';
  #wishedAt: number | null = null;
  #takenAt: number | null = null;
  #left = false;
  #transfers = 0;
  #last = '';
  /** Nobody of the people has answered since it came to them. */
  #unheard = true;
  #holder: (Own & { since: number }) | null = null;
  /** Who gave it on, until somebody has it. */
  #giver: Own | null = null;

  step({ at, state, agent, given }: Step): void {
    const giver = given ? (this.#holder ?? this.#giver) : this.#giver;
    this.#leave(at);
    this.#state = state;
    this.#giver = state === 'robot' ? null : giver;
    if (state === 'robot') {
      this.#people.waiting = null;
      this.#unheard = true;
      return;
    }
    this.#wishedAt ??= at;
    if (this.#unheard) this.#people.waiting ??= at;
    if (state === 'left-message') this.#left = true;
    if (state === 'agent' && agent) this.#take(agent, at);
  }

  #take(agent: { id: string; name: string }, at: number): void {
    this.#takenAt ??= at;
    const own = this.#parts.get(agent.id) ?? { part: partOf(agent), clock: stopped() };
    this.#parts.set(agent.id, own);
    if (own.clock.first === null || this.#people.waiting !== null) own.clock.waiting = at;
    this.#holder = { ...own, since: at };
    this.#last = agent.id;
    if (this.#giver !== null && this.#giver.part.agent.id !== agent.id) {
      this.#giver.part.gave = true;
      this.#transfers += 1;
    }
    this.#giver = null;
  }

  hear({ at, by }: Beat): void {
    this.#said[by] += 1;
    switch (by) {
      case 'customer':
        if (this.#state === 'robot') {
          if (this.#robot.first === null) this.#robot.waiting ??= at;
        } else this.#people.waiting ??= at;
        if (this.#holder) this.#holder.clock.waiting ??= at;
        return;
      case 'robot':
        answer(this.#robot, at);
        return;
      case 'agent':
        this.#robot.waiting = null;
        this.#unheard = false;
        answer(this.#people, at);
        if (this.#holder) answer(this.#holder.clock, at);
    }
  }

  /** What nobody answered while they had it is no answer of theirs. */
  #leave(at: number): void {
    if (this.#holder === null) return;
    this.#holder.part.heldMs += Math.max(0, at - this.#holder.since);
    this.#holder.clock.waiting = null;
    this.#holder = null;
  }

  ended(at: number): Walked {
    this.#leave(at);
    return {
      ...{ said: this.#said, robotFirstMs: this.#robot.first, wishedAt: this.#wishedAt, takenAt: this.#takenAt },
      ...{ left: this.#left, firstMs: this.#people.first, answers: this.#people.answers },
      ...{ answerMs: this.#people.answerMs, transfers: this.#transfers, last: this.#last },
      parts: [...this.#parts.values()].map(({ part, clock }) => ({
        ...part,
        ...{ firstMs: clock.first, answers: clock.answers, answerMs: clock.answerMs },
      })),
    };
  }
}

/** Of one moment the customer's word comes first (it moved the session), then where it went, then what was answered. */
function walk(steps: readonly Step[], beats: readonly Beat[], end: number): Walked {
  const walked = new Walk();
  let at = 0;
  for (const beat of beats) {
    const before = (step: Step) => (beat.by === 'customer' ? step.at < beat.at : step.at <= beat.at);
    for (let next = steps[at]; next && before(next); next = steps[(at += 1)]) walked.step(next);
    walked.hear(beat);
  }
  for (const next of steps.slice(at)) walked.step(next);
  return walked.ended(end);
}

function partOf(agent: { id: string; name: string }): EncounterPart {
  return { agent, heldMs: 0, firstMs: null, answers: 0, answerMs: 0, gave: false };
}

/** Encounters from before steps were kept: the wish for a person, and who answered, had it from then on. */
function stepsOf({ service, handover, agent, openedAt }: Session, beats: readonly Beat[]): readonly Step[] {
  if (service.steps.length > 0) return service.steps;
  const spoke = beats.find((one) => one.by === 'agent');
  const who = service.answeredBy ?? agent;
  const at = handover?.at ?? spoke?.at ?? openedAt;
  if (!handover && !who) return [];
  return [
    { at, state: 'queued' },
    ...(who ? [{ at, state: 'agent' as const, agent: { id: who.id, name: who.name } }] : []),
  ];
}
