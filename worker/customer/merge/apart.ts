/** What two encounters make of each other as far as it can be taken back, whoever leaves first. Pure. */
import type { Apart, Taken } from '../serving.ts';
import type { Session } from '../sessions.ts';

type Standing = Pick<Session, 'agent' | 'handover' | 'service' | 'waitingSince'>;

/** What an encounter is now. */
export function apartOf({ handover, service, waitingSince }: Standing): Apart {
  return { waitingSince, urgent: handover?.urgency === 'urgent', beside: service.collaborators };
}

/** The encounter with one more in it, and with all who were in that one. */
export function taking(stays: Standing, ended: Standing & { id: string }): Omit<Taken, 'made'> {
  const [mine, theirs] = [unravelled(stays), unravelled(ended)];
  const helps = ended.agent ? [...theirs.own.beside, ended.agent] : theirs.own.beside;
  return {
    own: mine.own,
    parts: [...mine.parts, { session: ended.id, ...theirs.own, beside: helps }, ...theirs.parts],
  };
}

/** What is left of it once these went; what was changed while they were one stays. */
export function leaving(stays: Standing, gone: ReadonlySet<string>): { now: Apart; taken: Omit<Taken, 'made'> | null } {
  const { own, parts } = unravelled(stays);
  const left = parts.filter(({ session }) => !gone.has(session));
  return { now: together(own, left, stays.agent?.id), taken: left.length === 0 ? null : { own, parts: left } };
}

function together(own: Apart, parts: readonly Apart[], agent: string | undefined): Apart {
  const all = [own, ...parts];
  const since = all.flatMap(({ waitingSince }) => (waitingSince === null ? [] : [waitingSince]));
  const helps = new Map(all.flatMap(({ beside }) => beside.map((one) => [one.id, one] as const)));
  if (agent !== undefined) helps.delete(agent);
  return {
    waitingSince: since.length === 0 ? null : Math.min(...since),
    urgent: all.some(({ urgent }) => urgent),
    beside: [...helps.values()],
  };
}

/** Each one's own, where what came since counts as the encounter's own. */
function unravelled(one: Standing): Omit<Taken, 'made'> {
  const now = apartOf(one);
  const { taken } = one.service;
  if (!taken) return { own: now, parts: [] };
  const { own, made, parts } = taken;
  const answered = now.waitingSince !== made.waitingSince;
  const hurried = now.urgent !== made.urgent;
  const has = (list: Apart['beside'], id: string) => list.some((other) => other.id === id);
  const left = (list: Apart['beside']) => list.filter(({ id }) => !has(made.beside, id) || has(now.beside, id));
  const came = now.beside.filter(({ id }) => !has(made.beside, id));
  const bare = (part: Apart): Apart => ({
    waitingSince: answered ? null : part.waitingSince,
    urgent: hurried ? false : part.urgent,
    beside: left(part.beside),
  });
  return {
    own: {
      waitingSince: answered ? now.waitingSince : own.waitingSince,
      urgent: hurried ? now.urgent : own.urgent,
      beside: [...left(own.beside).filter(({ id }) => !has(came, id)), ...came],
    },
    parts: parts.map((part) => ({ session: part.session, ...bare(part) })),
  };
}
