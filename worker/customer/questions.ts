/** What the editors of the knowledge learn from a line: questions and their fates, without personal data, told once each. */
import type { QuestionFate, QuestionHeard } from '../../shared/knowledge.ts';
import { fallbackText, type Message } from '../../shared/message.ts';
import { anonymous } from '../brain/anonymous.ts';
import type { Lesson } from '../brain/think.ts';
import { digestText } from '../lib/digest.ts';
import { oweInspection } from './inspection.ts';
import type { Session } from './sessions.ts';
import type { Endpoint } from './store.ts';
import type { Turn } from './turn.ts';

/** Owes the lessons of one robot turn. */
export function tellEditors(
  turn: Turn,
  session: Session,
  endpoint: Endpoint,
  lessons: readonly Lesson[],
  version: string,
): void {
  for (const [index, { fate, text, entry }] of lessons.entries()) {
    const key = `${session.id}:${turn.head}:${index}`;
    owe(turn, { key, fate, text, entry, version, channel: endpoint.channel, language: session.mind.language });
  }
}

/** A thumb on an answer: what was asked before it was answered well, or not. */
export function judged(turn: Turn, message: Message, helpful: boolean): void {
  const asked = turn.line.said.wordsBefore(message.revision);
  const session = message.session ? turn.sessions.byId(message.session) : null;
  if (!message.source || !message.channel || !asked) return;
  // Of an encounter that ended, its figures are told anew.
  if (session) oweInspection(turn, session);
  const { entry, version } = message.source;
  owe(turn, {
    key: `${message.id}:${helpful ? 'helpful' : 'unhelpful'}`,
    fate: helpful ? 'confirmed' : 'unhelpful',
    text: fallbackText(asked.body),
    entry,
    version,
    channel: message.channel,
    language: session?.mind.language ?? 'zh',
  });
}

function owe(
  turn: Turn,
  given: Omit<QuestionHeard, 'at' | 'fate' | 'asker' | 'customer'> & { fate: QuestionFate },
): void {
  const text = anonymous(given.text);
  if (text === '') return;
  const waits = given.fate !== 'confirmed' && turn.around.settings.reminders.answers;
  const question: QuestionHeard = {
    ...{ ...given, text, asker: digestText(turn.person.id), at: turn.now },
    ...(waits ? { customer: turn.person.id } : {}),
  };
  turn.letters.owe({
    lane: 'questions',
    kind: 'question',
    key: `question:${given.key}`,
    body: JSON.stringify(question),
    dueAt: turn.now,
  });
}
