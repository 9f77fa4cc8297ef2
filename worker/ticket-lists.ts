/** Tickets over all customers: the staff's lists, and the same as a CSV file. */
import * as v from 'valibot';
import { ticketListView } from '../shared/ticket-api.ts';
import { ticketPhase, ticketPriority } from '../shared/settings/tickets.ts';
import { refuse, type Result } from '../shared/refusal.ts';
import { refused } from './answers.ts';
import { admitted, type Asked } from './ticket-desk.ts';

const words = v.pipe(v.string(), v.trim(), v.maxLength(100));
const query = v.object({
  view: v.optional(ticketListView, 'all'),
  kind: v.optional(words),
  phase: v.optional(ticketPhase),
  priority: v.optional(ticketPriority),
  assignee: v.optional(words),
  search: v.optional(words),
  after: v.optional(v.pipe(v.string(), v.maxLength(200))),
});
type Query = v.InferOutput<typeof query>;

function queryOf(context: Asked): Result<{ query: Query }> {
  const given = Object.fromEntries(Object.entries(context.req.query()).filter(([, value]) => value !== ''));
  const checked = v.safeParse(query, given);
  if (checked.success) return { ok: true, query: checked.output };
  const issue = checked.issues[0];
  return refuse('bad_request', `${v.getDotPath(issue) ?? 'query'}: ${issue.message.slice(0, 200)}`);
}

export async function list(context: Asked): Promise<Response> {
  const who = await admitted(context, 'work-tickets');
  if (!who.ok) return refused(who);
  const asked = queryOf(context);
  return refused(asked.ok ? refuse('unavailable') : asked);
}

export async function exported(context: Asked): Promise<Response> {
  const who = await admitted(context, 'export-tickets');
  if (!who.ok) return refused(who);
  const asked = queryOf(context);
  return refused(asked.ok ? refuse('unavailable') : asked);
}
