/** The figures of service (绩效): each a pure function over facts of encounters, defined here once. Whole numbers only are added up, so no order of facts changes one. */
import * as v from 'valibot';
import type { Encounter, EncounterPart } from './ledger.ts';

/** What one encounter gives: so many of them, and their sum (ms, a score, 1 or 0). Null: it is not counted in. */
type Gift = { n: number; sum: number } | null;
type Give = (encounter: Encounter, part: EncounterPart | null) => Gift;

const one = (sum: number | boolean): Gift => ({ n: 1, sum: Number(sum) });
const known = (ms: number | null): Gift => (ms === null ? null : one(ms));
/** Said in it at all: who only looked, or followed an account, asked nothing. */
const real = (given: Encounter) => given.said.customer > 0 || given.wishedAt !== null;
/** What only an encounter as a whole has. */
const whole =
  (give: (encounter: Encounter) => Gift): Give =>
  (encounter, part) =>
    part === null && real(encounter) ? give(encounter) : null;
/** What counts for the encounter, and for the agent who had it last. */
const atLast =
  (give: (encounter: Encounter) => Gift): Give =>
  (encounter, part) =>
    part === null || part.agent.id === encounter.last ? give(encounter) : null;
const wished = (give: (encounter: Encounter) => boolean): Give =>
  whole((given) => (given.wishedAt === null ? null : one(give(given))));

/** What is measured of each encounter, or (with a part) of one agent's doing in it. */
const measures = {
  talks: whole(() => one(1)),
  robotOnly: whole((given) => one(given.wishedAt === null)),
  covered: whole((given) => one(given.robotFirstMs !== null || given.firstMs !== null)),
  wrong: whole(({ robot }) => (robot && robot.entries > 0 ? { n: robot.entries, sum: robot.wrong } : null)),
  known: whole(({ robot }) => {
    const asked = robot ? robot.entries + robot.missed : 0;
    return robot && asked > 0 ? { n: asked, sum: robot.entries } : null;
  }),
  wished: whole((given) => (given.wishedAt === null ? null : one(1))),
  toHuman: whole(({ wishedAt, takenAt }) =>
    wishedAt === null || takenAt === null ? null : one(Math.max(0, takenAt - wishedAt)),
  ),
  served: (given, part) => (part !== null || given.takenAt !== null ? one(1) : null),
  taken: wished((given) => given.takenAt !== null),
  abandoned: wished((given) => given.takenAt === null && !given.left),
  left: wished((given) => given.takenAt === null && given.left),
  robotFirst: whole((given) => known(given.robotFirstMs)),
  first: (given, part) => known(part === null ? given.firstMs : part.firstMs),
  firstOpen: (given, part) => known((part ?? given).open?.firstMs ?? null),
  inTarget: whole(({ wishedAt, targetMs, firstMs }) =>
    wishedAt === null || targetMs === undefined ? null : one(firstMs !== null && firstMs <= targetMs),
  ),
  answerOpen: (given, part) => {
    const { answers, open } = part ?? given;
    return answers === 0 || !open ? null : { n: answers, sum: open.answerMs };
  },
  lengthOpen: (given, part) => known((part === null ? given.open?.lengthMs : part.open?.heldMs) ?? null),
  answer: (given, part) => {
    const { answers, answerMs } = part ?? given;
    return answers === 0 ? null : { n: answers, sum: answerMs };
  },
  silent: (given, part) => {
    if (part === null && given.takenAt === null) return null;
    return one((part ?? given).firstMs === null);
  },
  length: (given, part) => {
    if (part !== null) return one(part.heldMs);
    return given.takenAt === null ? null : one(given.closedAt - given.takenAt);
  },
  transferred: (given, part) => {
    if (part !== null) return one(part.gave);
    return given.takenAt === null ? null : one(given.transfers > 0);
  },
  rated: atLast((given) => (given.asked ? one(given.rating !== null) : null)),
  satisfied: atLast((given) => (given.rating === null ? null : one(given.rating >= 4))),
  score: atLast((given) => known(given.rating)),
  solved: atLast((given) => (given.solved === null ? null : one(given.solved))),
  once: atLast((given) => (given.solved === null ? null : one(given.solved && !given.again))),
  repeated: atLast((given) => (real(given) ? one(given.again) : null)),
  complained: atLast((given) => (real(given) ? one(given.complained === true) : null)),
  perDay: (given, part) => (part !== null || given.takenAt !== null ? one(1) : null),
  occupied: () => null,
  ticketFirst: () => null,
  ticketSolved: () => null,
  ticketPromised: () => null,
} satisfies Record<string, Give>;
export type Measure = keyof typeof measures;
export const measureNames = Object.keys(measures) as Measure[];

