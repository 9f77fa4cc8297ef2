/** Rows for every table of a person that moves: planted on two lines, and on the line they became. */
import { runInDurableObject } from 'cloudflare:test';
import type { Ticket } from '../../shared/ticket.ts';
import { usualTickets } from '../../shared/settings/tickets-usual.ts';
import { freshService } from '../../worker/customer/sessions.ts';
import { merged, moving } from '../../worker/customer/merge/tables.ts';
import { stubOf } from '../stub.ts';
import { customer } from './rig.ts';

type Row = Record<string, SqlStorageValue>;

/** Whose row it is and when it was written: every row that isn't named alike on both lines bears this. */
export type Tag = `${'mine' | 'theirs'}_${'before' | 'since'}`;

/** So far away that no clock of the line comes to it. */
const NEVER = Date.UTC(2100, 0, 1);

/** The rows of one writing. `revision`: the first one free; `customer`: whose line it is. */
function rowsOf(
  tag: Tag,
  { revision, customer: whose }: { revision: number; customer: string },
): Record<string, Row[]> {
  const at = Date.now();
  const [endpoint, session, message, ticket] = [`e_${tag}`, `s_${tag}`, `m_${tag}`, `t_${tag}`];
  const isFirst = tag.endsWith('before');
  const letter = (kind: string, lane: string, body: string) =>
    ({ lane, kind, key: `${kind}:${lane}:${tag}`, body, state: 'owed', due_at: NEVER }) satisfies Row;
  const said = (id: string, number: number, more: Row) => ({
    ...{ id, revision: revision + number, direction: 'in', speaker: '{"kind":"customer"}', at, session },
    ...{ body: JSON.stringify({ kind: 'text', text: tag }), status: 'received', ...more },
  });
  const change = (number: number, of: string, more: Row) => ({
    ...{ revision: revision + number, audience: 'all', at, ...more },
    body: JSON.stringify({ kind: 'status', id: of, status: 'received' }),
  });
  return {
    person: isFirst
      ? [{ name: tag, user_id: `u_${tag}`, care: 'elder', level: tag, alias: tag, company_read: revision }]
      : [],
    card: isFirst ? [{ only_row: 1, revision: 3, body: JSON.stringify(cardOf(tag)) }] : [],
    letter: [
      letter('send', endpoint, message),
      letter('remind', `reach:${message}`, message),
      letter('remind', `reach:n_${tag}`, `n_${tag}`),
      letter('media', `media:${message}`, JSON.stringify({ message, id: `f_${tag}`, reference: 'r', kind: 'image' })),
      letter('media', `voice:${message}`, JSON.stringify({ transcribe: message, session, fence: 1 })),
      letter('call', 'call', JSON.stringify({ session, fence: 1, id: tag })),
      letter('word', 'word', JSON.stringify({ session, fence: 1, id: tag })),
      letter('quality', 'quality', session),
      letter('ticket', 'docket', ticket),
    ],
    news: [
      { id: message, purpose: 'answer', weight: 'plain', answers: endpoint, since: at, attempts: '[]' },
      { id: `n_${tag}`, purpose: 'service', weight: 'plain', since: at, attempts: '[]' },
    ],
    summons: [{ id: `w_${tag}`, way: 'sms', endpoint, at, status: 'sent' }],
    message: [
      said(message, 0, { endpoint, channel: 'sms', position: 1 }),
      said(`${message}_house`, 1, { endpoint: '', channel: null, position: 0 }),
    ],
    change: [change(0, message, { endpoint }), change(1, `${message}_house`, { endpoint: '' })],
    heard: [{ key: `h_${tag}`, digest: tag, at, fate: 'kept', event: 'shipped', untold: 'off' }],
    operation: [{ viewer: `c:${endpoint}`, instance: 'tab', number: 1, digest: tag, revision: 1, at }],
    mark: [
      { endpoint, received: revision, read: revision },
      ...(isFirst ? [{ endpoint: '*', received: revision, read: revision }] : []),
    ],
    report: [{ provider_id: `p_${tag}`, own_id: `own_${tag}`, status: 'delivered', at }],
    consent: [{ endpoint, purpose: 'marketing', given: 1, evidence: tag, at }],
    quarantine: [{ key: `q_${tag}`, why: 'same key, another body', at }],
    ticket_event: [
      { ticket, at, internal: 1, actor: '{"kind":"clock"}', event: '{"what":"opened","source":"agent"}', key: tag },
    ],
    ticket_intake: [{ session, due_at: NEVER }],
    ticket: [
      {
        ...{
          id: ticket,
          number: `N-${tag}`,
          key: `k_${tag}`,
          source: 'agent',
          opened_at: 1,
          updated_at: 1,
          closed_at: 1,
        },
        body: JSON.stringify(ticketOf(tag, whose)),
      },
    ],
    media: [{ id: `f_${tag}`, giver: '{"kind":"channel"}', at, size: 7, used_at: at }],
    card_event: [{ at, by_id: 'a_1', by_name: '林小夏', body: JSON.stringify({ what: 'tags', tags: [tag] }) }],
    visit: [{ endpoint, at, body: JSON.stringify({ title: tag }) }],
    notice: [
      {
        ...{ id: `n_${tag}`, key: `nk_${tag}`, kind: 'order', at, went: '{}' },
        body: JSON.stringify({ title: { zh: tag } }),
      },
    ],
    choice: [{ purpose: 'service', channel: 'sms', given: 1, evidence: tag, at }],
    subscription: [
      { template: `tpl_${tag}`, left_over: 1 },
      ...(isFirst ? [{ template: 'tpl_both', left_over: tag === 'mine_before' ? 2 : 3 }] : []),
    ],
    offer: [
      {
        ...{ id: `o_${tag}`, campaign: 'k', person: whose, version: 1, state: 'read', channel: 'sms', endpoint, at },
        ...{ left_at: at, name: tag, evidence: '{}', body: '{}' },
      },
    ],
    call: [
      { id: `call_${tag}`, account: 'x', endpoint, state: 'ended', began_at: at, ended_at: at, step: 1, body: '{}' },
    ],
    appointment: [
      { id: `ap_${tag}`, time: NEVER, what: tag, said_at: 1 },
      ...(isFirst ? [{ id: 'ap_both', time: NEVER, what: tag, said_at: 1 }] : []),
    ],
    profile_fact: [factOf(`fact_${tag}`, tag, at), ...(isFirst ? [factOf('fact_both', tag, at)] : [])],
    looked: [{ agent: `a_${tag}` }],
    session: [
      {
        ...{ id: session, state: 'closed', opened_at: 1, closed_at: 2, endpoint, fence: 1, number: `R-${tag}` },
        mind: JSON.stringify({ language: 'zh', flow: null, misses: 0, greeted: true }),
        service: JSON.stringify(freshService),
      },
      // One of the two ends by the merge, and stands again.
      ...(isFirst
        ? [
            {
              ...{ id: `${session}_open`, state: 'robot', opened_at: 3, endpoint, fence: 1, number: `O-${tag}` },
              ...{ idle_at: NEVER, due_at: null, notice: null, owed: null, handover: null, waiting_since: null },
              mind: JSON.stringify({ language: 'zh', flow: null, misses: 0, greeted: true, asked: tag }),
              service: JSON.stringify(freshService),
            },
          ]
        : []),
    ],
    endpoint: [
      {
        id: endpoint,
        channel: 'sms',
        account: 'x',
        peer: `peer_${tag}`,
        position: 1,
        created_at: 1,
        last_inbound_at: 1,
      },
    ],
  };
}

