/** Two sessions of people who may be one: what they say, what they see, whose line they lead to. */
import { env } from 'cloudflare:workers';
import * as v from 'valibot';
import { configOf } from '../../worker/config.ts';
import { readSession } from '../../worker/hall/tokens.ts';
import { post as posted } from '../hall/knock.ts';
import { openLine } from './rig.ts';

export const text = (words: string) => ({ kind: 'text', text: words });
/** A name nobody else has. */
export const fresh = (name: string) => `${name}-${Math.floor(performance.now())}`;
/** The tickets of two sessions lead to one line. */
export async function placeOf(token: string): Promise<string> {
  const answer = await posted('/v1/ticket', {}, { authorization: `Bearer ${token}` });
  return v.parse(v.object({ url: v.string() }), await answer.json()).url.split('?')[0] ?? '';
}
export async function personOf(token: string): Promise<string> {
  const read = await readSession(configOf(env).secret, `Bearer ${token}`, Date.now());
  if (!read.ok) throw new Error(read.detail);
  return read.claims.person;
}
export async function say(token: string, words: string): Promise<void> {
  const line = await openLine(token, fresh('say'));
  await line.do({ type: 'send', body: text(words) });
  line.close();
}
export async function whole(token: string): Promise<string> {
  const asked = { instance: fresh('read'), position: null, waitMs: 0 };
  return (await posted('/v1/line/poll', asked, { authorization: `Bearer ${token}` })).text();
}
