/** How an encounter ends: closing words, what its agent still owes (服务小结), the asking for a rating. Runs inside one transaction. */
import { leaves } from '../../shared/settings/closing.ts';
import { refuse, type Refusal } from '../../shared/refusal.ts';
import type { Automatic, RecordView, Summary, SummaryGiven } from '../../shared/serving.ts';
import { oweDirectory } from './owing-directory.ts';
import { oweInspection } from './inspection.ts';
import { shownName } from './name.ts';
import { oweNews } from './news.ts';
import { encounterEnded } from './profile/gather.ts';
import { invite } from './rating.ts';
import { leavesFor } from './reach/counting.ts';
import { sendable } from './sendable.ts';
import type { Session } from './sessions.ts';
import type { Endpoint } from './store.ts';
import type { Turn } from './turn.ts';

/** Who ended it: its agent, the customer, a lead, the customer's silence, the robot's own time, a block (黑名单), or the end of the whole line. */
export type Ending = 'agent' | 'customer' | 'lead' | 'silence' | 'time' | 'blocked' | 'erased';
type Agent = { id: string; name: string; role?: string };

/** Ends the encounter. Who was served is asked to rate; whoever answered last owes the summary that isn't there. */
export function closeSession(turn: Turn, session: Session, how: Ending = 'time', summary: Summary | null = null): void {
  const { service } = session;
  const { closing } = turn.around.settings;
  const last = session.agent;
  sayClosing(turn, session, how);
  turn.system(session, session.mind.language === 'en' ? 'The conversation has ended.' : '本次会话已结束');
  session.waitingSince = null;
  if (summary) service.summary = summary;
  else if (closing.required && service.answeredBy && !service.summary) service.owed = service.answeredBy;
  const asks = how === 'silence' ? closing.rating.onTimeout : closing.rating.onClose;
  if (last && asks && how !== 'blocked' && how !== 'erased') invite(turn, session, 'close');
  turn.move(session, 'closed');
  encounterEnded(turn, session);
  if (summary || service.owed) showRecord(turn, session);
  if (service.owed) oweNews(turn, service.owed.id, session.id, { kind: 'summary-owed', owed: owedOf(turn, session) });
  if (last) turn.oweSeat(last.id);
}

/** Words of goodbye: the agent's own, or why it ended by itself. */
function sayClosing(turn: Turn, session: Session, how: Ending): void {
  const { closing } = turn.around.settings;
  const text = how === 'agent' ? closing.words : how === 'silence' ? closing.idle.end : null;
  if (!text) return;
  sayAutomatic(turn, session, 'closing', text[session.mind.language]);
}

/** Says words nobody typed where that costs no counted message the agent may need; else they stand on the line alone. */
export function sayAutomatic(
  turn: Turn,
  session: Session,
  kind: Extract<Automatic, 'greeting' | 'reminder' | 'closing'>,
  text: string,
): void {
  if (text === '') return;
  const endpoint = turn.line.endpoint(session.endpoint);
  const speaker = session.agent && kind !== 'reminder' ? { kind: 'agent' as const, ...session.agent } : system;
  if (endpoint && maySpare(turn, endpoint, kind)) {
    turn.say(endpoint, session, speaker, { kind: 'text', text }, { automatic: kind });
  } else if (kind !== 'greeting') turn.system(session, text);
}

const system = { kind: 'system' as const };

/** A counted window keeps two messages for people and is spent on no greeting; an SMS is never spent on words nobody typed. */
function maySpare(turn: Turn, endpoint: Endpoint, kind: Automatic): boolean {
  if (sendable(endpoint, turn.now) !== null) return false;
  if (!turn.around.callsOut(endpoint) || endpoint.channel === 'phone') return true;
  return kind !== 'greeting' && endpoint.channel === 'wechat' && leavesFor(endpoint, 2, turn.now);
}

/** The agent's first word to a customer they were given: once in an encounter. */
export function greetByAgent(turn: Turn, session: Session): void {
  const { agent, service } = session;
  if (!agent || service.greeted.includes(agent.id)) return;
  service.greeted = [...service.greeted, agent.id];
  const text = turn.around.settings.closing.greeting[session.mind.language];
  sayAutomatic(turn, session, 'greeting', text.replaceAll('{坐席}', agent.name).replaceAll('{agent}', agent.name));
}

/** The summary as it is kept, or why it can't be. */
export function summaryOf(turn: Turn, agent: Agent, given: SummaryGiven): Summary | Refusal {
  const { closing } = turn.around.settings;
  const known = leaves(closing.categories);
  const leaf = known.find((one) => one.id === given.category);
  if (!leaf && (given.category !== '' || (closing.required && known.length > 0))) return refuse('unknown_category');
  const path = leaf ? { zh: leaf.zh, en: leaf.en } : { zh: '', en: '' };
  return { ...given, path, by: { id: agent.id, name: agent.name }, at: turn.now };
}

/** Writes the summary of an encounter that ended without one: by who owes it, or by a lead. Written twice, the later words stand. */
export function summarise(turn: Turn, agent: Agent, id: string, given: SummaryGiven): Refusal | null {
  const session = turn.sessions.byId(id);
  if (!session) return refuse('no_session');
  const { service } = session;
  const writes = service.owed?.id === agent.id || service.summary?.by.id === agent.id || leads(agent);
  if (session.state !== 'closed' || !writes) return refuse('not_owed');
  const summary = summaryOf(turn, agent, given);
  if ('ok' in summary) return summary;
  const { owed } = service;
  session.service = { ...service, summary, owed: null };
  turn.sessions.save(session);
  encounterEnded(turn, session);
  oweInspection(turn, session);
  showRecord(turn, session);
  if (owed) oweNews(turn, owed.id, session.id, { kind: 'summary-given', session: session.id });
  return null;
}

/** Sets the tags of an encounter: by who serves or served it, a colleague brought in, or a lead. */
export function tagSession(turn: Turn, agent: Agent, id: string, tags: readonly string[]): Refusal | null {
  const session = turn.sessions.byId(id);
  if (!session) return refuse('no_session');
  const { service, agent: holder } = session;
  if (holder?.id !== agent.id && service.answeredBy?.id !== agent.id && !leads(agent)) return refuse('not_allowed');
  const { closing } = turn.around.settings;
  const wanted = [...new Set(tags)];
  const own = wanted.some((one) => !closing.tags.includes(one) && !service.tags.includes(one));
  if (own && !closing.free) return refuse('not_allowed', 'Only the tags of the settings may be used.');
  session.service = { ...service, tags: wanted };
  turn.sessions.save(session);
  showRecord(turn, session);
  return null;
}

const leads = (agent: Agent) => agent.role === 'lead' || agent.role === 'owner';

/** The staff's record of an encounter. */
export function recordOf({ id, service }: Session): RecordView {
  return {
    session: id,
    tags: service.tags,
    ...(service.summary ? { summary: service.summary } : {}),
    ...(service.owed ? { owed: service.owed } : {}),
  };
}

function showRecord(turn: Turn, session: Session): void {
  turn.change('staff', '', { kind: 'record', record: recordOf(session) });
  oweDirectory(turn);
}

function owedOf(turn: Turn, session: Session) {
  return {
    session: session.id,
    customer: turn.person.id,
    name: shownName(turn.person),
    number: session.number,
    at: turn.now,
  };
}
