/** What is told of encounters that ended: their facts to the ledger, their record to 质检, their questions to the topics. Owed by one letter each, and told again at any time. */
import type { Encounter } from '../../shared/ledger.ts';
import type { AskedIn } from '../../shared/topics/asked.ts';
import { askedOf } from './asked.ts';
import type { Commit, Outside } from './deliver.ts';
import { encounterOf } from './encounter.ts';
import { inspectionOf } from './inspection.ts';
import { measuredOf } from './measured.ts';
import type { Session } from './sessions.ts';
import type { Turn } from './turn.ts';

const LANE = 'quality';
/** Before the id a page of old encounters begins after. */
const ANEW = 'anew:';
const PAGE = 50;

/** Every encounter's facts are told anew: for a ledger that was lost. */
export function oweFactsAnew(turn: Turn, after = ''): void {
  turn.letters.owe({ lane: LANE, kind: 'quality', key: `${LANE}:anew`, body: `${ANEW}${after}`, dueAt: turn.now });
}

/** Tells the facts of every encounter that ended to the ledgers of a run, which stand beside the live ones. */
export async function tellBeside(run: string, commit: Commit, { ledger }: Pick<Outside, 'ledger'>): Promise<true> {
  for (let after = ''; ;) {
    const facts = commit((turn) => turn.sessions.endedAfter(after, PAGE).map(factsIn(turn)));
    await ledger.tell(facts, run);
    const last = facts.at(-1);
    if (facts.length < PAGE || !last) return true;
    after = last.session;
  }
}

/** Tells one encounter, or a page of old ones; answers whether it arrived. */
export async function tellEnded(body: string, commit: Commit, outside: Outside): Promise<boolean> {
  const { quality, ledger, topics } = outside;
  if (body.startsWith(ANEW)) {
    const old = commit((turn) => turn.sessions.endedAfter(body.slice(ANEW.length), PAGE).map(reckonedIn(turn)));
    if (old.length > 0 && !(await ledger.tell(old.map(({ facts }) => facts))).ok) return false;
    const asked = old.flatMap((one) => one.asked ?? []);
    if (asked.length > 0 && !(await topics.tell(asked)).ok) return false;
    const last = old.length === PAGE ? old.at(-1) : undefined;
    if (last) commit((turn) => oweFactsAnew(turn, last.facts.session));
    return true;
  }
  const { record, ended } = commit((turn) => ({ record: inspectionOf(turn, body), ended: endedOf(turn, body) }));
  const asked = ended.flatMap((one) => one.asked ?? []);
  const told = await Promise.all([
    record === null ? true : quality.ended(record).then(({ ok }) => ok),
    ended.length === 0 ? true : ledger.tell(ended.map(({ facts }) => facts)).then(({ ok }) => ok),
    asked.length === 0 ? true : topics.tell(asked).then(({ ok }) => ok),
  ]);
  return told.every(Boolean);
}

/** The facts of one encounter that ended, for a line that ends with it. */
export function factOfEncounter(turn: Turn, id: string): Encounter[] {
  const session = turn.sessions.byId(id);
  return session?.state === 'closed' ? [factsIn(turn)(session)] : [];
}

type Reckoned = { facts: Encounter; asked: AskedIn | null };

/** An encounter's facts and questions, and those of the one before it: whoever is here again was not helped at once. */
function endedOf(turn: Turn, id: string): Reckoned[] {
  const session = turn.sessions.byId(id);
  if (session?.state !== 'closed') return [];
  const { before } = turn.sessions.beside(session);
  return (before ? [session, before] : [session]).map(reckonedIn(turn));
}

const reckonedIn = (turn: Turn) => {
  const factsOf = factsIn(turn);
  return (session: Session): Reckoned => {
    const facts = factsOf(session);
    return { facts, asked: askedOf(turn, session, facts) };
  };
};

const factsIn = (turn: Turn) => (session: Session) => {
  const { after } = turn.sessions.beside(session);
  const endpoint = turn.line.endpoint(session.endpoint);
  const category = after?.service.summary?.category ?? '';
  return encounterOf(session, {
    ...{ customer: turn.person.id, revision: turn.head, beats: turn.line.said.beats(session.id) },
    channel: endpoint?.channel ?? 'web',
    site: endpoint?.channel === 'web' ? endpoint.account : '',
    robot: { ...turn.line.said.answers(session.id), missed: session.service.missed ?? 0 },
    measured: measuredOf(turn, session),
    next: after ? { openedAt: after.openedAt, category } : null,
  });
};

/** The desk named the group it is in. */
export function isInGroup(turn: Turn, session: Session, group: string | undefined): void {
  if (group === undefined || group === session.service.group) return;
  session.service.group = group;
  turn.sessions.save(session);
}