/** Counted by the agents of each day (`countAgentDays`), not by encounters. */
const byDay = new Set<Measure>(['perDay']);
/** Told by the desk (time on duty) and the list of tickets (limits): no encounter is behind them. */
export const toldBeside = ['occupied', 'ticketFirst', 'ticketSolved', 'ticketPromised'] as const;

/** Measures of which the single values are kept, in classes, for medians and shares within a time. */
export const spreadNames = ['robotFirst', 'first', 'firstOpen', 'toHuman'] as const satisfies Measure[];
const spread = new Set<Measure>(spreadNames);

export type Unit = 'count' | 'share' | 'ms' | 'score';
type Way = 'count' | 'share' | 'mean' | 'median' | 'p90' | { withinMs: number };
/** How a figure is made of its measure; `better`: which way it shall go. */
export type FigureKind = { of: Measure; way: Way; unit: Unit; better: 'more' | 'less' | null };

const kind = (of: Measure, way: Way, unit: Unit, better: FigureKind['better']): FigureKind => ({
  ...{ of, way, unit, better },
});
const share = (of: Measure, better: FigureKind['better']) => kind(of, 'share', 'share', better);
const times = (of: Measure) => ({
  median: kind(of, 'median', 'ms', 'less'),
  p90: kind(of, 'p90', 'ms', 'less'),
  ten: kind(of, { withinMs: 10_000 }, 'share', 'more'),
  thirty: kind(of, { withinMs: 30_000 }, 'share', 'more'),
});
const [robot, person] = [times('robotFirst'), times('first')];

/** Every figure by its name, in the order of tables. */
export const figureKinds = {
  talks: kind('talks', 'count', 'count', null),
  robotOnly: share('robotOnly', 'more'),
  covered: share('covered', 'more'),
  robotMedian: robot.median,
  robotP90: robot.p90,
  robotTen: robot.ten,
  robotThirty: robot.thirty,
  known: share('known', 'more'),
  wrong: share('wrong', 'less'),
  served: kind('served', 'count', 'count', null),
  perDay: kind('perDay', 'mean', 'count', 'more'),
  wished: kind('wished', 'count', 'count', null),
  toHumanMedian: kind('toHuman', 'median', 'ms', 'less'),
  toHumanP90: kind('toHuman', 'p90', 'ms', 'less'),
  taken: share('taken', 'more'),
  abandoned: share('abandoned', 'less'),
  left: share('left', 'less'),
  firstMedian: person.median,
  firstP90: person.p90,
  firstTen: person.ten,
  firstThirty: person.thirty,
  firstOpenMedian: kind('firstOpen', 'median', 'ms', 'less'),
  inTarget: share('inTarget', 'more'),
  answerMean: kind('answer', 'mean', 'ms', 'less'),
  answerOpenMean: kind('answerOpen', 'mean', 'ms', 'less'),
  silent: share('silent', 'less'),
  lengthMean: kind('length', 'mean', 'ms', null),
  lengthOpenMean: kind('lengthOpen', 'mean', 'ms', null),
  transferred: share('transferred', 'less'),
  rated: share('rated', 'more'),
  satisfied: share('satisfied', 'more'),
  scoreMean: kind('score', 'mean', 'score', 'more'),
  solved: share('solved', 'more'),
  once: share('once', 'more'),
  repeated: share('repeated', 'less'),
  complained: share('complained', 'less'),
  occupied: share('occupied', null),
  ticketFirst: share('ticketFirst', 'more'),
  ticketSolved: share('ticketSolved', 'more'),
  ticketPromised: share('ticketPromised', 'more'),
} satisfies Record<string, FigureKind>;
export type FigureName = keyof typeof figureKinds;
export const figureNames = Object.keys(figureKinds) as FigureName[];
/** Raised whenever a measure means something else: what was counted before is counted anew. */
export const FIGURES_VERSION = 4;

/** Only an encounter as a whole has them, never an agent's part. */
export const wholeOnly: ReadonlySet<FigureName> = new Set([
  ...(['talks', 'robotOnly', 'covered', 'robotMedian', 'robotP90', 'robotTen', 'robotThirty'] as const),
  ...(['known', 'wrong', 'wished', 'toHumanMedian', 'toHumanP90', 'taken', 'abandoned', 'left', 'inTarget'] as const),
  ...(['ticketFirst', 'ticketSolved', 'ticketPromised'] as const),
]);

