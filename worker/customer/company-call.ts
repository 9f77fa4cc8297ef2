/** Questions to the company as letters: owed with the turn that asks, dropped when nobody waits, told to the staff when they come too late. */
import type { Language } from '../../shared/knowledge.ts';
import type { Call } from '../brain/think.ts';
import type { HookAnswer } from './company-hook.ts';
import type { Session } from './sessions.ts';
import type { Endpoint } from './store.ts';
import type { Turn } from './turn.ts';

/** A call with the floor and the address it was asked from; letters from before name no address. */
export type OwedCall = Call & { session: string; fence: number; endpoint?: string; language: Language };

export function oweCall(turn: Turn, session: Session, endpoint: Endpoint, call: Call): void {
  const { id, fence, mind } = session;
  const owed: OwedCall = { ...call, session: id, fence, endpoint: endpoint.id, language: mind.language };
  turn.letters.owe({ lane: 'call', kind: 'call', key: `call:${call.id}`, body: JSON.stringify(owed), dueAt: turn.now });
}

/** The session that waits for this answer, if the robot still holds the floor it asked from. */
export function waitingFor(turn: Turn, owed: OwedCall): Session | null {
  const session = turn.sessions.byId(owed.session);
  return session?.state === 'robot' && session.fence === owed.fence ? session : null;
}

/** Whether a call must still go: somebody waits for it, or an act may have been done already and its fate must be learned. */
export function stillWanted(turn: Turn, owed: OwedCall, tries: number): boolean {
  if (owed.irreversible && tries > 0) return true;
  const asked = waitingFor(turn, owed)?.mind.flow?.asked;
  return asked?.kind === 'call' && asked.call === owed.id;
}

/** An act whose answer came after the floor moved says nothing to the customer, but the staff must know what was done. */
export function noteAct(turn: Turn, owed: OwedCall, answer: HookAnswer): void {
  if (!owed.irreversible) return;
  const session = turn.sessions.byId(owed.session);
  if (!session) return;
  const fate = answer.ok ? answer.outcome : { zh: '结果不明，请核实', en: 'fate unknown, please check' }[owed.language];
  const values = answer.ok ? Object.values(answer.values ?? {}).join(' ') : '';
  const text =
    owed.language === 'zh'
      ? `机器人提交的“${owed.action}”的结果：${fate} ${values}`
      : `What became of “${owed.action}”, submitted by the robot: ${fate} ${values}`;
  const speaker = { kind: 'system' as const };
  const body = { kind: 'text' as const, text: text.trim() };
  turn.append({ endpoint: null, direction: 'note', speaker, body, status: 'sent' }, session);
  if (session.agent) turn.oweSeat(session.agent.id);
}
