/** Two sessions of people who may be one: what they say, what they see, whose line they lead to. */
import { env } from 'cloudflare:workers';
import * as v from 'valibot';
import { configOf } from '../../worker/config.ts';
import { readSession } from '../../worker/hall/tokens.ts';
import { alikeAnswer } from '../../shared/alike.ts';
import { knock, openSession, post as posted, statement } from '../hall/knock.ts';
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

/** Who signed in says that the words before it, on this browser, were theirs; answers what was asked. */
export async function ownWords(token: string, answer: 'yes' | 'no' | 'later' = 'yes') {
  const headers = { authorization: `Bearer ${token}`, origin: env.PUBLIC_URL };
  const { questions } = v.parse(alikeAnswer, await (await knock('/v1/me/alike', { headers })).json());
  const asked = questions.filter(({ said }) => said.length > 0);
  for (const { id } of asked) await posted('/v1/me/alike', { question: id, answer }, headers);
  return asked;
}
/** A visitor signs in, and what was said before was theirs. */
export async function signInOwning(user: string, visitor: string | null, more: Record<string, unknown> = {}) {
  const session = await openSession({
    ...{ site: 'shop', token: await statement(user, more) },
    ...(visitor !== null && { visitor }),
  });
  await ownWords(session.token);
  return session;
}
