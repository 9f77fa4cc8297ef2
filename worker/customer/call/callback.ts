/** 预约回电: a time chosen by keys or said, and a ticket that keeps it. Runs inside one transaction. */
import type { Body } from '../../../shared/message.ts';
import type { Ticket } from '../../../shared/ticket.ts';
import { extract } from '../../brain/extract/extract.ts';
import { asksForHuman } from '../../brain/human.ts';
import { callbackTime, callbackTimes, telephone, type CallbackTime } from '../../brain/telephone.ts';
import { callerNumber } from '../../channels/phone/number.ts';
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

/** The number they are called back at: their own, or the one they gave; null: theirs is withheld. */
export const numberOf = (call: Call, { peer }: Endpoint): string | null =>
  peer.startsWith('+') ? peer : call.mind.number;

/** Where the number is withheld it is asked for first, then the time. */
export function askCallback(turn: Turn, call: Call, endpoint: Endpoint, session: Session): void {
  const { language } = session.mind;
  call.mind.again = false;
  if (numberOf(call, endpoint) === null) {
    call.mind.asks = 'number';
    turn.say(endpoint, session, ROBOT, { kind: 'text', text: telephone[language].askNumber });
    return;
  }
  call.mind.asks = 'callback';
  const options = callbackTimes(turn.now, language);
  turn.say(endpoint, session, ROBOT, { kind: 'menu', text: telephone[language].askTime, options });
}

/** They would rather wait, or talk to somebody now. */
const ratherWaits = (text: string): boolean =>
  asksForHuman(text) || /^(?:不用|不要|不了|算了|继续等|no\b|wait)/iu.test(text.trim());

/** The caller keyed or said a number; not understood twice, nothing is booked. */
export function answersNumber(
  turn: Turn,
  call: Call,
  endpoint: Endpoint,
  session: Session,
  { text }: Body & { kind: 'text' },
): void {
  const { mind } = call;
  if (ratherWaits(text)) return waitOn(turn, call, endpoint, session);
  const said = extract(text, turn.now, { kinds: ['phone'] })[0]?.value;
  mind.number = callerNumber(typeof said === 'string' ? said : text.replace(/[\s\p{P}]+/gu, ''), '86');
  if (mind.number !== null) return askCallback(turn, call, endpoint, session);
  if (mind.again) return waitOn(turn, call, endpoint, session);
  askAgain(turn, call, endpoint, session);
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
  if (ratherWaits(body.text)) return waitOn(turn, call, endpoint, session);
  const time = callbackTime(body.text, body.option, turn.now, language);
  if (!time && !mind.again) return askAgain(turn, call, endpoint, session);
  mind.asks = 'anything';
  const when = time ?? soon(session);
  const number = numberOf(call, endpoint);
  const ticket = number === null ? null : openCallback(turn, endpoint, session, when, number);
  speak(number !== null && ticket ? say.booked(when.words, number.slice(-4), ticket.number) : say.kept);
  turn.tickets.unexpect(session.id);
  session.waitingSince = null;
  turn.move(session, 'closed');
}

/** Nothing was said: it is asked once more, then they stay in line and are told how it stands there. */
export function askCallbackAgain(turn: Turn, call: Call, endpoint: Endpoint, session: Session): void {
  if (!call.mind.again) return askAgain(turn, call, endpoint, session);
  waitOn(turn, call, endpoint, session);
}

/** Nothing is booked: they stay as they were. */
function waitOn(turn: Turn, call: Call, endpoint: Endpoint, session: Session): void {
  call.mind.asks = 'anything';
  call.mind.again = false;
  placeAgain(turn, call, endpoint, session, telephone[session.mind.language].noBooking);
}

/** How it stands is told with the next words: the place in line after `words`; or that nobody is on duty, and what can be left. */
export function placeAgain(turn: Turn, call: Call, endpoint: Endpoint, session: Session, words: string | null): void {
  const { mind } = call;
  mind.place &&= { ...mind.place, at: 0 };
  const text = session.state === 'left-message' ? telephone[session.mind.language].nobody : words;
  if (text !== null) turn.say(endpoint, session, ROBOT, { kind: 'text', text });
}

function askAgain(turn: Turn, call: Call, endpoint: Endpoint, session: Session): void {
  call.mind.again = true;
  const { language } = session.mind;
  if (call.mind.asks === 'number') {
    turn.say(endpoint, session, ROBOT, { kind: 'text', text: telephone[language].askNumberAgain });
    return;
  }
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
  number: string | null,
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
    ...(number === null ? {} : { phone: number }),
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
    told: false,
    ...(time.until === null ? {} : { promisedAt: time.until }),
  });
  return 'ok' in opened ? null : opened;
}
