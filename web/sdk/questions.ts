/** 是您吗？: what the line asks of whoever is signed in, what they say to it, and the proofs a yes may need. */
import type { AlikeQuestion } from '../../shared/alike.ts';
import type { Answer } from '../client/ports.ts';
import type { Answered } from './api.ts';
import type { Talk } from './talk.ts';

const lost: Answered = { ok: false, code: 'unavailable', detail: 'The network did not answer.' };

/** The first question nobody put off; null: there is none. Undefined where the network gave no answer: what stood stands. */
export async function asked({ read }: Talk): Promise<AlikeQuestion | null | undefined> {
  const given = (await read('/v1/me/alike')) as Answer<{ questions?: AlikeQuestion[] }>;
  return given.ok ? (given.questions?.find(({ later }) => later === null) ?? null) : undefined;
}

/** One call of these; nothing is told but whether it was taken. */
export async function said({ door }: Talk, path: string, body: object): Promise<Answered> {
  const answer = await door.call(path, body).catch(() => lost);
  return answer.ok ? { ok: true } : { ok: false, code: answer.code, detail: answer.detail };
}