export const figureName = v.picklist(figureNames);
/** `value` in the figure's unit (ms, a share from 0 to 1, a score); null: nothing was counted. `of`: how many were. */
export const figure = v.object({ value: v.nullable(v.number()), of: v.number() });
export type Figure = v.InferOutput<typeof figure>;
const eachFigure = Object.fromEntries(figureNames.map((name) => [name, figure])) as Record<FigureName, typeof figure>;
export const figures = v.object(eachFigure);
export type Figures = v.InferOutput<typeof figures>;

type Count = { n: number; sum: number; spread?: Record<string, number> };
/** What was added up, by measure. Tallies are added to each other in any order. */
export type Tally = Partial<Record<Measure, Count>>;
/** A report before its figures are reckoned: by day, and by what was asked. */
export type ReportTally = {
  whole: Tally;
  days: { day: string; tally: Tally }[];
  /** `name` as most encounters had it on the day `at`, the newest. */
  rows: { id: string; name: string; at: string; tally: Tally }[];
};

/** The class of a time: its upper end. Fine below ten seconds, whole seconds to ten minutes, coarser above; never over a limit it is under. */
export function classOf(ms: number): number {
  const steps = [
    [10_000, 100],
    [600_000, 1_000],
    [3_600_000, 10_000],
    [86_400_000, 60_000],
  ] as const;
  const step = steps.find(([limit]) => ms <= limit)?.[1] ?? 3_600_000;
  return Math.ceil(Math.max(0, ms) / step) * step;
}

/** Counts an encounter, or one agent's part of it, into a tally. */
export function countIn(tally: Tally, encounter: Encounter, part: EncounterPart | null): void {
  for (const name of measureNames) {
    const gift = byDay.has(name) ? null : measures[name](encounter, part);
    if (!gift) continue;
    const count = (tally[name] ??= { n: 0, sum: 0 });
    count.n += gift.n;
    count.sum += gift.sum;
    if (spread.has(name)) addTo((count.spread ??= {}), String(classOf(gift.sum)), 1);
  }
}

/** Counts the agents who served on one day, and how many encounters they had. */
export function countAgentDays(tally: Tally, agents: ReadonlyMap<string, number>): void {
  if (agents.size === 0) return;
  const sum = [...agents.values()].reduce((all, served) => all + served, 0);
  addTally(tally, { perDay: { n: agents.size, sum } });
}

/** Adds a tally to another. */
export function addTally(to: Tally, given: Tally): void {
  for (const name of measureNames) {
    const count = given[name];
    if (!count) continue;
    const known = (to[name] ??= { n: 0, sum: 0 });
    known.n += count.n;
    known.sum += count.sum;
    for (const end in count.spread) addTo((known.spread ??= {}), end, count.spread[end] ?? 0);
  }
}

function addTo(counts: Record<string, number>, key: string, n: number): void {
  counts[key] = (counts[key] ?? 0) + n;
}

/** All figures of a tally. */
export function figuresOf(tally: Tally): Figures {
  const made = figureNames.map((name) => [name, reckon(figureKinds[name], tally)] as const);
  return Object.fromEntries(made) as Figures;
}

function reckon({ of, way }: FigureKind, tally: Tally): Figure {
  const { n, sum, spread: classes = {} } = tally[of] ?? { n: 0, sum: 0 };
  if (way === 'count') return { value: n, of: n };
  if (n === 0) return { value: null, of: 0 };
  if (way === 'share' || way === 'mean') return { value: sum / n, of: n };
  if (typeof way === 'object') {
    const within = Object.entries(classes).reduce(
      (all, [end, some]) => (Number(end) <= way.withinMs ? all + some : all),
      0,
    );
    return { value: within / n, of: n };
  }
  return { value: rank(classes, Math.ceil(n * (way === 'median' ? 0.5 : 0.9))), of: n };
}

/** The value at a place of the sorted row (nearest rank), to its class. */
function rank(classes: Record<string, number>, place: number): number {
  let seen = 0;
  const ends = Object.keys(classes)
    .map(Number)
    .sort((a, b) => a - b);
  return ends.find((end) => (seen += classes[String(end)] ?? 0) >= place) ?? 0;
}

/** What an encounter (or an agent's part) gives to a figure; null: it isn't behind it. Means of answers give the mean of its own. */
export function giftTo(name: FigureName, encounter: Encounter, part: EncounterPart | null): number | null {
  const gift = measures[figureKinds[name].of](encounter, part);
  return gift ? gift.sum / gift.n : null;
}
