/** The leg to an agent's own telephone, and what colleagues do with a live call. Runs inside one transaction. */
import type { CallAct, CallMoment, CallOrder, CallView } from '../../../shared/call.ts';
import { refuse, type Result } from '../../../shared/refusal.ts';
import { telephone } from '../../brain/telephone.ts';
import { firstAnswer } from '../arrangement.ts';
import { agentSpoke } from '../silence.ts';
import type { Session } from '../sessions.ts';
import type { Turn } from '../turn.ts';
import { happened } from './ends.ts';
import type { Call } from './store.ts';
import { wordsOf } from './words.ts';

/** The telephone of the agent who has the session; null: they have none. */
export function telephoneOf(turn: Turn, agent: { id: string } | null): string | null {
  return turn.around.settings.telephone.agents.find((one) => one.member === agent?.id)?.number ?? null;
}

/** The leg ended: the talk stands in the line, or why there was none. */
export function dialled(turn: Turn, call: Call, moment: CallMoment & { kind: 'dialled' }): void {
  call.mind.dialling = false;
  const session = turn.sessions.open();
  const endpoint = turn.line.endpoint(call.endpoint);
  if (!session || !endpoint) return;
  const { language } = session.mind;
  const words = wordsOf(session);
  const name = session.agent?.name ?? null;
  const talked = moment.state === 'completed' || moment.state === 'answered';
  if (!talked) {
    happened(turn, endpoint, session, 'dial_failed', words.agentNotReached(name));
    if (session.state === 'agent' && call.state === 'live')
      turn.say(endpoint, session, { kind: 'robot' }, { kind: 'text', text: telephone[language].noAnswer });
    return;
  }
  const time = `${Math.floor(moment.seconds / 60)}:${String(moment.seconds % 60).padStart(2, '0')}`;
  happened(turn, endpoint, session, 'talked', words.talkedWith(name, time));
  if (session.state !== 'agent' || !session.agent) return;
  session.waitingSince = null;
  session.service.answeredBy = { ...session.agent };
  agentSpoke(turn, session);
  turn.keepSession(session, false);
  firstAnswer(turn, session);
}

/** What a colleague wants of the live call. Whoever asks this then asks the provider. */
export function onCall(
  turn: Turn,
  order: { by: { id: string }; act: CallAct | 'read'; fence: number },
): Result<{ order: CallOrder | null; view: CallView }> {
  const call = turn.calls.live();
  const number = telephoneOf(turn, order.by);
  const view = viewOf(call, number !== null);
  if (order.act === 'read') return { ok: true, order: null, view };
  if (!call) return refuse('wrong_state', 'There is no call.');
  const session = turn.sessions.open();
  if (!holds(session, order)) return refuse('floor_moved');
  const { id, account, mind } = call;
  const { language } = session.mind;
  if (order.act === 'hang-up') {
    mind.endedByUs = true;
    turn.calls.save(call);
    return { ok: true, order: { call: id, account, step: call.step, number: null, record: false, language }, view };
  }
  if (number === null) return refuse('no_endpoint', 'No telephone is set for you.');
  Object.assign(mind, { dialling: true, dialled: session.fence });
  call.step += 1;
  call.answer = {
    person: turn.person.id,
    say: [],
    language,
    next: { kind: 'dial', step: call.step, number, record: mind.record === true },
  };
  turn.calls.save(call);
  return {
    ok: true,
    order: { call: id, account, step: call.step, number, record: mind.record === true, language },
    view,
  };
}

function holds(session: Session | null, { by, fence }: { by: { id: string }; fence: number }): session is Session {
  return session?.state === 'agent' && session.agent?.id === by.id && session.fence === fence;
}

function viewOf(call: Call | null, hasTelephone: boolean): CallView {
  const shown = call && {
    endpoint: call.endpoint,
    state: call.mind.dialling ? ('dialling' as const) : call.step === 0 ? ('ringing' as const) : ('live' as const),
    since: call.beganAt,
  };
  return { ok: true, call: shown, telephone: hasTelephone };
}
