/** Rows of the line's tables as values, and who may see which. */
import type { Address } from '../../shared/actors.ts';
import { recalledBody } from '../../shared/reduce.ts';
import type { Automatic, Quote } from '../../shared/serving.ts';
import type { Body, ChannelName, Message, MessageStatus, Reason, Speaker } from '../../shared/message.ts';

export type Endpoint = Address & {
  id: string;
  position: number;
  lastInboundAt: number;
  window: { left: number; endsAt: number } | null;
  blocked: Reason | null;
  marketingRefused: boolean;
};

/** Which changes a screen may see: staff all, a proven person theirs, an unproven visitor only their own address. */
export type Sight = { staff: boolean; endpoint: string | null };

export type Row = Record<string, SqlStorageValue>;

/** The same rule as `sightOfChanges`, for a change in hand. */
export function mayBeSeen(row: { audience: 'all' | 'staff'; endpoint: string }, sight: Sight): boolean {
  if (sight.staff) return true;
  if (row.audience === 'staff') return false;
  return sight.endpoint === null || row.endpoint === '' || row.endpoint === sight.endpoint;
}

export function sightOfChanges(sight: Sight): string {
  if (sight.staff) return '';
  return sight.endpoint === null
    ? `and change.audience = 'all'`
    : `and change.audience = 'all' and change.endpoint in ('', ?)`;
}

export function sightOfMessages(sight: Sight): string {
  if (sight.staff) return '';
  return sight.endpoint === null ? `and direction <> 'note'` : `and direction <> 'note' and endpoint in ('', ?)`;
}

export function sightValues(sight: Sight): string[] {
  return sight.staff || sight.endpoint === null ? [] : [sight.endpoint];
}

export function toEndpoint(row: Row): Endpoint {
  return {
    id: text(row.id),
    channel: text(row.channel) as ChannelName,
    account: text(row.account),
    peer: text(row.peer),
    position: Number(row.position),
    lastInboundAt: Number(row.last_inbound_at),
    window:
      row.window_left === null || row.window_ends_at === null
        ? null
        : { left: Number(row.window_left), endsAt: Number(row.window_ends_at) },
    blocked: row.blocked_code === null ? null : { code: text(row.blocked_code), detail: text(row.blocked_detail) },
    marketingRefused: row.marketing_refused === 1,
  };
}

/** Writes a message; what it says is never changed afterwards, only marked as taken back. */
export function insertMessage(sql: SqlStorage, message: Message): void {
  const { id, revision, endpoint, channel, position, direction, at, session, status, client } = message;
  const kept = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  sql.exec(
    `insert into message (id, revision, endpoint, channel, position, direction, speaker, body, at, session, status,
     reason, source, client_instance, client_number, quote, mentions, automatic)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, revision, endpoint, channel, position, direction, JSON.stringify(message.speaker)],
    ...[JSON.stringify(message.body), at, session, status, kept(message.reason), kept(message.source)],
    ...[client?.instance ?? null, client?.number ?? null, kept(message.quote), kept(message.mentions)],
    message.automatic ?? null,
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

export function text(value: SqlStorageValue | undefined): string {
  return typeof value === 'string' ? value : String(value ?? '');
}

export function maybe(value: SqlStorageValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
