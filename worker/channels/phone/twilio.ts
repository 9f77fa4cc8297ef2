/** Twilio's calls: who rings, what they say, how it ends. Source: twilio.com/docs/voice/twiml, docs/voice/api/call-resource */
import type { Address, Heard } from '../../../shared/actors.ts';
import type { CallMoment, CallState } from '../../../shared/call.ts';
import type { Body } from '../../../shared/message.ts';
import { refusals, refuse, type Refusal, type Result } from '../../../shared/refusal.ts';
import type { TwilioVoiceAccount } from '../account.ts';
import type { Channel, Incoming, Reading } from '../channel.ts';
import { cut } from '../cut.ts';
import { openDoor } from '../sms/push.ts';
import { isSigned, type Pairs } from '../sms/twilio-signature.ts';
import { clean, fits } from '../words.ts';
import { documentOf } from './answer.ts';
import { callerNumber } from './number.ts';
import { fetchRecording } from './recording.ts';
import { heardIn, SPOKEN_MOST } from './spoken.ts';
import { twiml } from './twiml.ts';

const MOST_FIELDS = 500;
const XML = 'text/xml; charset=utf-8';
const STATES: readonly CallState[] = [
  'queued', 'ringing', 'in-progress', 'completed', 'busy', 'failed', 'no-answer', 'canceled',
]; // prettier-ignore
const ENDED: readonly string[] = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];

type Fields = Map<string, string>;

async function read(incoming: Incoming, account: TwilioVoiceAccount, now: number): Promise<Result<Reading>> {
  const door = openDoor(incoming);
  if (!door.ok) return door;
  const given = incoming.headers.get('x-twilio-signature') ?? '';
  if (given === '' || given.length > 64) return refuse('bad_signature');
  const pairs: Pairs = [...new URLSearchParams(door.text)];
  if (pairs.length > MOST_FIELDS) return refuse('bad_request', 'The form has too many fields.');
  if (!(await isSigned(given, account.authToken, incoming.url, pairs))) return refuse('bad_signature');
  const fields: Fields = new Map(pairs);
  const owner = fields.get('AccountSid') ?? '';
  if (owner !== '' && owner !== account.accountSid) return refuse('wrong_account', 'AccountSid is not this account.');
  const call = fields.get('CallSid') ?? '';
  if (!/^\w{1,64}$/u.test(call)) return refuse('bad_request', 'CallSid is missing.');
  const moment = momentOf(incoming.url.searchParams, fields);
  if ('ok' in moment) return moment;
  const named = personIn(incoming.url.searchParams, moment);
  if (moment.kind === 'back' && named.person === undefined) return refuse('bad_request', 'person is missing.');
  const address = callerOf(moment, fields, account, call);
  const spoken = incoming.url.searchParams.get('in') === 'en' ? { language: 'en' as const } : {};
  return {
    ok: true,
    heard: moment.kind === 'said' ? [heardOf(call, address, moment, now)] : [],
    call: { call, address, moment, at: now, ...spoken, ...named },
    answer: () => Promise.resolve({ status: 200, contentType: XML, body: twiml([]) }),
  };
}

/** The other side's number; who withholds it is a guest of this call alone, and so is a colleague's own telephone. */
function callerOf({ kind }: CallMoment, fields: Fields, account: TwilioVoiceAccount, call: string): Address {
  const isOurs = (fields.get('Direction') ?? 'inbound').startsWith('outbound');
  const peer = (kind === 'back' ? null : callerNumber(fields.get(isOurs ? 'To' : 'From') ?? '')) ?? `call-${call}`;
  return { channel: 'phone', account: account.id, peer };
}

function heardOf(call: string, address: Address, moment: CallMoment & { kind: 'said' }, at: number): Heard {
  return {
    kind: 'message',
    key: `said:${call}:${moment.step}`,
    address,
    body: { kind: 'text', text: moment.words },
    at,
  };
}

const whole = (text: string | null, most: number): number => {
  const number = /^\d{1,9}$/u.test(text ?? '') ? Number(text) : 0;
  return Math.min(number, most);
};

