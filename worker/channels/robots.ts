/**
 * Robots of group chats that take a text: WeCom, DingTalk, Feishu. Sources: developer.work.weixin.qq.com/document/path/91770,
 * open.dingtalk.com/document/orgapp/custom-robot-access (customize robot security settings),
 * open.feishu.cn/document/client-docs/bot-v3/add-custom-bot.
 */
import type { Robot } from '../../shared/settings/alerts.ts';
import { base64, hmac, utf8 } from '../lib/digest.ts';
import { askJson } from './ask.ts';
import type { Call } from './channel.ts';
import { wordAt } from './json.ts';

/** What became of it. `again`: the platform was busy or not to be reached; `perhaps`: it may have arrived all the same. */
export type Told = { ok: true } | { ok: false; again: boolean; why: string; perhaps?: true };

/** WeCom takes 2,048 bytes of text; the others more. */
const LONGEST_BYTES = 2_048;
/** Too many in a minute: WeCom, DingTalk (two words of it), Feishu (two). */
const BUSY = new Set(['45009', '130101', '660026', '9499', '11232']);

/** Says a text by a robot. Never throws. */
export async function sayByRobot(robot: Robot, text: string, call: Call, now: number): Promise<Told> {
  const words = within(text, LONGEST_BYTES);
  const { url, body } = await written(robot, words, now);
  const asked = await askJson(
    call,
    new Request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
    }),
  );
  if (!asked.ok) {
    const perhaps = asked.fate === 'never_left' ? {} : { perhaps: true as const };
    return { ok: false, again: true, why: asked.why, ...perhaps };
  }
  const code = wordAt(asked.answer, robot.kind === 'feishu' ? 'code' : 'errcode');
  if (asked.status < 300 && code === '0') return { ok: true };
  return { ok: false, again: BUSY.has(code) || asked.status >= 500, why: `${robot.kind} ${code || asked.status}` };
}

async function written({ kind, url, secret }: Robot, content: string, now: number) {
  switch (kind) {
    case 'wecom':
      return { url, body: { msgtype: 'text', text: { content } } };
    case 'dingtalk': {
      // Milliseconds; the secret signs the moment and itself.
      const sign = base64(await hmac('SHA-256', utf8(secret), utf8(`${now}\n${secret}`)));
      const signed = new URL(url);
      signed.searchParams.set('timestamp', String(now));
      signed.searchParams.set('sign', sign);
      return { url: signed.toString(), body: { msgtype: 'text', text: { content } } };
    }
    case 'feishu': {
      // Seconds; the moment and the secret are the key, and nothing is signed by it.
      const timestamp = String(Math.floor(now / 1_000));
      const sign = base64(await hmac('SHA-256', utf8(`${timestamp}\n${secret}`), utf8('')));
      return { url, body: { timestamp, sign, msg_type: 'text', content: { text: content } } };
    }
  }
}

/** Cut at a character, so that it stays within so many bytes. */
function within(text: string, bytes: number): string {
  let cut = text;
  while (utf8(cut).length > bytes)
    cut = [...cut].slice(0, -Math.max(1, Math.ceil((utf8(cut).length - bytes) / 4))).join('');
  return cut;
}
