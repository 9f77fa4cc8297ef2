/** One encounter as facts: who had it when, who answered how fast, how it ended. A pure function over its steps and who spoke when. */
import type { Encounter, EncounterPart } from '../../shared/ledger.ts';
import type { ChannelName } from '../../shared/message.ts';
import type { Measured } from './serving.ts';
import type { Session, Step } from './sessions.ts';

/** Who spoke when; the words themselves are no business of figures. */
export type Beat = { at: number; by: 'customer' | 'robot' | 'agent' };

/** What is known of it beside the session itself. */
export type About = {
  customer: string;
  revision: number;
  channel: ChannelName;
  beats: readonly Beat[];
  /** What the robot knew to say. */
  robot: NonNullable<Encounter['robot']>;
  /** Settings as they were when it ended. */
  measured: Measured;
  site: string;
  /** The customer's next encounter that ended. */
  next: { openedAt: number; category: string } | null;
};

/** Who comes back within this time about the same was not helped at once. */
export const AGAIN_MS = 7 * 24 * 3_600_000;

/** Milliseconds of business time between two moments. */
type OpenMs = (from: number, to: number) => number;
type Clock = { waiting: number | null; first: number | null; answers: number; answerMs: number; open: Open };
type Open = { first: number | null; answerMs: number };
const stopped = (): Clock => ({
  ...{ waiting: null, first: null, answers: 0, answerMs: 0, open: { first: null, answerMs: 0 } },
});

/** Somebody answers: what was waited for is told, the first of all apart. */
function answer(clock: Clock, at: number, openMs: OpenMs): void {
  if (clock.waiting === null) return;
  const ms = Math.max(0, at - clock.waiting);
  const open = openMs(clock.waiting, at);
  if (clock.first === null) clock.open.first = open;
  clock.first ??= ms;
  clock.open.answerMs += open;
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
  const openMs = openMsOf(about.measured.open);
  const walked = walk(stepsOf(session, about.beats), about.beats, closedAt, openMs);
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
    ...{ targetMs: about.measured.targetMs, tier: about.measured.tier, robot: about.robot, site: about.site },
    topic: { id: category, zh: service.summary?.path.zh ?? '', en: service.summary?.path.en ?? '' },
    again: next !== null && next.openedAt - closedAt <= AGAIN_MS && !elsewhere,
  };
}

type Walked = Pick<
  Encounter,
  | ('said' | 'robotFirstMs' | 'wishedAt' | 'takenAt' | 'left' | 'firstMs')
  | ('answers' | 'answerMs' | 'transfers' | 'last' | 'parts' | 'open')
>;

type Own = { part: EncounterPart; clock: Clock; openMs: number };

/** Business time between two moments, by the openings kept; null: always open. */
function openMsOf(open: Measured['open']): OpenMs {
  if (open === null) return (from, to) => Math.max(0, to - from);
  return (from, to) =>
    open.reduce((sum, [begins, ends]) => sum + Math.max(0, Math.min(ends, to) - Math.max(begins, from)), 0);
}

/** An encounter gone through in the order of time. */
class Walk {
  readonly #openMs: OpenMs;
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
  #holder: { own: Own; since: number } | null = null;
  /** Who gave it on, until somebody has it. */
  #giver: Own | null = null;

  constructor(openMs: OpenMs) {
    this.#openMs = openMs;
  }

  step({ at, state, agent, given }: Step): void {
    const giver = given ? (this.#holder?.own ?? this.#giver) : this.#giver;
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
    const own = this.#parts.get(agent.id) ?? { part: partOf(agent), clock: stopped(), openMs: 0 };
    this.#parts.set(agent.id, own);
    if (own.clock.first === null || this.#people.waiting !== null) own.clock.waiting = at;
    this.#holder = { own, since: at };
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
        if (this.#holder) this.#holder.own.clock.waiting ??= at;
        return;
      case 'robot':
        answer(this.#robot, at, this.#openMs);
        return;
      case 'agent':
        this.#robot.waiting = null;
        this.#unheard = false;
        answer(this.#people, at, this.#openMs);
        if (this.#holder) answer(this.#holder.own.clock, at, this.#openMs);
    }
  }

  /** What nobody answered while they had it is no answer of theirs. */
  #leave(at: number): void {
    if (this.#holder === null) return;
    const { own, since } = this.#holder;
    own.part.heldMs += Math.max(0, at - since);
    own.openMs += this.#openMs(since, at);
    own.clock.waiting = null;
    this.#holder = null;
  }

  ended(at: number): Walked {
    this.#leave(at);
    return {
      ...{ said: this.#said, robotFirstMs: this.#robot.first, wishedAt: this.#wishedAt, takenAt: this.#takenAt },
      ...{ left: this.#left, firstMs: this.#people.first, answers: this.#people.answers },
      ...{ answerMs: this.#people.answerMs, transfers: this.#transfers, last: this.#last },
      open: {
        ...{ firstMs: this.#people.open.first, answerMs: this.#people.open.answerMs },
        lengthMs: this.#takenAt === null ? null : this.#openMs(this.#takenAt, at),
      },
      parts: [...this.#parts.values()].map(({ part, clock, openMs }) => ({
        ...part,
        ...{ firstMs: clock.first, answers: clock.answers, answerMs: clock.answerMs },
        open: { heldMs: openMs, firstMs: clock.open.first, answerMs: clock.open.answerMs },
      })),
    };
  }
}

/** Of one moment the customer's word comes first (it moved the session), then where it went, then what was answered. */
function walk(steps: readonly Step[], beats: readonly Beat[], end: number, openMs: OpenMs): Walked {
  const walked = new Walk(openMs);
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