/** What the request is about: its address says which question it answers; without one it is the call itself, or its end. */
function momentOf(query: URLSearchParams, fields: Fields): CallMoment | Refusal {
  const step = whole(query.get('step'), 1_000_000);
  const seconds = (name: string) => whole(fields.get(name) ?? null, 86_400);
  switch (query.get('on')) {
    case 'said':
      return said(fields, step);
    case 'silent':
      return { kind: 'silent', step };
    case 'dialled': {
      const state = fields.get('DialCallStatus') ?? '';
      if (state !== 'answered' && !isState(state)) return refuse('bad_request', 'DialCallStatus is missing.');
      return { kind: 'dialled', step, state, seconds: seconds('DialCallDuration') };
    }
    case 'recorded':
      return { kind: 'recorded', step, recording: recordingIn(fields), seconds: seconds('RecordingDuration') };
    case 'recording': {
      const recording = recordingIn(fields);
      if (recording === null) return refuse('bad_request', 'RecordingSid is missing.');
      const of = query.get('of') === 'talk' ? 'talk' : 'words';
      const taken = (fields.get('RecordingStatus') ?? 'completed') === 'completed';
      return { kind: 'recording', recording: taken ? recording : '', of, seconds: seconds('RecordingDuration') };
    }
    case 'back':
      return backIn(query, fields);
    default:
      return about(query, fields);
  }
}

/** A leg of a call back ended: its address says of which. */
function backIn(query: URLSearchParams, fields: Fields): CallMoment | Refusal {
  const back = query.get('back') ?? '';
  const ticket = query.get('ticket') ?? '';
  if (!/^[\w-]{1,64}$/u.test(back) || !/^[\w-]{0,64}$/u.test(ticket)) return refuse('bad_request', 'back is missing.');
  const leg = query.get('leg') === 'customer' ? 'customer' : 'agent';
  const state = fields.get(leg === 'customer' ? 'DialCallStatus' : 'CallStatus') ?? '';
  if (state !== 'answered' && !isState(state)) return refuse('bad_request', 'The state is missing.');
  const seconds = fields.get(leg === 'customer' ? 'DialCallDuration' : 'CallDuration') ?? null;
  return { kind: 'back', back, ticket, leg, state, seconds: whole(seconds, 86_400) };
}

/** The call begins, or a status is told; both may stand at one address in Twilio's console. */
function about(query: URLSearchParams, fields: Fields): CallMoment | Refusal {
  const state = fields.get('CallStatus') ?? '';
  // Where words came without a question's number, they are words.
  if (state === '' && (fields.has('SpeechResult') || fields.has('Digits'))) return said(fields, 0);
  if (!isState(state)) return refuse('bad_request', 'CallStatus is missing.');
  const sequence = whole(fields.get('SequenceNumber') ?? null, 1000);
  const seconds = whole(fields.get('CallDuration') ?? null, 86_400);
  const isStatus = query.get('on') === 'status' || ENDED.includes(state) || fields.has('CallbackSource');
  return isStatus ? { kind: 'status', state, sequence, seconds } : { kind: 'incoming' };
}

function said(fields: Fields, step: number): CallMoment | Refusal {
  const keys = fields.get('Digits') ?? '';
  const words = clean(keys === '' ? (fields.get('SpeechResult') ?? '') : keys);
  if (!fits(words)) return refuse('too_long');
  if (words.trim() === '') return { kind: 'silent', step };
  return { kind: 'said', step, words, by: keys === '' ? 'voice' : 'keys' };
}

/** A recording's callback carries no number, and a call back's that of a colleague: our own address in it names the person. */
function personIn(query: URLSearchParams, moment: CallMoment): { person?: string } {
  const person = query.get('person') ?? '';
  return (moment.kind === 'recording' || moment.kind === 'back') && /^c_\w{1,64}$/u.test(person) ? { person } : {};
}

/** By its own name, or as the last word of where it lies. */
function recordingIn(fields: Fields): string | null {
  const sid = fields.get('RecordingSid') ?? (fields.get('RecordingUrl') ?? '').split('/').at(-1) ?? '';
  return /^RE\w{1,62}$/u.test(sid) ? sid : null;
}

const isState = (text: string): text is CallState => STATES.some((one) => one === text);

const NO_CALL = { code: 'call_over', detail: refusals.call_over.zh };

export const twilioVoice: Channel<TwilioVoiceAccount> = {
  read,
  // A call is answered, never called from here: the words wait on the line until the call asks for them.
  send: () => Promise.resolve({ ok: false, fate: 'failed', reason: NO_CALL }),
  refuses: refusesToSay,
  split,
  carries: () => false,
  fetchMedia: fetchRecording,
  typing: () => Promise.resolve(false),
  speaks: (answer, account, hook) => documentOf(answer, account, hook),
};

/** Why it can't be said aloud. */
function refusesToSay(body: Body) {
  return heardIn(body, 'zh') === null
    ? { code: 'unsupported_kind', detail: `电话里说不了这种内容（${body.kind}）` }
    : null;
}

/** Long words in stretches after each of which the caller may go on. */
function split(body: Body): Body[] {
  if (body.kind !== 'text' || body.text.length <= SPOKEN_MOST) return [body];
  return cut(body.text, SPOKEN_MOST, (letter) => letter.length).map((text) => ({ kind: 'text', text }));
}
