/** From a person back to the robot, only by the customer's own yes (GB/T 47746—2026, 5.2.3). Runs inside one transaction. */
import type { AgentAct } from '../../shared/frame.ts';
import type { Body, Message } from '../../shared/message.ts';
import { refuse, type Refusal } from '../../shared/refusal.ts';
import { isOff } from '../../shared/settings/switches.ts';
import { answerToOffer, backWithRobot, offerOfRobot } from '../brain/consent.ts';
import type { Snapshot } from '../brain/entry.ts';
import { thinkMeanwhile, type Waiting } from '../brain/meanwhile.ts';
import { freshMind } from '../brain/think.ts';
import { askerOf } from './robot.ts';
import { sendable } from './sendable.ts';
import type { Session } from './sessions.ts';
import type { Endpoint } from './store.ts';
import type { Turn } from './turn.ts';
import { speak } from './wording.ts';

/** The agent asks whether the robot may go on; who has refused in this encounter is not asked again. */
export function offerRobot(
  turn: Turn,
  session: Session,
  act: Extract<AgentAct, { act: 'offer-robot' }>,
): Refusal | null {
  if (session.robotOffer === 'refused') return refuse('no_consent');
  if (session.robotOffer === 'asked' || isOff(turn.around.settings.switches, 'robot', turn.now))
    return refuse('wrong_state');
  const endpoint = turn.line.endpoint(session.endpoint);
  if (!endpoint) return refuse('no_endpoint');
  const barred = sendable(endpoint, turn.now);
  if (barred) return barred;
  session.robotOffer = 'asked';
  turn.say(endpoint, session, { kind: 'robot' }, offerOfRobot(act.reason, session.mind.language));
  turn.keepSession(session, true);
  return null;
}

/** The customer's next words answer the offer: only a yes moves the session; anything else leaves it with the agent. */
export function consents(turn: Turn, session: Session, endpoint: Endpoint, body: Body): Message[] {
  const answer = answerToOffer(body);
  const { language } = session.mind;
  const { agent } = session;
  session.robotOffer = answer === 'no' ? 'refused' : null;
  if (answer !== 'yes') {
    if (answer === 'no')
      turn.system(session, language === 'en' ? 'A person stays with you.' : '继续由人工客服为您服务');
    turn.keepSession(session, true);
    if (agent) turn.oweSeat(agent.id);
    return [];
  }
  if (agent) turn.oweGone(agent.id, session.id);
  session.agent = null;
  session.waitingSince = null;
  session.mind = { ...freshMind, language, greeted: true };
  turn.move(session, 'robot');
  return [turn.say(endpoint, session, { kind: 'robot' }, backWithRobot(language))];
}

/** A customer in line, or who left a message, writes: the robot offers what it surely knows, and answers by their yes alone; their wait is untouched. */
export function answersMeanwhile(
  turn: Turn,
  session: Session,
  endpoint: Endpoint,
  body: Body,
  knowledge: Snapshot | null,
): Message[] {
  const robotOff = isOff(turn.around.settings.switches, 'robot', turn.now);
  if (!knowledge || robotOff || sendable(endpoint, turn.now) !== null) return [];
  const mayOffer = session.robotOffer !== 'refused' && session.handover?.reason !== 'refuses_robot';
  const { mind } = session;
  const given = { mind, body, now: turn.now, asker: askerOf(turn, endpoint), mayOffer };
  const thought = thinkSafely(turn, given, knowledge);
  if (thought.mind === mind) return [];
  session.mind = thought.mind;
  if (thought.stays)
    turn.system(session, mind.language === 'en' ? 'You are still waiting for a person.' : '继续为您等人工客服');
  const said = speak(turn, session, endpoint, thought.say);
  turn.keepSession(session, false);
  return said;
}

/** A fault in the robot costs its offer, never the customer's word. */
function thinkSafely(turn: Turn, waiting: Waiting, knowledge: Snapshot): ReturnType<typeof thinkMeanwhile> {
  try {
    return thinkMeanwhile(waiting, knowledge);
  } catch (error) {
    turn.around.fault('meanwhile', error);
    return { mind: waiting.mind, say: [] };
  }
}
