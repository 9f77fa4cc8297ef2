import type { VoiceAccount } from '../config.ts';
import { twilioSignature } from '../sms/twilio.ts';
import { randomHex } from '../world/digest.ts';
import type { Postman } from '../world/deliver.ts';
import type { Land } from '../world/land.ts';
import type { PhoneCall } from './book.ts';
import { readTwiml, type Element } from './twiml.ts';

/** How long Twilio waits for a document. */
const PATIENCE_MS = 15_000;
/** Documents in a row that only lead on to the next: Twilio would go on for ever, this world says so. */
const REDIRECTS = 20;
/** A voice says about so many characters a second. */
const SPOKEN_PER_SECOND = 8;
const STATUS_MS = 300;

/** What the engine works with. */
export interface Exchange {
  land: Land;
  post: Postman;
  clock: () => number;
}

export const hookOf = (land: Land, account: VoiceAccount): string =>
  `${land.setup.gatewayUrl}/hooks/phone/twilio/${encodeURIComponent(account.id)}`;

/** What every webhook of a call carries. */
function common(call: PhoneCall, account: VoiceAccount): Record<string, string> {
  return {
    CallSid: call.sid,
    AccountSid: account.accountSid,
    From: call.from,
    To: call.out?.to ?? account.number,
    Caller: call.from,
    Called: call.out?.to ?? account.number,
    CallStatus: call.state,
    Direction: call.out ? 'outbound-api' : 'inbound',
    ApiVersion: '2010-04-01',
    FromCountry: 'CN',
    ToCountry: 'GB',
  };
}

/** Posts a webhook as Twilio signs it. */
export async function tell(
  { land, post, clock }: Exchange,
  account: VoiceAccount,
  url: string,
  fields: Record<string, string>,
  place: string,
): Promise<{ status: number; body: string } | false> {
  const spoiled = land.diary.strike(place).spoil === 'signature';
  const mark = twilioSignature(spoiled ? `${account.authToken}x` : account.authToken, url, fields);
  const got = await post(
    url,
    {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8', 'x-twilio-signature': mark },
      body: new URLSearchParams(fields).toString(),
    },
    PATIENCE_MS,
  );
  land.diary.note(
    place,
    { direction: 'out', url, body: fields, status: got ? got.status : 0, answer: got ? got.body : '' },
    clock(),
  );
  return got;
}

/** Fetches the next document and carries it out until the call waits for somebody, or ends. */
export async function goOn(
  exchange: Exchange,
  call: PhoneCall,
  account: VoiceAccount,
  url: string,
  more: Record<string, string> = {},
): Promise<void> {
  const { land, clock } = exchange;
  let next: { url: string; more: Record<string, string> } | null = { url, more };
  for (let hop = 0; next; hop += 1) {
    const fields: Record<string, string> = { ...common(call, account), ...next.more };
    const asked: string = next.url;
    const got = await tell(exchange, account, asked, fields, 'webhook.phone');
    const current = land.calls.one(call.sid) ?? call;
    // Somebody hung up while the gateway was thinking.
    if (current.endedAt !== null) return;
    Object.assign(call, current);
    const answer: string = got ? got.body : '';
    call.last = { url: asked, fields, answer };
    if (!got || got.status >= 400)
      return fail(exchange, call, account, `no answer to the webhook (${got ? got.status : 0})`);
    if (hop > REDIRECTS) return fail(exchange, call, account, 'redirected without end');
    const read = readTwiml(answer);
    if (!read.ok) {
      for (const fault of read.faults) land.calls.hear(call.sid, 'fault', fault, clock());
      return fail(exchange, call, account, 'the document is refused');
    }
    call.state = 'in-progress';
    next = carryOut(exchange, call, account, read.verbs);
  }
}

