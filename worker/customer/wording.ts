/** The language model's part in a turn: what waits for it, what its answer changes. Runs inside one transaction; decides nothing. */
import type { Message } from '../../shared/message.ts';
import type { Snapshot } from '../brain/entry.ts';
import type { Abilities, Asked } from '../brain/language/asked.ts';
import { heldOf, settle, summaryAsked, summaryOf } from '../brain/language/held.ts';
import type { Heard, Mind, Said, Thought } from '../brain/mind.ts';
import { answered } from './profile/gather.ts';
import type { Session } from './sessions.ts';
import type { Endpoint } from './store.ts';
import type { Turn } from './turn.ts';

/** A question owed to the model. `fence`, `endpoint`: the floor and the address it was asked from; letters from before name no address. */
export type OwedWord = { session: string; fence: number; endpoint?: string; id: string; asked: Asked };

/** What the model may do here; `perSession` bounds what one encounter may cost. */
export type Model = { able: Abilities; perSession: number };

/** Keeps back what a model may put better: nothing is said now, the question is owed, the words are in the mind. */
export function holdBack(
  turn: Turn,
  session: Session,
  endpoint: Endpoint,
  given: { mind: Mind; heard: Heard; thought: Thought; knowledge: Snapshot | null },
): Thought {
  const { mind, heard, thought, knowledge } = given;
  const { model } = turn.around;
  const times = thought.mind.asked ?? 0;
  if (!model || !knowledge || times >= model.perSession) return thought;
  const id = `${session.fence}-${times + 1}`;
  const found = heldOf(mind, heard, thought, knowledge, model.able, id);
  if (!found) return thought;
  owe(turn, { session: session.id, fence: session.fence, endpoint: endpoint.id, id, asked: found.asked });
  return { ...thought, say: [], mind: { ...thought.mind, worded: found.held, asked: times + 1 } };
}

/** The customer goes on before the model has answered: what was held is said as published where it was asked, and the model's answer will find nothing. */
export function sayHeld(turn: Turn, session: Session, endpoint: Endpoint, knowledge: Snapshot | null): Message[] {
  const { worded, ...mind } = session.mind;
  if (!worded) return [];
  session.mind = mind;
  const letter = turn.letters.byKey(keyOf(session.id, worded.id));
  const asked = letter ? (JSON.parse(letter.body) as OwedWord).endpoint : undefined;
  // The same row is read once: its position grows with every message.
  const home = asked === undefined || asked === endpoint.id ? null : turn.line.endpoint(asked);
  const said = speak(turn, session, home ?? endpoint, worded.say);
  answered(turn, session, said, knowledge);
  return said;
}

const keyOf = (session: string, id: string): string => `word:${session}:${id}`;

/** Says the held words, better or as published; gives the entry a model chose instead. Nothing held under this id: nothing is said. */
export function settleWord(
  turn: Turn,
  session: Session,
  endpoint: Endpoint,
  id: string,
  answer: string | null,
  knowledge: Snapshot | null,
): string | null {
  const { worded, ...mind } = session.mind;
  if (worded?.id !== id) return null;
  session.mind = mind;
  const settled = knowledge ? settle(worded, answer, mind, knowledge) : { kind: 'say' as const, say: worded.say };
  if (settled.kind === 'entry') return settled.entry;
  answered(turn, session, speak(turn, session, endpoint, settled.say), knowledge);
  return null;
}

/** After a hand-over: a summary in the model's words, beside the extract, for the colleague. */
export function oweSummary(turn: Turn, session: Session, said: readonly Said[]): void {
  const { model } = turn.around;
  if (!model?.able.summarise || said.length < 3) return;
  const asked = summaryAsked(said, session.mind.language);
  owe(turn, { session: session.id, fence: session.fence, id: `sum-${session.fence}`, asked });
}

/** The summary came: it stands beside the extract while the session is open. */
export function sumUp(turn: Turn, session: Session, asked: Asked, answer: string | null): void {
  if (answer === null || asked.purpose !== 'summarise' || !session.handover || session.state === 'closed') return;
  const generated = summaryOf(asked, answer);
  if (generated === null) return;
  session.handover = { ...session.handover, generated };
  turn.change('staff', '', { kind: 'handover', handover: session.handover });
  turn.keepSession(session, false);
}

/** The robot says these bodies, in order. */
export function speak(turn: Turn, session: Session, endpoint: Endpoint, say: Thought['say']): Message[] {
  return say.map(({ body, source }) => {
    if (source) turn.around.answered(source.entry);
    return turn.say(endpoint, session, { kind: 'robot' }, body, source ? { source } : {});
  });
}

function owe(turn: Turn, owed: OwedWord): void {
  const body = JSON.stringify(owed);
  turn.letters.owe({ lane: 'word', kind: 'word', key: keyOf(owed.session, owed.id), body, dueAt: turn.now });
}
