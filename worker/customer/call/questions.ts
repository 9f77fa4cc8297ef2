/** The call's own questions: a time to be called back, whether to record, a key while waiting. Runs inside one transaction. */
import type { Body } from '../../../shared/message.ts';
import { agrees } from '../../brain/agreeing.ts';
import { asksForHuman } from '../../brain/human.ts';
import { telephone } from '../../brain/telephone.ts';
import type { Session } from '../sessions.ts';
import type { Endpoint } from '../store.ts';
import type { Turn } from '../turn.ts';
import { answersCallback, answersNumber, askCallback, askCallbackAgain, placeAgain } from './callback.ts';
import type { Call, CallMind } from './store.ts';

const waits = ({ state }: Session): boolean => state === 'queued' || state === 'left-message';

/** Who holds the floor where a question stands: once the floor moved on, the words are for whoever has it. */
const STANDS: Record<CallMind['asks'], (session: Session) => boolean> = {
  anything: () => true,
  number: waits,
  callback: waits,
  recording: ({ state }) => state === 'agent',
};

/** The question that still stands; one that the floor has left is taken back. */
export function standing({ mind }: Call, session: Session): CallMind['asks'] {
  if (!STANDS[mind.asks](session)) {
    mind.asks = 'anything';
    mind.again = false;
  }
  return mind.asks;
}

/** The words answer a question of the call itself: they stand in the line by `silent`, and are nobody else's to answer. */
export function answersQuestion(
  turn: Turn,
  call: Call,
  endpoint: Endpoint,
  session: Session,
  body: Body & { kind: 'text' },
  silent: () => void,
): boolean {
  const { mind } = call;
  const asks = standing(call, session);
  if (asks === 'recording') {
    silent();
    // Who asks for a person has said no word on recording, and is put through.
    consents(mind, asksForHuman(body.text) ? false : agrees(body.text));
    return true;
  }
  if (asks === 'number') {
    silent();
    answersNumber(turn, call, endpoint, session, body);
    return true;
  }
  if (asks === 'callback') {
    silent();
    answersCallback(turn, call, endpoint, session, body);
    return true;
  }
  const wants = body.text === '1' || /回电|回拨|打给我|call me back|callback/iu.test(body.text);
  if (waits(session) && mind.keys.length === 0 && wants) {
    silent();
    askCallback(turn, call, endpoint, session);
    return true;
  }
  if (session.state === 'left-message' && body.text === '2') {
    silent();
    mind.record = true;
    return true;
  }
  if (session.state === 'robot' && mind.heard === 1 && body.text === '9' && mind.keys.length === 0) {
    silent();
    session.mind = { ...session.mind, language: 'en' };
    turn.keepSession(session, false);
    const own = turn.around.settings.telephone.greeting?.en ?? '';
    const text = [telephone.en.greeting(''), own].filter((one) => one !== '').join(' ');
    turn.say(endpoint, session, { kind: 'robot' }, { kind: 'text', text });
    return true;
  }
  return false;
}

/** 0 and 转人工 while they wait already: how it stands is told anew, and where nobody is on duty, that. */
export function stillWanted(turn: Turn, call: Call, endpoint: Endpoint, session: Session | null, text: string): void {
  if (!session || !waits(session) || !asksForHuman(text)) return;
  placeAgain(turn, call, endpoint, session, null);
}

/** Nothing was said to a question of the call: no record is made, and who waits goes on waiting. True: it was such a question. */
export function silentAtQuestion(turn: Turn, call: Call, endpoint: Endpoint, session: Session): boolean {
  const asks = standing(call, session);
  if (asks === 'recording') consents(call.mind, false);
  if (asks === 'callback' || asks === 'number') askCallbackAgain(turn, call, endpoint, session);
  return asks !== 'anything';
}

/** What was no clear word is asked once more; then it is a no. */
function consents(mind: CallMind, agreed: boolean | null): void {
  mind.asks = 'anything';
  if (agreed === null && !mind.again) {
    mind.again = true;
    return;
  }
  mind.again = false;
  mind.record = agreed === true;
}
