/** Plays a whole dialog with a flow that is being written, for the editor's live test. Nothing is kept and nobody is asked. */
import type * as v from 'valibot';
import type { Flow } from '../../../shared/flow.ts';
import type { tryFlowAnswer } from '../../../shared/knowledge-api.ts';
import type { Language } from '../../../shared/knowledge.ts';
import type { Snapshot } from '../entry.ts';
import { buildIndex } from '../retrieval/retrieval.ts';
import { anybody, freshMind, think, type Asker, type Heard, type Mind, type Said, type Thought } from '../think.ts';
import { waits } from './running.ts';

type Turn = v.InferOutput<typeof tryFlowAnswer>['turns'][number];

/** A customer who signed in. */
const asker: Asker = { ...anybody, known: true };

/** Calls one utterance may lead to: each slot may be checked once. */
const CALLS = 16;

/** Every turn of the dialog. The first words start the flow whatever they are; the company answers `answers` in order, else `ok` / `done`. */
export function playFlow(
  flow: Flow,
  language: Language,
  said: readonly string[],
  answers: readonly string[],
  now: number,
): Turn[] {
  const knowledge = onlyThis(flow);
  const left = [...answers];
  const transcript: Said[] = [];
  let mind: Mind = { ...freshMind, language, greeted: true };
  let ended = false;
  const turns: Turn[] = [];
  for (const [nth, text] of said.entries()) {
    const option = nth === 0 ? { option: `flow:${flow.id}` } : {};
    const at = now + nth * 1000;
    transcript.push({ speaker: 'customer', text });
    const heard: Heard = { kind: 'message', body: { kind: 'text', text, ...option }, now: at, asker };
    // The editor chose the language; the words of one test don't change it.
    let thought = think({ ...mind, language }, heard, transcript, knowledge);
    const says = thought.say.map(({ body }) => body);
    let called: Turn['called'] = null;
    for (let calls = 0; thought.call && calls < CALLS; calls += 1) {
      const { id, action, kind } = thought.call;
      const answer = left.shift() ?? (kind === 'check' ? 'ok' : 'done');
      called = { action, answer };
      thought = think(
        thought.mind,
        { kind: 'called', call: id, answer: { ok: true, outcome: answer }, now: at, asker },
        transcript,
        knowledge,
      );
      says.push(...thought.say.map(({ body }) => body));
    }
    const before = mind;
    mind = thought.mind;
    const end: Turn['ended'] = ended ? null : endOf(before, thought, nth > 0);
    ended ||= end !== null;
    turns.push({ said: text, says, ...stateOf(mind, before, end), called, ended: end });
  }
  return turns;
}

function endOf(before: Mind, thought: Thought, started: boolean): Turn['ended'] {
  if (thought.handover) return 'handover';
  if (thought.mind.flow?.asked.kind === 'over') return 'done';
  return started && waits(before.flow) && thought.mind.flow === null ? 'cancelled' : null;
}

function stateOf(mind: Mind, before: Mind, end: Turn['ended']): Pick<Turn, 'slots' | 'asked'> {
  const running = mind.flow ?? (end ? before.flow : null);
  const asked = running && waits(mind.flow) ? running.asked : null;
  return {
    slots: running?.slots ?? {},
    asked: asked === null ? null : asked.kind === 'slot' ? asked.slot : asked.kind,
  };
}

function onlyThis(flow: Flow): Snapshot {
  const indexOf = (language: Language) => {
    const [question, ...similar] = flow.starts[language];
    return buildIndex(question === undefined ? [] : [{ id: `flow:${flow.id}`, question, similar }], { language });
  };
  return {
    version: 'draft',
    entries: new Map(),
    flows: new Map([[flow.id, flow]]),
    top: [],
    index: { zh: indexOf('zh'), en: indexOf('en') },
  };
}