const factOf = (key: string, value: string, at: number): Row => ({
  ...{ key, at, kind: 'preference', body: JSON.stringify({ kind: 'preference', name: 'human-first', value }) },
});

const cardOf = (tag: Tag) => ({
  ...{ owner: { id: `a_${tag}`, name: tag }, level: null, block: null, tags: [tag] },
  ...{ revision: 3, fields: { city: { by: { id: 'a_1', name: '林小夏' }, at: 1, value: tag } } },
});

function ticketOf(tag: Tag, whose: string): Ticket {
  const [form] = usualTickets.kinds;
  if (!form) throw new Error('no kind of ticket');
  const clock = { targetMs: 1, usedMs: 0, since: null, warnAt: null, dueAt: null, warnedAt: null, missedAt: null };
  return {
    ...{ id: `t_${tag}`, number: `N-${tag}`, customer: whose, revision: 1, form, title: tag, fields: {} },
    ...{ priority: 'normal', state: form.states.at(-1)?.id ?? '', phase: 'closed', stateSince: 1, assignee: null },
    ...{ group: null, copied: [], urged: { times: 0, at: null }, promise: { at: 1, warnedAt: null, missedAt: null } },
    clocks: { first: { ...clock, metAt: 1 }, solve: { ...clock, metAt: 1 } },
    ...{ source: 'agent', openedAt: 1, updatedAt: 1, solvedAt: 1, closedAt: 1, reopened: 0, sessions: [`s_${tag}`] },
    ...{ endpoint: `e_${tag}`, parent: null, children: [], mergedInto: null, merged: [], version: 1, turn: 0 },
    ...{ round: 0, routed: false },
  };
}

