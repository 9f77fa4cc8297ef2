/** Calls we ask for: one that is on is ended or led to an agent's telephone, or a new one is begun. Source: twilio.com/docs/voice/api/call-resource */
import type { CallAnswer, CallNext, RingOrder } from '../../../shared/call.ts';
import { refusals, refuse, type Refusal } from '../../../shared/refusal.ts';
import type { TwilioVoiceAccount } from '../account.ts';
import { askJson } from '../ask.ts';
import type { Call } from '../channel.ts';
import { wordAt } from '../json.ts';
import { twiml } from './twiml.ts';
import { documentOf, RING_SECONDS, ringBackOf } from './answer.ts';
import { basic, folder } from './recording.ts';

/** Twilio's word for a call that is over already. */
const NOT_IN_PROGRESS = '21220';

/** Asks Twilio to change the call now; null: it took it. */
export async function change(
  call: Call,
  account: TwilioVoiceAccount,
  sid: string,
  to: 'hang-up' | Extract<CallNext, { kind: 'dial' }>,
  hook: string,
  { person, language }: Pick<CallAnswer, 'person' | 'language'>,
): Promise<Refusal | null> {
  const form = new URLSearchParams(
    to === 'hang-up'
      ? { Status: 'completed' }
      : { Twiml: documentOf({ person, say: [], language, next: to }, account, hook) },
  );
  const asked = await post(call, account, `Calls/${encodeURIComponent(sid)}.json`, form);
  if (asked === null) return null;
  if (asked.code === NOT_IN_PROGRESS || asked.status === 404) return refuse('call_over', refusals.call_over.zh);
  return asked.refusal;
}

/** Rings a colleague's telephone, and when it is picked up the customer's; null: Twilio took it. `hook` has no query. */
export async function ringBoth(
  call: Call,
  account: TwilioVoiceAccount,
  { back, agent, customer, language }: RingOrder,
  about: { person: string; ticket: string },
  hook: string,
): Promise<Refusal | null> {
  const at = (leg: 'agent' | 'customer') =>
    `${hook}?${new URLSearchParams({ on: 'back', leg, back, ...about }).toString()}`;
  const form = new URLSearchParams({
    To: agent,
    From: account.number,
    Twiml: ringBackOf(account, customer, at('customer'), language),
    Timeout: String(RING_SECONDS),
    StatusCallback: at('agent'),
    StatusCallbackMethod: 'POST',
  });
  return (await post(call, account, 'Calls.json', form))?.refusal ?? null;
}

/** Rings somebody of the staff and says it thrice; null: Twilio took it. */
export async function ringAlert(
  call: Call,
  account: TwilioVoiceAccount,
  { number, words }: { number: string; words: { zh: string; en: string } },
): Promise<Refusal | null> {
  const say = (language: 'zh-CN' | 'en-GB', voice: string, text: string) => ({
    verb: 'Say' as const,
    language,
    voice,
    words: text,
  });
  const once = [say('zh-CN', account.voices.zh, words.zh), say('en-GB', account.voices.en, words.en)];
  const form = new URLSearchParams({
    ...{ To: number, From: account.number, Timeout: String(RING_SECONDS) },
    Twiml: twiml([...once, ...once, ...once]),
  });
  return (await post(call, account, 'Calls.json', form))?.refusal ?? null;
}

/** Null: Twilio took it. */
async function post(
  call: Call,
  account: TwilioVoiceAccount,
  path: string,
  form: URLSearchParams,
): Promise<{ status: number; code: string; refusal: Refusal } | null> {
  const request = new Request(`${folder(account)}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8', authorization: basic(account) },
    body: form.toString(),
  });
  const asked = await askJson(call, request);
  if (!asked.ok)
    return { status: 0, code: '', refusal: refuse('unavailable', `没有得到 Twilio 的答复（${asked.why}）`) };
  if (asked.status < 300) return null;
  const code = wordAt(asked.answer, 'code');
  return {
    status: asked.status,
    code,
    refusal: refuse('unavailable', `Twilio 没有接受（${code || asked.status}）`),
  };
}
