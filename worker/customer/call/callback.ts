/** 预约回电: a time chosen by keys or said, and a ticket that keeps it. Runs inside one transaction. */
import type { Body } from '../../../shared/message.ts';
import type { Ticket } from '../../../shared/ticket.ts';
import { callbackTime, callbackTimes, telephone, type CallbackTime } from '../../brain/telephone.ts';
import type { Session } from '../sessions.ts';
import type { Endpoint } from '../store.ts';
import { fitting } from '../ticket/fields.ts';
import { packetOf } from '../ticket/intake.ts';
import { openTicket } from '../ticket/opening.ts';
import type { Turn } from '../turn.ts';
import type { Call } from './store.ts';
import { wordsOf } from './words.ts';

const ROBOT = { kind: 'robot' } as const;
/** The kind of ticket a callback is; where the company has none of this name, the one for left messages. */
const KIND = 'callback';

export function askCallback(turn: Turn, call: Call, endpoint: Endpoint, session: Session): void {
  call.mind.asks = 'callback';
  call.mind.again = false;
  const { language } = session.mind;
  const options = callbackTimes(turn.now, language);
  turn.say(endpoint, session, ROBOT, { kind: 'menu', text: telephone[language].askTime, options });
}

/** The caller chose or said a time; not understood twice, it is as soon as possible. A no leaves them in line. */
export function answersCallback(
  turn: Turn,
  call: Call,
  endpoint: Endpoint,
  session: Session,
  body: Body & { kind: 'text' },
): void {
  const { language } = session.mind;
  const say = telephone[language];
  const { mind } = call;
  const speak = (text: string) => void turn.say(endpoint, session, ROBOT, { kind: 'text', text });
  if (body.text === '0' || /^(?:不用|不要|不了|算了|继续等|no\b|wait)/iu.test(body.text.trim())) {
    mind.asks = 'anything';
    return speak(say.noBooking);
  }
  const time = callbackTime(body.text, body.option, turn.now, language);
  if (!time && !mind.again) return askAgain(turn, call, endpoint, session);
  mind.asks = 'anything';
  const when = time ?? soon(session);
  const ticket = openCallback(turn, endpoint, session, when, false);
  speak(ticket ? say.booked(when.words, ticket.number) : say.kept);
  turn.tickets.unexpect(session.id);
  session.waitingSince = null;
  turn.move(session, 'closed');
}

/** Nothing was said: it is asked once more, then they stay in line and are told how it stands there. */
export function askCallbackAgain(turn: Turn, call: Call, endpoint: Endpoint, session: Session): void {
  const { mind } = call;
  if (!mind.again) return askAgain(turn, call, endpoint, session);
  mind.asks = 'anything';
  mind.place &&= { ...mind.place, at: 0 };
  const text = telephone[session.mind.language].noBooking;
  turn.say(endpoint, session, ROBOT, { kind: 'text', text });
}

function askAgain(turn: Turn, call: Call, endpoint: Endpoint, session: Session): void {
  call.mind.again = true;
  const { language } = session.mind;
  const options = callbackTimes(turn.now, language);
  turn.say(endpoint, session, ROBOT, { kind: 'menu', text: telephone[language].askTimeAgain, options });
}

/** No time was named. */
export const soon = (session: Session): CallbackTime => ({ words: wordsOf(session).soon, day: null, until: null });

/** The ticket; asked twice in one encounter, there is one. */
export function openCallback(
  turn: Turn,
  endpoint: Endpoint,
  session: Session,
  time: CallbackTime,
  told: boolean,
): Ticket | null {
  const { kinds, leftMessage } = turn.around.settings.tickets;
  const form = kinds.find((one) => one.id === KIND) ?? kinds.find((one) => one.id === leftMessage?.kind);
  if (!form) return null;
  const { text: handedOver, slots } = packetOf(session);
  const words = wordsOf(session);
  const fields = fitting(form, {
    ...slots,
    what: words.what(time.words),
    when: time.words,
    ...(time.day === null ? {} : { day: time.day }),
    ...(endpoint.peer.startsWith('+') ? { phone: endpoint.peer } : {}),
  });
  const opened = openTicket(turn, {
    key: `callback:${session.id}`,
    kind: form.id,
    title: words.title(time.words).slice(0, 60),
    fields,
    source: 'robot',
    by: ROBOT,
    endpoint: endpoint.id,
    session: session.id,
    ...(handedOver ? { note: handedOver } : {}),
    told,
    ...(time.until === null ? {} : { promisedAt: time.until }),
  });
  return 'ok' in opened ? null : opened;
}
