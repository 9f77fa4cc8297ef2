/** Customers, encounters and what was said, for the company's own backend. */
import { USUAL_PAGE } from '../../shared/backend-api.ts';
import type { SessionRow, CustomerRow } from '../../shared/directory.ts';
import { refuse, type Refusal } from '../../shared/refusal.ts';
import { veiledName, veiledWords } from '../customer/backend/veil.ts';
import { lineOf } from '../line.ts';
import { cursorOf, positionIn } from './backend-cursor.ts';
import { keyed, type Caller } from './backend-door.ts';
import { ops } from './backend-operations.ts';
import type { Asked } from './door.ts';
import { personOfUser } from './whose.ts';

const directory = (context: Asked) => context.env.DIRECTORY.getByName('main');
const isName = (name: string) => /^[\w-]{1,64}$/u.test(name);

/** The customer a path names; a made-up one wakes nobody. */
export function customerIn(context: Asked): string | Refusal {
  const customer = context.req.param('customer') ?? '';
  return isName(customer) ? customer : refuse('not_found');
}

export const me = keyed(ops.me, async ({ caller: { id, name, scopes } }) => ({
  ok: true,
  key: { id, name, scopes: [...scopes] },
}));

export const customers = keyed(ops.customers, async ({ context, caller, query }) => {
  const { limit = USUAL_PAGE, after, userId } = query;
  if (userId !== undefined) {
    const person = await personOfUser(context.env, userId);
    const row = person === null ? null : await directory(context).customer(person);
    return { ok: true, customers: row ? [customerShown(row, caller)] : [], next: null };
  }
  const from = positionIn('customers', after, /^[\w-]{1,64}$/u);
  if (!from.ok) return from;
  const { customers: rows, more } = await directory(context).customers({ after: from.at, limit });
  const last = rows.at(-1);
  return {
    ok: true,
    customers: rows.map((row) => customerShown(row, caller)),
    next: more && last ? cursorOf('customers', last.customer) : null,
  };
});

function customerShown(row: CustomerRow, { whole }: Caller) {
  const { customer: id, name, userId, level, care, addresses, tags = [], owner = null, seenAt } = row;
  return {
    ...{ customer: id, name: whole ? name : veiledName(name), userId, level, care, addresses, tags, owner, seenAt },
  };
}

export const customer = keyed(ops.customer, async ({ context, caller }) => {
  const named = customerIn(context);
  if (typeof named !== 'string') return named;
  const told = await lineOf(context.env, named).backend({ order: 'profile', by: caller });
  if (!told.ok) return told;
  return 'profile' in told ? { ok: true, customer: told.profile } : refuse('not_found');
});

export const sessions = keyed(ops.sessions, async ({ context, caller, query }) => {
  const { limit = USUAL_PAGE, after, customer: of, ...filter } = query;
  const from = positionIn('sessions', after, /^\d{1,15}\.[\w-]{1,64}$/u);
  if (!from.ok) return from;
  const found = await directory(context).sessions({ filter, after: from.at, limit, ...(of ? { of } : {}) });
  return {
    ok: true,
    sessions: found.sessions.map((row) => sessionShown(row, caller)),
    next: found.next === null ? null : cursorOf('sessions', found.next),
  };
});

export const session = keyed(ops.session, async ({ context, caller }) => {
  const name = context.req.param('session') ?? '';
  const row = isName(name) ? await directory(context).session(name) : null;
  return row ? { ok: true, session: sessionShown(row, caller) } : refuse('not_found');
});

function sessionShown(row: SessionRow, { whole }: Caller) {
  const { name, question, summary } = row;
  const words = (text: string) => (whole ? text : veiledWords(text));
  return {
    ...{ session: row.session, number: row.number, customer: row.customer, name: whole ? name : veiledName(name) },
    ...{ state: row.state, agent: row.agent, channels: row.channels, openedAt: row.openedAt, closedAt: row.closedAt },
    ...{ firstAnswerMs: row.firstAnswerMs, rating: row.rating, solved: row.solved, category: row.category },
    ...{ question: words(question), summary: words(summary), tags: row.tags },
  };
}

export const messages = keyed(ops.messages, async ({ context, caller, query }) => {
  const named = customerIn(context);
  if (typeof named !== 'string') return named;
  const { limit = USUAL_PAGE } = query;
  const from = positionIn('messages', query.after, /^[\w.:-]{1,64} \d{1,15}$/u);
  if (!from.ok) return from;
  const [epoch, revision] = from.at?.split(' ') ?? [];
  const after = epoch !== undefined && revision !== undefined ? { epoch, revision: Number(revision) } : null;
  const told = await lineOf(context.env, named).backend({ order: 'messages', by: caller, after, limit });
  if (!told.ok) return told;
  if (!('messages' in told)) return refuse('not_found');
  const { messages: said, reached, more } = told;
  return { ok: true, messages: said, cursor: cursorOf('messages', `${reached.epoch} ${reached.revision}`), more };
});
