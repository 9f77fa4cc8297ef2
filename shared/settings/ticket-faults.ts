/** What is wrong with a kind of ticket as a whole: names that lead nowhere, states without a way out. */
import type { TicketKind } from './tickets.ts';

/** One sentence for each fault; none when it holds together. */
export function kindFaults(kind: TicketKind): string[] {
  const faults: string[] = [];
  const states = new Map(kind.states.map((one) => [one.id, one]));
  if (states.size !== kind.states.length) faults.push('two states of one id');
  const begins = states.get(kind.begins);
  if (!begins) faults.push(`the first state ${kind.begins} is not there`);
  else if (begins.phase !== 'open' && begins.phase !== 'doing') faults.push('the first state must be open or doing');
  if (!kind.states.some((one) => one.phase === 'solved')) faults.push('no state is solved');
  if (!kind.states.some((one) => one.phase === 'closed')) faults.push('no state is closed');
  for (const move of kind.moves) {
    if (!states.has(move.from) || !states.has(move.to))
      faults.push(`a move from ${move.from} to ${move.to} leads nowhere`);
    if ((move.on === 'elapsed') !== (move.hours !== undefined))
      faults.push(`the move from ${move.from} to ${move.to}: hours belong to elapsed ones, and to all of them`);
  }
  for (const on of ['replied', 'confirmed', 'reopened', 'elapsed'] as const) {
    const from = kind.moves.filter((move) => move.on === on).map((move) => move.from);
    if (new Set(from).size !== from.length) faults.push(`a state has two moves on ${on}`);
  }
  const moves = (from: string, on: string) => kind.moves.some((move) => move.from === from && move.on === on);
  for (const { id, phase } of kind.states) {
    // Who waits for a customer must not wait for ever, and the customer's word must lead somewhere.
    if ((phase === 'waiting' || phase === 'confirming' || phase === 'solved') && !moves(id, 'elapsed'))
      faults.push(`${id} waits for ever: it needs a move on elapsed`);
    if (phase === 'confirming' && !moves(id, 'confirmed')) faults.push(`${id} needs a move on confirmed`);
    if ((phase === 'confirming' || phase === 'solved') && !moves(id, 'reopened'))
      faults.push(`${id} needs a move on reopened`);
    if (phase === 'waiting' && !moves(id, 'replied')) faults.push(`${id} needs a move on replied`);
    if (phase !== 'closed' && !reachesClosed(kind, id)) faults.push(`${id} never comes to an end`);
  }
  const fields = new Set(kind.fields.map((one) => one.id));
  if (fields.size !== kind.fields.length) faults.push('two fields of one id');
  for (const field of kind.fields) {
    if ((field.type === 'choice') !== (field.options !== undefined))
      faults.push(`${field.id}: options belong to choices, and to all of them`);
    if (field.when && (!fields.has(field.when.field) || field.when.field === field.id))
      faults.push(`${field.id} depends on a field that is not there`);
  }
  return faults;
}

function reachesClosed(kind: TicketKind, from: string): boolean {
  const seen = new Set([from]);
  const todo = [from];
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    if (kind.states.find((one) => one.id === at)?.phase === 'closed') return true;
    for (const move of kind.moves) {
      if (move.from !== at || seen.has(move.to)) continue;
      seen.add(move.to);
      todo.push(move.to);
    }
  }
  return false;
}
