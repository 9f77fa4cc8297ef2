/** The record of one encounter for 质检: how fast it was answered, how it ended, and what was found in its words. Pure but for reading. */
import { fallbackText, type Message } from '../../shared/message.ts';
import type { Finding, ServiceRecord } from '../../shared/quality.ts';
import type { AllSettings } from '../../shared/settings.ts';
import type { CheckName } from '../../shared/settings/quality.ts';
import type { Watchwords } from '../../shared/settings/watchwords.ts';
import { watchedIn } from '../../shared/watch.ts';
import { shownName } from './name.ts';
import type { Session } from './sessions.ts';
import type { Turn } from './turn.ts';

/** What came after the end (a rating, a summary) is told with it, if it comes soon. */
const GATHER_MS = 3_000;
/** Findings of one encounter; more say nothing new. */
const MOST_FINDINGS = 30;

/** Owes the record of an encounter that ended: its facts to the ledger, and to 质检 what an agent served. */
export function oweInspection(turn: Turn, session: Session): void {
  if (session.state !== 'closed') return;
  turn.letters.owe({
    lane: 'quality',
    kind: 'quality',
    key: `quality:${session.id}`,
    body: session.id,
    dueAt: turn.now + GATHER_MS,
  });
}

/** The record as it stands when it leaves; null when there is none to tell. */
export function inspectionOf(turn: Turn, id: string): ServiceRecord | null {
  const session = turn.sessions.byId(id);
  const agent = session?.service.answeredBy ?? session?.agent;
  if (!session || !agent) return null;
  const { closedAt, openedAt, number, rating, service, handover } = session;
  // What came after the end (a rating by a number) waits for no answer.
  const said = turn.line.said.all(id).filter((one) => closedAt === null || one.at <= closedAt);
  const timing = timed(said, handover?.at ?? openedAt);
  return {
    ...{ session: id, customer: turn.person.id, name: shownName(turn.person), number, agent, openedAt },
    channel: turn.line.endpoint(session.endpoint)?.channel ?? 'web',
    skill: handover?.skill ?? '',
    closedAt: closedAt ?? turn.now,
    version: turn.now,
    firstAnswerMs: timing.first,
    slowestAnswerMs: timing.slowest,
    said: timing.said,
    rating: rating?.score ?? null,
    category: service.summary?.path ?? { zh: '', en: '' },
    findings: findingsIn(said, timing, session, turn.around.settings),
  };
}

export type Timing = {
  first: number | null;
  slowest: number | null;
  /** The customer's last words got no answer of a person. */
  open: boolean;
  said: { customer: number; agent: number; assisted: number };
};

/** Answer times of people: the robot's words and automatic ones answer nobody. `wished`: when a person was asked for. */
export function timed(said: readonly Message[], wished: number): Timing {
  const timing: Timing = { first: null, slowest: null, open: false, said: { customer: 0, agent: 0, assisted: 0 } };
  let waiting: number | null = wished;
  for (const one of said) {
    if (one.speaker.kind === 'customer') {
      timing.said.customer += 1;
      if (timing.first !== null) waiting ??= one.at;
      timing.open = true;
    } else if (one.speaker.kind === 'agent' && one.direction === 'out' && !one.automatic) {
      timing.said.agent += 1;
      if (one.source) timing.said.assisted += 1;
      timing.open = false;
      if (waiting === null) continue;
      const ms = Math.max(0, one.at - waiting);
      if (timing.first === null) timing.first = ms;
      else timing.slowest = Math.max(timing.slowest ?? 0, ms);
      waiting = null;
    }
  }
  return timing;
}

/** Words that only round a talk off want no answer. */
const FAREWELL =
  /^(?:好的?|嗯+|行|可以|谢谢(?:你|您)?|多谢|再见|没有?了?|不用了?|ok(?:ay)?|thanks?(?: you)?|bye|no)[\s\p{P}]*$/iu;

function findingsIn(
  said: readonly Message[],
  timing: Timing,
  session: Session,
  { quality, watchwords }: Pick<AllSettings, 'quality' | 'watchwords'>,
): Finding[] {
  const { checks } = quality;
  const found: Finding[] = [];
  const add = (check: CheckName, detail: string, message?: string) => {
    if (checks.off.includes(check) || found.length >= MOST_FINDINGS) return;
    found.push({ check, detail, ...(message === undefined ? {} : { message }) });
  };
  const seconds = (ms: number) => `${Math.round(ms / 1000)} s`;
  if (timing.first === null) add('first-answer-late', '—');
  else if (timing.first > checks.firstAnswerS * 1000) add('first-answer-late', seconds(timing.first));
  if ((timing.slowest ?? 0) > checks.answerS * 1000) add('answer-late', seconds(timing.slowest ?? 0));
  const promises = promisesOf(checks.promises);
  for (const one of said) {
    if (one.direction === 'note' || one.speaker.kind === 'robot' || one.speaker.kind === 'system') continue;
    const text = fallbackText(one.body);
    const side = one.speaker.kind === 'agent' ? 'out' : 'in';
    for (const { word, zh } of watchedIn(text, side, watchwords)) add('watchword', `${word} · ${zh}`, one.id);
    if (side === 'out') for (const { word } of watchedIn(text, 'out', promises)) add('promise', word, one.id);
  }
  const last = said.findLast((one) => one.speaker.kind === 'customer');
  if (timing.open && last && !FAREWELL.test(fallbackText(last.body).trim())) add('unanswered-close', '', last.id);
  const unresolved = session.rating?.solved === false || session.service.summary?.resolved === false;
  if (unresolved) add('unresolved-close', session.rating?.solved === false ? 'customer' : 'agent');
  if (session.rating && session.rating.score <= checks.lowRating) add('low-rating', String(session.rating.score));
  if (session.service.owed) add('no-summary', '');
  return found;
}

const kept = new WeakMap<readonly string[], Watchwords>();

function promisesOf(words: readonly string[]): Watchwords {
  const known = kept.get(words);
  if (known) return known;
  const list = { id: 'promise', zh: '承诺', en: 'Promise', direction: 'out', action: 'flag', on: true } as const;
  const made: Watchwords = { lists: [{ ...list, words: [...words], except: [] }] };
  kept.set(words, made);
  return made;
}
