/** An act on one of several encounters chosen together: by the rules that hold for one alone. */
import type { Viewer } from '../../shared/actors.ts';
import { refuse, type Refusal, type Result } from '../../shared/refusal.ts';
import type { SeveralCalls } from '../../shared/several.ts';
import { MOST_TAGS } from '../../shared/serving.ts';
import { agentActs } from './company.ts';
import { tagSession } from './ending.ts';
import type { Turn } from './turn.ts';

type Agent = Extract<Viewer, { kind: 'agent' }>['agent'];

/** One of them; a stranger's line has none. */
export function serveOne(turn: Turn, { by, session, act }: Parameters<SeveralCalls['serve']>[0]): Result<object> {
  return done(turn, by, session, act) ?? { ok: true };
}

function done(turn: Turn, by: Agent, id: string, act: Parameters<SeveralCalls['serve']>[0]['act']): Refusal | null {
  const session = turn.sessions.byId(id);
  if (!session) return refuse('no_session');
  if (act.act === 'tag') {
    const tags = [...new Set([...session.service.tags, ...act.add])].filter((one) => !act.remove.includes(one));
    if (tags.length > MOST_TAGS) return refuse('bad_request', `at most ${MOST_TAGS} tags`);
    return tagSession(turn, by, id, tags);
  }
  if (session.state === 'closed') return refuse('session_closed');
  return agentActs(turn, by, {
    ...{ act: 'close', fence: session.fence },
    ...(act.summary ? { summary: act.summary } : {}),
  });
}
