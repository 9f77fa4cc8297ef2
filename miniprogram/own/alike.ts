/** 是您吗？: the questions the gateway has for this person, as cards; what they put off waits in 我的. */
import type { AlikeQuestion } from '../../shared/alike.ts';
import { talk } from '../net.ts';
import { channelWords } from '../../web/client/trade-words.ts';
import type { Language } from '../../web/client/words.ts';
import { sayIn } from '../words.ts';

/** Until the gateway says how long. */
const HIDDEN_MS = 86_400_000;

let held: AlikeQuestion[] = [];
let fetched = false;
const listeners = new Set<() => void>();

/** Hears that they changed; answers how to stop. */
export function onAlike(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The first question; on the first page none that was put off. */
export function alikeNow(quiet: boolean, now: number): AlikeQuestion | null {
  return held.find(({ later }) => !quiet || (later ?? 0) <= now) ?? null;
}

/** Asked for once as soon as there is a connection. */
export function followAlike(): void {
  talk.follow(() => {
    if (!fetched && talk.lostAt === null) void fetchAlike();
  });
}

export async function fetchAlike(): Promise<void> {
  fetched = true;
  const answer = (await talk.read('/v1/me/alike')) as { ok: boolean; questions?: AlikeQuestion[] };
  fetched = answer.ok;
  if (answer.ok && answer.questions) keep(answer.questions);
}

/** The person's word; answers the refusal's code and sentence, or null where it was taken. */
export async function sayAlike(question: string, word: 'yes' | 'no'): Promise<{ code: string; detail: string } | null> {
  const answer = await talk.ask('/v1/me/alike', { question, answer: word });
  if (!answer.ok && answer.code !== 'not_found') return answer;
  keep(held.filter(({ id }) => id !== question));
  return answer.ok ? null : answer;
}

/** Put off: gone from the first page at once, and kept with the person. Answers the refusal, or null where it was taken. */
export async function putOffAlike(question: string, now: number): Promise<{ code: string; detail: string } | null> {
  const before = held;
  keep(held.map((one) => (one.id === question ? { ...one, later: now + HIDDEN_MS } : one)));
  const answer = await talk.ask('/v1/me/alike', { question, answer: 'later' });
  if (answer.ok) return null;
  keep(before);
  return answer;
}

/** What it is about: `138****1234 在网站、短信的咨询`. */
export function alikeWords(question: AlikeQuestion, language: Language): string {
  const say = sayIn(language);
  if (question.said.length > 0) return say('alikeWords', { said: question.said.map((one) => `「${one}」`).join('') });
  const names = question.channels.map((one) => channelWords[language][one]).join(say('alikeJoin'));
  const where = names === '' ? say('alikeSomewhere') : names;
  if (question.common === 'email') return say('alikeEmail', { where });
  if (question.common === 'device') return say('alikeDevice', { where, number: (question.number ?? '').slice(-2) });
  return question.number === null
    ? say('alikeSame', { where })
    : say('alikeNumber', { where, number: question.number });
}

function keep(questions: AlikeQuestion[]): void {
  held = questions;
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}
