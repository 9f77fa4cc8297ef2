/** What editors try before they publish: a question, a flow, the recorded questions; and which entries fight for one. */
import type { Change } from '../../shared/knowledge-calls.ts';
import * as api from '../../shared/knowledge-api.ts';
import { refuse } from '../../shared/refusal.ts';
import { anybody, freshMind, think } from '../brain/think.ts';
import type { Snapshot } from '../brain/entry.ts';
import { checkFlow } from '../brain/flow/check.ts';
import { playFlow } from '../brain/flow/play.ts';
import { decide, match } from '../brain/retrieval/retrieval.ts';
import { languageOf } from '../brain/words.ts';
import type { Asked } from './door.ts';
import { acted, base, seen } from './knowledge-desk.ts';
import { conflictsIn, impactOf, titleIn, type Conflict } from '../knowledge/trial.ts';
import { lookAgain, withDrafts } from '../knowledge/shelf.ts';

/** Largest JSON of a flow and a talk with it. */
const FLOW_LIMIT = 512 * 1024;

/** Trials follow each other while an editor types: the last base with drafts is kept. */
let drafted: { key: string; snapshot: Snapshot } | null = null;
let fought: { version: string; conflicts: Conflict[] } | null = null;

function withChanges(live: Snapshot, changes: Change[]): Snapshot | null {
  const key = JSON.stringify([live.version, changes]);
  if (drafted?.key === key) return drafted.snapshot;
  const snapshot = withDrafts(changes);
  drafted = snapshot && { key, snapshot };
  return snapshot;
}

export const tryQuestion = (context: Asked) =>
  acted(context, 'see-knowledge', api.tryRequest, async ({ question, channel, drafts, language: given }) => {
    const live = await lookAgain(context.env);
    const snapshot = live && drafts ? withChanges(live, await base(context).drafts(null)) : live;
    if (!snapshot) return refuse('unavailable');
    const language = given ?? languageOf(question, 'zh');
    const began = performance.now();
    const matches = match(snapshot.index[language], question);
    const tookMs = Math.round((performance.now() - began) * 100) / 100;
    const said = think(
      { ...freshMind, language, greeted: true },
      {
        kind: 'message',
        body: { kind: 'text', text: question },
        now: Date.now(),
        asker: { ...anybody, channel, known: true, member: true },
      },
      [],
      snapshot,
    );
    return {
      ok: true,
      ...{
        version: drafts ? `${snapshot.version}+` : snapshot.version,
        language,
        outcome: decide(matches).outcome,
        tookMs,
      },
      matches: matches.map(({ id, confidence, reasons, nearest }) => ({
        ...{ id, question: titleIn(snapshot, id, language), confidence },
        reasons: { ...reasons, nearest },
      })),
      says: said.say.map(({ body }) => body),
    };
  });

export const tryFlow = (context: Asked) =>
  acted(
    context,
    'see-knowledge',
    api.tryFlowRequest,
    async ({ flow, language, said, answers = [] }) => {
      const [problem] = checkFlow(flow);
      if (problem) return refuse('incomplete', `${problem.where}: ${problem.detail}`);
      return { ok: true, turns: playFlow(flow, language, said, answers, Date.now()) };
    },
    FLOW_LIMIT,
  );

export const impact = (context: Asked) =>
  acted(context, 'see-knowledge', api.impactRequest, async ({ items }) => {
    const before = await lookAgain(context.env);
    const after = before && withChanges(before, await base(context).drafts(items));
    if (!before || !after) return refuse('unavailable');
    return { ok: true, ...impactOf(before, after, await base(context).evaluation()) };
  });

export const conflicts = (context: Asked) =>
  seen(context, async () => {
    const snapshot = await lookAgain(context.env);
    if (!snapshot) return refuse('unavailable');
    if (fought?.version !== snapshot.version)
      fought = { version: snapshot.version, conflicts: conflictsIn(snapshot, await base(context).clashes()) };
    return { ok: true, conflicts: fought.conflicts };
  });
