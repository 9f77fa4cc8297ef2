import { Router, type IRequest, type RouterType } from 'itty-router';
import type { VoiceAccount } from '../config.ts';
import { twilioAllows, twilioError } from '../sms/twilio.ts';
import { isRecord, parseJson, textAt } from '../world/json.ts';
import type { Postman } from '../world/deliver.ts';
import type { Land } from '../world/land.ts';
import { act, place } from './acts.ts';
import { carryOut, goOn, hangUp } from './engine.ts';
import { readTwiml } from './twiml.ts';

interface Ways {
  land: Land;
  clock: () => number;
  post: Postman;
}

const refuse = (status: number, code: string): Response => Response.json({ ok: false, code }, { status });
const param = (request: IRequest, name: string): string => decodeURIComponent(String(request.params[name] ?? ''));
const numbersOf = (land: Land): VoiceAccount[] =>
  land.setup.accounts.filter((each): each is VoiceAccount => each.channel === 'phone');

/** A person's telephone: whom they can ring, the call that is on, and what they do on it. */
export function callRoutes({ land, clock, post }: Ways): RouterType<IRequest> {
  const exchange = { land, clock, post };
  const router = Router<IRequest>({ base: '/sandbox/people/:person/calls' });
  const shown = (person: string): Record<string, unknown> => {
    const call = land.calls.latest(person);
    if (!call) return { call: null, heard: [] };
    const { sid, account, state, at, endedAt, waits, turn, out } = call;
    return {
      call: { sid, account, state, at, endedAt, waits, turn, isOut: out !== undefined },
      heard: land.calls.heard(sid),
    };
  };
  router.get('/', (request) => {
    const person = land.person(param(request, 'person'));
    if (!person) return refuse(404, 'no_such_person');
    const numbers = numbersOf(land).map(({ id, name, number }) => ({ id, name, number }));
    return Response.json({
      person: { id: person.id, name: person.name, phone: person.phone },
      numbers,
      ...shown(person.id),
    });
  });
  router.post('/', async (request) => {
    const person = land.person(param(request, 'person'));
    if (!person) return refuse(404, 'no_such_person');
    const asked = parseJson(await request.text());
    const account = numbersOf(land).find(
      (each) => each.number === textAt(asked, 'to') || each.id === textAt(asked, 'to'),
    );
    if (!account) return refuse(404, 'no_such_number');
    await place(exchange, person, account, isRecord(asked) && asked.withheld === true);
    return Response.json({ ok: true, ...shown(person.id) }, { status: 201 });
  });
  router.post('/:sid', async (request) => {
    const call = land.calls.one(param(request, 'sid'));
    const account = call && land.account('phone', call.account);
    if (!call || !account || call.person !== param(request, 'person')) return refuse(404, 'no_such_call');
    const done = await act(exchange, call, account, parseJson(await request.text()));
    return done.ok ? Response.json({ ok: true, ...done.more, ...shown(call.person) }) : refuse(409, done.code);
  });
  return router;
}

/** `POST Calls/{sid}.json`: ends a call, or gives it another document at once. Source: docs/voice/api/call-resource */
export async function serveCallUpdate({ land, clock, post }: Ways, request: IRequest): Promise<Response> {
  const sid = param(request, 'sid');
  const account = numbersOf(land).find((each) => each.accountSid === sid);
  const answer = (status: number, value: object): Response => {
    land.diary.note('phone.twilio.update', { direction: 'in', answer: value }, clock());
    return Response.json(value, { status });
  };
  const wrong = (status: number, code: number, message: string): Response =>
    answer(status, twilioError(status, code, message));
  if (!account || !twilioAllows({ ...account, channel: 'sms' }, request.headers.get('authorization') ?? ''))
    return wrong(401, 20003, 'Authenticate');
  const fault = land.diary.strike('phone.twilio.update');
  if (fault.status !== undefined) return new Response('simulated outage', { status: fault.status });
  const call = land.calls.one(param(request, 'call'));
  if (!call || call.account !== account.id) return wrong(404, 20404, 'The requested resource was not found');
  if (call.endedAt !== null) return wrong(400, 21220, 'Call is not in-progress. Cannot redirect.');
  const form = new URLSearchParams(new TextDecoder().decode(await request.arrayBuffer()));
  const exchange = { land, clock, post };
  const twiml = form.get('Twiml');
  if (form.get('Status') === 'completed') hangUp(exchange, call, account, 'completed', true);
  else if (twiml !== null) {
    const read = readTwiml(twiml);
    if (!read.ok) {
      for (const each of read.faults) land.calls.hear(call.sid, 'fault', each, clock());
      return wrong(400, 21218, `Twiml is not valid: ${read.faults.join('; ')}`);
    }
    const next = carryOut(exchange, call, account, read.verbs);
    if (next) await goOn(exchange, call, account, next.url, next.more);
  } else return wrong(400, 21218, 'Twiml, Url or Status is required.');
  return answer(200, { sid: call.sid, status: land.calls.one(call.sid)?.state ?? '', account_sid: account.accountSid });
}

/** A second of silence as MP3 (MPEG-1 layer III, 32 kbit/s): 38 frames of 104 bytes. */
function silence(): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(104);
  frame.set([0xff, 0xfb, 0x10, 0xc4]);
  const bytes = new Uint8Array(frame.length * 38);
  for (let at = 0; at < bytes.length; at += frame.length) bytes.set(frame, at);
  return bytes;
}

/** A recording's bytes, for the account it belongs to alone. */
export function serveRecording({ land }: Ways, request: IRequest): Response {
  const account = numbersOf(land).find((each) => each.accountSid === param(request, 'sid'));
  if (!account || !twilioAllows({ ...account, channel: 'sms' }, request.headers.get('authorization') ?? ''))
    return Response.json(twilioError(401, 20003, 'Authenticate'), { status: 401 });
  return new Response(silence(), { headers: { 'content-type': 'audio/mpeg' } });
}
