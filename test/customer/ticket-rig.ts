/** Tickets through a person's actor, as the hall asks for them. */
import type { TicketAct } from '../../shared/ticket-api.ts';
import type { TicketFile } from '../../shared/ticket-calls.ts';
import type { TicketRow, TicketView } from '../../shared/ticket.ts';
import type { Viewer } from '../../shared/actors.ts';
import type { Result } from '../../shared/refusal.ts';
import { must } from '../results.ts';
import { customer } from './rig.ts';

export const BY = { id: 'a_1', name: '林小夏' };
let count = 0;

type Given = Partial<Parameters<typeof ask>[1]>;
const ask = (
  id: string,
  request: { kind: string; title: string; fields: Record<string, string>; [more: string]: unknown },
) =>
  customer(id).tickets({
    order: 'open',
    by: BY,
    request: { key: `k${(count += 1)}`, customer: id, ...request },
  });

async function fileOf(asked: ReturnType<typeof ask>): Promise<TicketFile> {
  const outcome = must(await asked);
  if (!('file' in outcome)) throw new Error('no file');
  return outcome.file;
}

export const opens = (id: string, given: Given = {}): Promise<TicketFile> =>
  fileOf(ask(id, { kind: 'inquiry', title: '咨询发票', fields: {}, ...given }));

export const asks = (id: string, given: Given = {}): Promise<Result<object>> =>
  ask(id, { kind: 'inquiry', title: '咨询发票', fields: {}, ...given });

export const tries = (id: string, ticket: string, act: TicketAct, revision?: number, leads = false) =>
  customer(id).tickets({
    order: 'act',
    by: BY,
    leads,
    ticket,
    request: { act, ...(revision === undefined ? {} : { revision }) },
  });

/** Acts upon the revision that stands. */
export async function acts(id: string, ticket: string, act: TicketAct, leads = false): Promise<TicketFile> {
  const { ticket: now } = await reads(id, ticket);
  return fileOf(tries(id, ticket, act, now.revision, leads));
}

export const reads = (id: string, ticket: string): Promise<TicketFile> =>
  fileOf(customer(id).tickets({ order: 'read', ticket }));

export async function lists(id: string): Promise<TicketRow[]> {
  const outcome = must(await customer(id).tickets({ order: 'list' }));
  return 'rows' in outcome ? outcome.rows : [];
}

export async function owns(id: string, viewer: Viewer, ticket: string | null = null): Promise<TicketView[]> {
  const outcome = must(await customer(id).tickets({ order: 'own', viewer, ticket }));
  return 'own' in outcome ? outcome.own : [];
}

/** One act of the customer over HTTPS; null, or the refusal's code. */
export function customerDoes(id: string, viewer: Viewer) {
  let number = 0;
  return async (act: object): Promise<string | null> => {
    number += 1;
    const answer = must(await customer(id).operate(viewer, `i_${id}`, { type: 'act', number, act }));
    const [frame] = answer.frames as { type: string; code?: string }[];
    return frame?.type === 'accepted' ? null : (frame?.code ?? 'nothing');
  };
}
