import { Refusal } from './api.ts';

/** A one-time code from the simulated WeChat server, for signing in or for the person's phone number. */
export async function askCode(kind: 'login' | 'phone', appid: string, persona: string): Promise<string> {
  const answer = await fetch(`/sandbox/wechat/${kind}-code`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ appid, persona }),
  });
  if (!answer.ok) throw new Refusal(`HTTP ${answer.status}`);
  return ((await answer.json()) as { code: string }).code;
}
