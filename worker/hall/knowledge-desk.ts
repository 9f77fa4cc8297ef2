/** The editors' operations: what stands where, writing, review, publishing, what nobody answered, settings. */

import * as v from 'valibot';
import type { StaffMember } from '../../shared/actors.ts';
import type { Editor, Item, ItemName } from '../../shared/knowledge-calls.ts';
import * as api from '../../shared/knowledge-api.ts';
import { entryState, identifier } from '../../shared/knowledge.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import { answered, refused } from './answers.ts';
import { readJson } from './intake.ts';
import { KNOWLEDGE, lookAgain } from '../knowledge/shelf.ts';
import { settled, standing } from '../knowledge/trial.ts';
import { allows, type Action } from '../staff/rights.ts';
import { admitted, type Asked } from './door.ts';

export type Admitted = { member: StaffMember; editor: Editor };

/** Largest JSON of one entry with all its questions, and of lists of thousands. */
const ENTRY_LIMIT = 1024 * 1024;
const LIST_LIMIT = 8 * 1024 * 1024;

export const base = (context: Asked) => context.env.KNOWLEDGE.getByName(KNOWLEDGE);

/** A member with this right; for whatever changes something, from a page of ours. */
export async function editing(context: Asked, action: Action): Promise<Result<Admitted>> {
  const who = await admitted(context, action);
  if (!who.ok) return who;
  const { id, name, role } = who.member;
  return { ok: true, member: who.member, editor: { id, name, approves: allows(role, 'approve-knowledge') } };
}

/** Admits, reads JSON of the given shape, acts, answers. */
export async function acted<Schema extends v.GenericSchema, Value extends object>(
  context: Asked,
  action: Action,
  schema: Schema,
  act: (given: v.InferOutput<Schema>, by: Admitted) => Promise<Result<Value>>,
  limit?: number,
): Promise<Response> {
  const who = await editing(context, action);
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, schema, limit);
  return read.ok ? answered(await act(read.value, who)) : refused(read);
}

/** Admits and reads. */
export async function seen<Value extends object>(
  context: Asked,
  read: (who: Admitted) => Promise<Result<Value>>,
): Promise<Response> {
  const who = await editing(context, 'see-knowledge');
  return who.ok ? answered(await read(who)) : refused(who);
}

export const overview = (context: Asked) =>
  seen(context, async ({ member: { role } }) => {
    const stands = await base(context).overview();
    const approve = allows(role, 'approve-knowledge');
    const publish = stands.twoPersonReview ? approve : allows(role, 'publish-knowledge');
    return { ok: true, ...stands, may: { edit: allows(role, 'edit-knowledge'), approve, publish } };
  });

const rowQuery = v.object({
  kind: v.optional(v.picklist(['entry', 'flow'])),
  category: v.optional(v.pipe(v.string(), v.maxLength(200))),
  state: v.optional(entryState),
  search: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
  after: v.optional(v.pipe(v.string(), v.regex(/^\d{1,16}~(?:entry|flow)~[a-z0-9-]{1,64}$/u))),
});

export const rows = (context: Asked) =>
  seen(context, async () => {
    const query = v.safeParse(rowQuery, context.req.query());
    if (!query.success) return refuse('bad_request', query.issues[0].message);
    const { kind = null, category = null, state = null, after = null, search } = query.output;
    return { ok: true, ...(await base(context).rows({ kind, category, state, after, search })) };
  });

/** The kind by the address: /entries/… or /flows/…. */
function named(context: Asked): ItemName | null {
  const id = v.safeParse(identifier, context.req.param('id'));
  const kind = context.req.path.split('/')[4] === 'flows' ? 'flow' : 'entry';
  return id.success ? { kind, id: id.output } : null;
}

export const item = (context: Asked) =>
  seen(context, async () => {
    const name = named(context);
    const found = name ? await base(context).item(name) : refuse('not_found');
    if (!found.ok) return found;
    const { item: newest, state, revision, live, history } = found;
    const body = (one: Item) => (one.kind === 'entry' ? { entry: one.body } : { flow: one.body });
    const shown = live && { revision: live.revision, ...body(live.item) };
    return { ok: true, ...body(newest), state, revision, live: shown, history };
  });

