/** What is done to a call that is on: ended, or led to an agent's telephone. Source: twilio.com/docs/voice/api/call-resource (update) */
import type { CallNext } from '../../../shared/call.ts';
import { refuse, type Refusal } from '../../../shared/refusal.ts';
import type { TwilioVoiceAccount } from '../account.ts';
import { askJson } from '../ask.ts';
import type { Call } from '../channel.ts';
import { wordAt } from '../json.ts';
import { documentOf } from './answer.ts';
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
  person: string,
): Promise<Refusal | null> {
  const form = new URLSearchParams(
    to === 'hang-up'
      ? { Status: 'completed' }
      : { Twiml: documentOf({ person, say: [], language: 'zh', next: to }, account, hook) },
  );
  const request = new Request(`${folder(account)}Calls/${encodeURIComponent(sid)}.json`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8', authorization: basic(account) },
    body: form.toString(),
  });
  const asked = await askJson(call, request);
  if (!asked.ok) return refuse('unavailable', `没有得到 Twilio 的答复（${asked.why}）`);
  if (asked.status < 300) return null;
  const code = wordAt(asked.answer, 'code');
  if (code === NOT_IN_PROGRESS || asked.status === 404) return refuse('window_closed', '电话已挂断');
  return refuse('unavailable', `Twilio 没有接受（${code || asked.status}）`);
}
