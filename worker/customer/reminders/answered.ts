/** Somebody asked in vain, and the answer is published now. Runs inside one transaction. */
import type { OwnOrder } from '../../../shared/own-calls.ts';
import type { Result } from '../../../shared/refusal.ts';
import { mayHear } from '../../brain/answer.ts';
import { wordingOf } from '../../brain/entry.ts';
import { askerOf } from '../robot.ts';
import type { Turn } from '../turn.ts';
import { reminderFor, tell } from './telling.ts';

/** A question and its answer as a reminder holds them. */
const [QUESTION, ANSWER] = [60, 400];

/** A notice with question and answer, once; none where it isn't for this person, or nobody is to be told. */
export function answeredNow(
  turn: Turn,
  { key, entry, question, language }: Extract<OwnOrder, { order: 'answered' }>,
): Result<{ answered: boolean }> {
  const reminder = reminderFor(turn, 'answer-ready');
  const endpoint = turn.line.endpoint(turn.sessions.latest()?.endpoint ?? '');
  const answer = wordingOf(entry, language)?.answer.text;
  const tells = turn.around.settings.reminders.answers && reminder?.on;
  if (!tells || !endpoint || answer === undefined) return { ok: true, answered: false };
  if (!mayHear(entry, askerOf(turn, endpoint), turn.now)) return { ok: true, answered: false };
  const values = {
    question: short(question.replace(/\s+/gu, ' ').trim(), QUESTION),
    answer: short(answer.trim(), ANSWER),
  };
  tell(turn, reminder, { key: `answered:${key}`, values, opens: { to: 'line' }, home: endpoint.home });
  return { ok: true, answered: true };
}

function short(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}
