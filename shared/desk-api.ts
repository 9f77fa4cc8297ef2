/** What the desk answers over HTTPS beside the seats' streams. */
import * as v from 'valibot';
import { who } from './desk-view.ts';
import { sessionState } from './line.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const words = v.object({ zh: v.string(), en: v.string() });

/** GET /staff/v1/desk/sessions/:id/decisions — oldest first; the agent of an offer is the one who was asked. */
export const decisionsAnswer = v.object({
  ok: v.literal(true),
  decisions: v.array(
    v.object({ at: v.number(), turn: v.number(), state: sessionState, agent: v.nullable(who), why: words }),
  ),
});

/** GET /staff/v1/desk/days/:day — times in ms, by state; a first answer's mean is `answerMs` ÷ `answered`. `*` is everybody among the groups. */
export const dayAnswer = v.object({
  ok: v.literal(true),
  agents: v.array(
    v.object({
      ...{ id: v.string(), name: v.string(), handled: count, answered: count, answerMs: count, missed: count },
      states: v.record(v.string(), v.number()),
      /** When they were on duty; `to` null: still. */
      stretches: v.array(v.object({ from: v.number(), to: v.nullable(v.number()) })),
    }),
  ),
  groups: v.array(v.object({ id: v.string(), entered: count, taken: count, inTime: count, abandoned: count })),
});