/** Writes the rows of a tag on a line; `home` is their person's id where the line is somebody else's. */
export async function plant(line: string, tag: Tag, home = ''): Promise<void> {
  await runInDurableObject(stubOf(customer(line)), (_: unknown, { storage: { sql } }: DurableObjectState) => {
    const [{ head } = { head: 0 }] = sql
      .exec<{ head: number }>(
        `select max(coalesce((select max(revision) from change), 0), coalesce((select head from merge_state), 0)) as head`,
      )
      .toArray();
    const planted = rowsOf(tag, { revision: head + 1, customer: line });
    // Addresses first: the tables themselves find out whose an encounter or a ticket is.
    for (const table of Object.keys(planted).reverse()) {
      const columns = columnsOf(sql, table);
      for (const row of planted[table] ?? []) {
        const whole = columns.includes('home') ? { ...row, home } : row;
        const names = Object.keys(whole);
        if (table === 'person')
          sql.exec(`update person set ${names.map((one) => `${one} = ?`).join(', ')}`, ...Object.values(whole));
        else
          sql.exec(
            `insert into ${table} (${names.map((one) => `"${one}"`).join(', ')}) values (${names.map(() => '?').join(', ')})`,
            ...Object.values(whole),
          );
      }
    }
  });
}

const columnsOf = (sql: SqlStorage, table: string) =>
  sql
    .exec<{ name: string }>(`select name from pragma_table_info('${table}')`)
    .toArray()
    .map(({ name }) => name);

export type Holding = Record<string, string[]>;

/**
 * What a line holds, table by table, each row whole: but for numbers the line gives anew, and what a move owes the outside. A place in the line stands
 * as the word it names.
 */
export async function holding(line: string): Promise<Holding> {
  return runInDurableObject(stubOf(customer(line)), (_: unknown, { storage: { sql } }: DurableObjectState) => {
    const at = (revision: unknown) =>
      sql.exec<{ id: string }>('select id from message where revision = ?', Number(revision)).toArray()[0]?.id ??
      revision;
    const read = (name: string, numbered: string | undefined) =>
      sql
        .exec(`select * from ${name}${name === 'message' || name === 'change' ? ' order by revision' : ''}`)
        .toArray()
        .filter((row) => isOfPerson(name, row))
        .map((row) => {
          const { [numbered ?? '']: _numbered, ...rest } = row;
          return JSON.stringify(plainly(name, rest, at));
        });
    const numbers = new Map(moving.map(([name, { numbered }]) => [name, numbered]));
    return Object.fromEntries(
      [...merged, ...numbers.keys()].map((name) => {
        const found = read(name, numbers.get(name));
        return [name, name === 'message' || name === 'change' ? found : found.sort()];
      }),
    );
  });
}

/** A move itself tells screens, lists and rooms: that is nobody's row. */
function isOfPerson(table: string, row: Row): boolean {
  if (table === 'change') return String(row['body']).startsWith('{"kind":"status"');
  return table !== 'letter' || Number(row['due_at']) === NEVER;
}

function plainly(table: string, row: Row, at: (revision: unknown) => unknown): Record<string, unknown> {
  const body = () => JSON.parse(String(row['body'])) as Record<string, unknown>;
  switch (table) {
    case 'person': {
      const { epoch: _, ...rest } = row;
      return { ...rest, company_read: at(row['company_read']) };
    }
    case 'card': {
      const { fields, tags, owner, level, block } = body();
      return { ...row, revision: 0, body: { fields, tags, owner, level, block } };
    }
    case 'message':
    case 'change': {
      const { revision: _, ...rest } = row;
      return rest;
    }
    case 'session': {
      // The desk is told anew.
      const { version: _version, fence: _fence, ...rest } = row;
      const { again: _again, ...service } = JSON.parse(String(row['service'])) as { again?: true };
      return { ...rest, service };
    }
    case 'mark':
      return { ...row, received: at(row['received']), read: at(row['read']) };
    case 'ticket':
      // Its customer is whose line it stands in; each move makes it newer.
      return { ...row, body: { ...body(), customer: '', revision: 0, version: 0 } };
    default:
      return row;
  }
}
