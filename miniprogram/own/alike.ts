/** 是您吗？: the questions the gateway has for this person, as cards; put off for a week on this phone, never in 我的. */
import type { AlikeQuestion } from '../../shared/alike.ts';
import { talk } from '../net.ts';
import { channelWords } from '../../web/client/trade-words.ts';
import type { Language } from '../../web/client/words.ts';
import { sayIn } from '../words.ts';

const LATER = 'alike-later';
const LATER_MS = 7 * 86_400_000;

let held: AlikeQuestion[] = [];
let fetched = false;
const listeners = new Set<() => void>();

/** Hears that they changed; answers how to stop. */
export function onAlike(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The first question this phone can prove a yes to; on the first page none that was put off. */
export function alikeNow(quiet: boolean, now: number): AlikeQuestion | null {
  if (quiet && now - Number(talk.keep.read(LATER) ?? 0) < LATER_MS) return null;
  return held.find(({ common, proof }) => common !== 'email' || proof === 'given') ?? null;
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

/** Not asked on the first page for a week. */
export function alikeLater(now: number): void {
  talk.keep.write(LATER, String(now));
  tell();
}

/** What it is about: `138****1234 在网站、短信的咨询`. */
export function alikeWords(question: AlikeQuestion, language: Language): string {
  const say = sayIn(language);
  const names = question.channels.map((one) => channelWords[language][one]).join(say('alikeJoin'));
  const where = names === '' ? say('alikeSomewhere') : names;
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
