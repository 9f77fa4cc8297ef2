import type { IRequest } from 'itty-router';
import type { VoiceAccount } from '../config.ts';
import { twilioAllows, twilioError } from '../sms/twilio.ts';
import type { Postman } from '../world/deliver.ts';
import type { Land } from '../world/land.ts';
import type { PhoneCall } from './book.ts';
import { freshSid } from './engine.ts';
import { readTwiml, type Element } from './twiml.ts';

const E164 = /^\+[1-9]\d{6,14}$/;
const SECONDS = { least: 5, most: 600, usual: 60 };

/** Where a document dials first: in this world the call is seen on that person's telephone. */
function dialled(verbs: readonly Element[]): string {
  const dial = verbs.find((each) => each.name === 'Dial');
  return dial?.inside[0]?.text.trim() ?? dial?.text.trim() ?? '';
}

/** `POST Calls.json`: rings a telephone and does what the document says once it is picked up. Source: docs/voice/api/call-resource (create) */
export async function serveCallCreate(
  { land, clock }: { land: Land; clock: () => number; post: Postman },
  request: IRequest,
): Promise<Response> {
  const sid = decodeURIComponent(String(request.params.sid ?? ''));
  const account = land.setup.accounts.find(
    (each): each is VoiceAccount => each.channel === 'phone' && each.accountSid === sid,
  );
  const answer = (status: number, value: object): Response => {
    land.diary.note('phone.twilio.create', { direction: 'in', answer: value }, clock());
    return Response.json(value, { status });
  };
  const wrong = (status: number, code: number, message: string): Response =>
    answer(status, twilioError(status, code, message));
  if (!account || !twilioAllows({ ...account, channel: 'sms' }, request.headers.get('authorization') ?? ''))
    return wrong(401, 20003, 'Authenticate');
  const fault = land.diary.strike('phone.twilio.create');
  if (fault.status !== undefined) return new Response('simulated outage', { status: fault.status });
  const form = new URLSearchParams(new TextDecoder().decode(await request.arrayBuffer()));
  const to = form.get('To') ?? '';
  if (!E164.test(to)) return wrong(400, 21211, `The phone number you are attempting to call, ${to}, is not valid.`);
  if (form.get('From') !== account.number)
    return wrong(400, 21210, `'From' phone number not verified: ${form.get('From') ?? ''}`);
  const read = readTwiml(form.get('Twiml') ?? '');
  if (!read.ok) return wrong(400, 21218, `Twiml is not valid: ${read.faults.join('; ')}`);
  const told = form.get('StatusCallback') ?? '';
  if (told !== '' && !/^https?:\/\/\S+$/.test(told)) return wrong(400, 21609, 'StatusCallback is not a valid URL.');
  const given = Number(form.get('Timeout') ?? SECONDS.usual);
  const seconds = Math.min(SECONDS.most, Math.max(SECONDS.least, Number.isInteger(given) ? given : SECONDS.usual));
  const person = land.personByPhone(dialled(read.verbs))?.id ?? '';
  const now = clock();
  const call: PhoneCall = {
    ...{ sid: freshSid(), account: account.id, person, from: account.number, out: { to, told } },
    ...{ state: 'ringing', at: now, endedAt: null, turn: 1, waits: 'pick-up', rest: read.verbs, last: null },
  };
  land.calls.save(call);
  land.calls.hear(call.sid, 'note', `☎ ${to}`, now);
  land.calendar.plan('silence', account.id, call.sid, { sid: call.sid, turn: call.turn }, now + seconds * 1000);
  land.diary.ring(person, 'call');
  const { number: from } = account;
  return answer(201, { sid: call.sid, status: 'queued', direction: 'outbound-api', to, from, account_sid: sid });
}
