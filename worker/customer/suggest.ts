/** Suggestions for the colleague who serves: looked up in one transaction, a draft asked of a model after it. Says nothing to anybody. */
import type { SuggestAnswer } from '../../shared/api.ts';
import type { Message } from '../../shared/message.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import type { Snapshot } from '../brain/entry.ts';
import { draftAsked, draftOf, type DraftAsked } from '../brain/language/held.ts';
import { lastQuestion, suggestions } from '../brain/suggest.ts';
import { languageOf } from '../brain/words.ts';
import type { Commit, Outside } from './deliver.ts';
import { askerOf } from './robot.ts';
import type { Session } from './sessions.ts';
import type { Stores, Turn } from './turn.ts';

type Found = { answer: SuggestAnswer; asked: DraftAsked | null };

/** Answers what may be answered; a model that is late, silent or says too much costs only its draft. */
export async function suggest(
  { line }: Pick<Stores, 'line'>,
  commit: Commit,
  outside: Pick<Outside, 'ready' | 'word' | 'knowledge'>,
  draft: boolean,
): Promise<Result<SuggestAnswer>> {
  if (line.person() === null) return refuse('not_found');
  await outside.ready();
  const { knowledge } = outside;
  if (!knowledge) return refuse('unavailable');
  const { answer, asked } = commit((turn) => lookUp(turn, knowledge, draft));
  const words = asked ? await outside.word(asked) : null;
  return asked && words !== null ? { ...answer, draft: draftOf(asked, words) } : answer;
}

function lookUp(turn: Turn, knowledge: Snapshot, draft: boolean): Found {
  const session = turn.sessions.latest();
  const endpoint = session ? turn.line.endpoint(session.endpoint) : null;
  const question = session ? lastQuestion(turn.line.said.in(session.id).flatMap(wordsOf)) : '';
  const nothing: SuggestAnswer = {
    ok: true,
    question,
    version: knowledge.version,
    answers: [],
    drafts: false,
    draft: null,
  };
  if (!session || !endpoint || question === '') return { answer: nothing, asked: null };
  const { language } = session.mind;
  const given = { asker: askerOf(turn, endpoint), now: turn.now, language };
  const answers = suggestions(question, given, knowledge);
  const ids = answers.map(({ entry }) => entry);
  const drafts = answers.length > 0 && mayDraft(turn, session);
  const asked = draft && drafts ? draftAsked(question, ids, languageOf(question, language), knowledge) : null;
  if (asked) {
    session.mind = { ...session.mind, asked: (session.mind.asked ?? 0) + 1 };
    turn.keepSession(session, false);
  }
  return { answer: { ...nothing, answers, drafts }, asked };
}

/** A draft costs as much as an answer: it counts against the encounter's budget. */
function mayDraft({ around: { model } }: Turn, session: Session): boolean {
  return model !== null && model.able.suggest && (session.mind.asked ?? 0) < model.perSession;
}

/** What the customer wrote or said. */
function wordsOf({ direction, body }: Message): string[] {
  if (direction !== 'in') return [];
  if (body.kind === 'text') return [body.text];
  return body.kind === 'voice' && body.transcript !== undefined ? [body.transcript] : [];
}