export const revision = (context: Asked) =>
  seen(context, async () => {
    const name = named(context);
    const number = Number(context.req.param('revision'));
    if (!name || !Number.isSafeInteger(number)) return refuse('not_found');
    const found = await base(context).revision({ ...name, revision: number });
    if (!found.ok) return found;
    const { revision: about, item: words } = found;
    return { ok: true, revision: about, ...(words.kind === 'entry' ? { entry: words.body } : { flow: words.body }) };
  });

export const saveEntry = (context: Asked) =>
  acted(
    context,
    'edit-knowledge',
    api.saveEntryRequest,
    ({ entry, base: upon, note = '' }, { editor }) =>
      base(context).save({ by: editor, item: { kind: 'entry', id: entry.id, body: entry }, base: upon, note }),
    ENTRY_LIMIT,
  );

export const saveFlow = (context: Asked) =>
  acted(
    context,
    'edit-knowledge',
    api.saveFlowRequest,
    ({ flow, base: upon, note = '' }, { editor }) =>
      base(context).save({ by: editor, item: { kind: 'flow', id: flow.id, body: flow }, base: upon, note }),
    ENTRY_LIMIT,
  );

export const move = (context: Asked) =>
  acted(context, 'edit-knowledge', api.moveRequest, async (order, { member, editor }) => {
    const reaches = order.to === 'published' || order.to === 'retired';
    if (reaches && !allows(member.role, 'publish-knowledge')) return refuse('not_allowed');
    return base(context).move({ by: editor, ...order });
  });

export const publish = (context: Asked) =>
  acted(context, 'publish-knowledge', api.publishRequest, async ({ items, note = '' }, { editor }) => {
    const began = Date.now();
    const done = await base(context).publish({ by: editor, items, note });
    return done.ok ? { ...done, tookMs: Date.now() - began } : done;
  });

export const settings = (context: Asked) =>
  acted(
    context,
    'edit-knowledge',
    api.settingsRequest,
    (order, { editor }) => base(context).settings({ by: editor, ...order }),
    ENTRY_LIMIT,
  );

export const unknown = (context: Asked) =>
  seen(context, async () => {
    const { groups, total } = await base(context).unknown();
    const snapshot = await lookAgain(context.env);
    const judged = groups.map((one) => {
      const { suggestions, answered } = standing(snapshot, one.title, one.language);
      return { ...one, suggestions, answered: settled(one, answered) };
    });
    return { ok: true, groups: judged, total };
  });

export const resolveUnknown = (context: Asked) =>
  acted(
    context,
    'edit-knowledge',
    api.resolveUnknownRequest,
    (order, { editor }) => base(context).resolve({ by: editor, ...order }),
    ENTRY_LIMIT,
  );

export const synonyms = (context: Asked) =>
  seen(context, async () => ({ ok: true, synonyms: await base(context).synonyms() }));

/** Synonyms change every answer at once and have no draft: under two-person review they are a lead's. */
export const saveSynonyms = (context: Asked) =>
  acted(
    context,
    'publish-knowledge',
    api.synonymsRequest,
    async (order, { editor }) => {
      const { twoPersonReview } = await base(context).overview();
      if (twoPersonReview && !editor.approves) return refuse('not_allowed', 'Two-person review: a lead changes them.');
      const done = await base(context).settings({ by: editor, synonyms: order.synonyms });
      return done.ok ? { ok: true, synonyms: await base(context).synonyms() } : done;
    },
    LIST_LIMIT,
  );

export const evaluation = (context: Asked) =>
  seen(context, async () => ({ ok: true, questions: await base(context).evaluation() }));

export const saveEvaluation = (context: Asked) =>
  acted(
    context,
    'edit-knowledge',
    api.evaluationRequest,
    async ({ questions }, { editor }) => {
      const done = await base(context).settings({ by: editor, evaluation: questions });
      return done.ok ? { ok: true, questions: await base(context).evaluation() } : done;
    },
    LIST_LIMIT,
  );
