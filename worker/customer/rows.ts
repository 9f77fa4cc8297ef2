/** Rows of the line's tables as values, and who may see which. */
import type { Address } from '../../shared/actors.ts';
import type { Change } from '../../shared/line.ts';
import { noCounts, type Counts } from '../../shared/reach/counts.ts';
import { recalledBody } from '../../shared/reduce.ts';
import type { Automatic, Quote } from '../../shared/serving.ts';
import type { Body, ChannelName, Message, MessageStatus, Reason, Speaker } from '../../shared/message.ts';

export type Endpoint = Address & {
  id: string;
  /** The person it first belonged to; empty: this line's own. */
  home: string;
  position: number;
  lastInboundAt: number;
  /** Of a number: when it was last heard from or proven theirs, on whichever of its addresses (shared/reach/lease.ts). */
  heardAt: number;
  /** A call that can be spoken into. */
  window: { left: number; endsAt: number } | null;
  /** WeChat's counted windows, by scene; none on other channels. */
  counts: Counts;
  blocked: Reason | null;
  marketingRefused: boolean;
};

/**
 * Which changes a screen may see: staff all, a proven person theirs, an unproven visitor only their own address, and what has no
 * address only where it is of that address's home: two lines that became one show nobody more than before.
 */
export type Sight = { staff: boolean; endpoint: string | null; home: string };

/** The home of what says nothing of anybody: seen from each. */
export const EVERY_HOME = '*';

/** A change as it stands in the table; a message's own row carries its body. */
export type ChangeRow = {
  revision: number;
  audience: 'all' | 'staff';
  endpoint: string;
  /** Whose it is, where no address says so. */
  home: string;
  at: number;
  change: Change;
};

export type Row = Record<string, SqlStorageValue>;

/** Who may see a message, and whatever changes about it: a note is for staff alone. */
export const audienceOf = ({ direction }: Pick<Message, 'direction'>): ChangeRow['audience'] =>
  direction === 'note' ? 'staff' : 'all';

/** The same rule as `sightOfChanges`, for a change in hand. */
export function mayBeSeen(row: { audience: 'all' | 'staff'; endpoint: string; home: string }, sight: Sight): boolean {
  if (sight.staff) return true;
  if (row.audience === 'staff') return false;
  if (sight.endpoint === null || row.endpoint === sight.endpoint) return true;
  return row.endpoint === '' && (row.home === sight.home || row.home === EVERY_HOME);
}

export function sightOfChanges(sight: Sight): string {
  if (sight.staff) return '';
  return sight.endpoint === null
    ? `and change.audience = 'all'`
    : `and change.audience = 'all' and change.endpoint in ('', ?) and (change.endpoint <> '' or change.home in (?, '${EVERY_HOME}'))`;
}

export function sightOfMessages(sight: Sight): string {
  if (sight.staff) return '';
  return sight.endpoint === null
    ? `and direction <> 'note'`
    : `and direction <> 'note' and endpoint in ('', ?) and (endpoint <> '' or home in (?, '${EVERY_HOME}'))`;
}

export function sightValues(sight: Sight): string[] {
  return sight.staff || sight.endpoint === null ? [] : [sight.endpoint, sight.home];
}

export function toEndpoint(row: Row): Endpoint {
  return {
    id: text(row.id),
    home: text(row.home),
    channel: text(row.channel) as ChannelName,
    account: text(row.account),
    peer: text(row.peer),
    position: Number(row.position),
    lastInboundAt: Number(row.last_inbound_at),
    heardAt: Number(row.heard_at),
    window:
      row.window_left === null || row.window_ends_at === null
        ? null
        : { left: Number(row.window_left), endsAt: Number(row.window_ends_at) },
    counts: row.counts === null ? noCounts : (JSON.parse(text(row.counts)) as Counts),
    blocked: row.blocked_code === null ? null : { code: text(row.blocked_code), detail: text(row.blocked_detail) },
    marketingRefused: row.marketing_refused === 1,
  };
}

/** Writes a message; what it says is never changed afterwards, only marked as taken back. */
export function insertMessage(sql: SqlStorage, message: Message, home: string): void {
  const { id, revision, endpoint, channel, position, direction, at, session, status, client } = message;
  const kept = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  sql.exec(
    `insert into message (id, revision, endpoint, channel, position, direction, speaker, body, at, session, status,
     reason, source, client_instance, client_number, quote, mentions, automatic, home)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, revision, endpoint, channel, position, direction, JSON.stringify(message.speaker)],
    ...[JSON.stringify(message.body), at, session, status, kept(message.reason), kept(message.source)],
    ...[client?.instance ?? null, client?.number ?? null, kept(message.quote), kept(message.mentions)],
    ...[message.automatic ?? null, home],
  );
}

export function toMessage(row: Row): Message {
  const message: Message = {
    id: text(row.id),
    revision: Number(row.revision),
    endpoint: text(row.endpoint),
    channel: maybe(row.channel) as ChannelName | null,
    position: Number(row.position),
    direction: text(row.direction) as Message['direction'],
    speaker: JSON.parse(text(row.speaker)) as Speaker,
    body: JSON.parse(text(row.body)) as Body,
    at: Number(row.at),
    session: maybe(row.session),
    status: text(row.status) as MessageStatus,
  };
  if (row.reason !== null) message.reason = JSON.parse(text(row.reason)) as Reason;
  if (row.source !== null) message.source = JSON.parse(text(row.source)) as Message['source'];
  if (row.helpful !== null) message.helpful = row.helpful === 1;
  if (row.ticked !== null) message.ticked = JSON.parse(text(row.ticked)) as number[];
  if (row.quote !== null) message.quote = JSON.parse(text(row.quote)) as Quote;
  if (row.mentions !== null) message.mentions = JSON.parse(text(row.mentions)) as Message['mentions'];
  if (row.automatic !== null) message.automatic = text(row.automatic) as Automatic;
  if (row.recalled_at !== null) {
    message.recalled = { at: Number(row.recalled_at) };
    message.body = recalledBody;
    delete message.quote;
  }
  if (row.client_instance !== null) {
    message.client = { instance: text(row.client_instance), number: Number(row.client_number) };
  }
  return message;
}

/** A row of `changesAfter`; the words of a message stand in the message. */
export function toChange(row: Row): ChangeRow {
  return {
    revision: Number(row.change_revision),
    audience: row.audience === 'staff' ? 'staff' : 'all',
    endpoint: text(row.change_endpoint),
    home: text(row.change_home),
    at: Number(row.change_at),
    change:
      row.change_body === null
        ? { kind: 'message', message: toMessage(row) }
        : (JSON.parse(text(row.change_body)) as Change),
  };
}

export function text(value: SqlStorageValue | undefined): string {
  return typeof value === 'string' ? value : String(value ?? '');
}

export function maybe(value: SqlStorageValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
