/** What is wrong with a kind of ticket as a whole: names that lead nowhere, states without a way out. */
import type { TicketCause, TicketKind } from './tickets.ts';

/** A fault with the place it is mended at (`states.2`, `moves`, `fields.0`) and the names it is about. */
export type KindFault = { path: string } & (
  | { fault: 'twoStates' | 'beginPhase' | 'noSolved' | 'noClosed' | 'twoFields' }
  | { fault: 'noBegin'; state: string }
  | { fault: 'moveNowhere' | 'moveHours'; from: string; to: string }
  | { fault: 'twoMoves'; on: TicketCause; state: string }
  | { fault: 'needsMove'; on: TicketCause; state: string }
  | { fault: 'neverEnds'; state: string }
  | { fault: 'fieldOptions' | 'fieldWhen'; field: string }
);

/** Every fault of a kind; none when it holds together. */
export function faultsOfKind(kind: TicketKind): KindFault[] {
  const faults: KindFault[] = [];
  const states = new Map(kind.states.map((one) => [one.id, one]));
  if (states.size !== kind.states.length) faults.push({ path: 'states', fault: 'twoStates' });
  const begins = states.get(kind.begins);
  if (!begins) faults.push({ path: 'begins', fault: 'noBegin', state: kind.begins });
  else if (begins.phase !== 'open' && begins.phase !== 'doing') faults.push({ path: 'begins', fault: 'beginPhase' });
  if (!kind.states.some((one) => one.phase === 'solved')) faults.push({ path: 'states', fault: 'noSolved' });
  if (!kind.states.some((one) => one.phase === 'closed')) faults.push({ path: 'states', fault: 'noClosed' });
  for (const { from, to, on, hours } of kind.moves) {
    if (!states.has(from) || !states.has(to)) faults.push({ path: 'moves', fault: 'moveNowhere', from, to });
    if ((on === 'elapsed') !== (hours !== undefined)) faults.push({ path: 'moves', fault: 'moveHours', from, to });
  }
  for (const on of ['replied', 'confirmed', 'reopened', 'elapsed'] as const) {
    const from = kind.moves.filter((move) => move.on === on).map((move) => move.from);
    const twice = from.find((state, at) => from.indexOf(state) !== at);
    if (twice !== undefined) faults.push({ path: 'moves', fault: 'twoMoves', on, state: twice });
  }
  const moves = (from: string, on: TicketCause) => kind.moves.some((move) => move.from === from && move.on === on);
  for (const [at, { id: state, phase }] of kind.states.entries()) {
    const path = `states.${at}`;
    const needs = (on: TicketCause) => {
      if (!moves(state, on)) faults.push({ path, fault: 'needsMove', on, state });
    };
    // Who waits for a customer must not wait for ever, and the customer's word must lead somewhere.
    if (phase === 'waiting' || phase === 'confirming' || phase === 'solved') needs('elapsed');
    if (phase === 'confirming') needs('confirmed');
    if (phase === 'confirming' || phase === 'solved') needs('reopened');
    if (phase === 'waiting') needs('replied');
    if (phase !== 'closed' && !reachesClosed(kind, state)) faults.push({ path, fault: 'neverEnds', state });
  }
  const fields = new Set(kind.fields.map((one) => one.id));
  if (fields.size !== kind.fields.length) faults.push({ path: 'fields', fault: 'twoFields' });
  for (const [at, field] of kind.fields.entries()) {
    const path = `fields.${at}`;
    if ((field.type === 'choice') !== (field.options !== undefined))
      faults.push({ path, fault: 'fieldOptions', field: field.id });
    if (field.when && (!fields.has(field.when.field) || field.when.field === field.id))
      faults.push({ path, fault: 'fieldWhen', field: field.id });
  }
  return faults;
}

/** One sentence for each fault; none when it holds together. */
export const kindFaults = (kind: TicketKind): string[] => faultsOfKind(kind).map(sentenceOf);

function sentenceOf(one: KindFault): string {
  switch (one.fault) {
    case 'twoStates':
      return 'two states of one id';
    case 'noBegin':
      return `the first state ${one.state} is not there`;
    case 'beginPhase':
      return 'the first state must be open or doing';
    case 'noSolved':
      return 'no state is solved';
    case 'noClosed':
      return 'no state is closed';
    case 'moveNowhere':
      return `a move from ${one.from} to ${one.to} leads nowhere`;
    case 'moveHours':
      return `the move from ${one.from} to ${one.to}: hours belong to elapsed ones, and to all of them`;
    case 'twoMoves':
      return `a state has two moves on ${one.on}`;
    case 'needsMove':
      return one.on === 'elapsed'
        ? `${one.state} waits for ever: it needs a move on elapsed`
        : `${one.state} needs a move on ${one.on}`;
    case 'neverEnds':
      return `${one.state} never comes to an end`;
    case 'twoFields':
      return 'two fields of one id';
    case 'fieldOptions':
      return `${one.field}: options belong to choices, and to all of them`;
    case 'fieldWhen':
      return `${one.field} depends on a field that is not there`;
  }
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