/** Does what the verbs say; answers where to go on at once, or null when the call waits or is over. */
export function carryOut(
  exchange: Exchange,
  call: PhoneCall,
  account: VoiceAccount,
  verbs: Element[],
): { url: string; more: Record<string, string> } | null {
  const { land, clock } = exchange;
  const now = clock();
  call.turn += 1;
  call.waits = 'nothing';
  let spoken = 0;
  const speak = (element: Element): void => {
    if (element.name === 'Say') {
      spoken += element.text.length;
      land.calls.hear(call.sid, 'spoken', element.text.trim(), now);
    } else if (element.name === 'Play') land.calls.hear(call.sid, 'note', '♪', now);
  };
  for (const [at, verb] of verbs.entries()) {
    const waitFor = (waits: PhoneCall['waits'], seconds: number): null => {
      call.waits = waits;
      call.rest = verbs.slice(at);
      call.speaksUntil = now + (spoken / SPOKEN_PER_SECOND) * 1000;
      land.calls.save(call);
      const patience = (seconds + spoken / SPOKEN_PER_SECOND) * 1000;
      land.calendar.plan('silence', account.id, call.sid, { sid: call.sid, turn: call.turn }, now + patience);
      ring(land, call);
      return null;
    };
    switch (verb.name) {
      case 'Say':
      case 'Play':
      case 'Pause':
        speak(verb);
        break;
      case 'Gather':
        for (const each of verb.inside) speak(each);
        return waitFor('words', Number(verb.attributes.timeout ?? 5));
      case 'Record':
        land.calls.hear(call.sid, 'note', '哔', now);
        return waitFor('tone', Number(verb.attributes.maxLength ?? 60));
      case 'Dial': {
        const number = verb.inside[0]?.text.trim() ?? verb.text.trim();
        land.calls.hear(call.sid, 'note', `☎ ${number}`, now);
        return waitFor('agent', Number(verb.attributes.timeout ?? 30));
      }
      case 'Redirect':
        land.calls.save(call);
        ring(land, call);
        return { url: new URL(verb.text.trim(), hookOf(land, account)).href, more: {} };
      default:
        // Hangup, Reject, and verbs of which this world has no other side.
        hangUp(exchange, call, account, 'completed', true);
        return null;
    }
  }
  hangUp(exchange, call, account, 'completed', true);
  return null;
}

/** The call is over; its status is told, and told wrongly where a fault says so. */
export function hangUp(
  { land, clock }: Exchange,
  call: PhoneCall,
  account: VoiceAccount,
  state: PhoneCall['state'],
  byThem: boolean,
): void {
  if (call.endedAt !== null) return;
  const now = clock();
  Object.assign(call, { state, endedAt: now, waits: 'nothing', turn: call.turn + 1 });
  land.calls.hear(call.sid, 'note', byThem ? '对方已挂断' : '已挂断', now);
  land.calls.save(call);
  const fault = land.diary.strike('phone.status');
  const seconds = Math.max(1, Math.round((now - call.at) / 1000));
  for (let round = 0; round <= (fault.duplicate ?? 0); round += 1) {
    const payload = { sid: call.sid, state, seconds };
    land.calendar.plan('status', account.id, call.sid, payload, now + STATUS_MS + (fault.delayMs ?? 0) + round * 200);
  }
  ring(land, call);
}

function fail(exchange: Exchange, call: PhoneCall, account: VoiceAccount, why: string): void {
  const { land, clock } = exchange;
  land.calls.hear(call.sid, 'fault', why, clock());
  land.calls.hear(call.sid, 'spoken', 'We are sorry, an application error has occurred. Goodbye.', clock());
  hangUp(exchange, call, account, 'completed', true);
}

function ring(land: Land, call: PhoneCall): void {
  land.diary.ring(call.person, 'call');
}

/** The end of a call as Twilio's status callback tells it. */
export async function tellStatus(
  exchange: Exchange,
  account: VoiceAccount,
  { sid, state, seconds }: { sid: string; state: string; seconds: number },
): Promise<boolean> {
  const { land, clock } = exchange;
  const call = land.calls.one(sid);
  if (!call) return false;
  const fields = {
    ...common(call, account),
    CallStatus: state,
    CallDuration: String(seconds),
    Duration: String(Math.ceil(seconds / 60)),
    SequenceNumber: '0',
    Timestamp: new Date(clock()).toUTCString(),
    CallbackSource: 'call-progress-events',
  };
  const told = call.out?.told ?? `${hookOf(land, account)}?on=status`;
  if (told === '') return true;
  const got = await tell(exchange, account, told, fields, 'webhook.phone.status');
  return got !== false && got.status < 300;
}

export const freshSid = (): string => `CA${randomHex(16)}`;
export const freshRecording = (): string => `RE${randomHex(16)}`;
