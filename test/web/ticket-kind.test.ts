/** The editor of ticket kinds: states, moves and words as they are laid, and what has to be mended, with its place. */
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { faultsOfKind } from '../../shared/settings/ticket-faults.ts';
import { ticketKind, type TicketKind } from '../../shared/settings/tickets.ts';
import { usualTickets } from '../../shared/settings/tickets-usual.ts';
import { isLeads, staffMoves } from '../../worker/customer/ticket/flow.ts';
import {
  addState,
  causesOf,
  handOf,
  moveOn,
  removeState,
  renameState,
  reorder,
  setHand,
  setMoveOn,
} from '../../web/dashboard/src/ticket/kind/flow.ts';
import { kindWords } from '../../web/dashboard/src/ticket/kind/locale/words.ts';

function fresh(): TicketKind {
  const [first] = usualTickets.kinds;
  if (!first) throw new Error('there is no usual kind');
  return structuredClone(first);
}
const holds = (kind: TicketKind) => v.safeParse(ticketKind, kind).success;

describe('a kind being edited', () => {
  it('J15 a state added, given words and moves, holds together; taken off, its moves go with it', () => {
    const kind = fresh();
    addState(kind);
    expect(faultsOfKind(kind)).toContainEqual({ path: 'states.6', fault: 'neverEnds', state: 'state' });
    expect(holds(kind)).toBe(false);
    renameState(kind, 6, 'checking');
    const added = kind.states[6];
    if (!added) throw new Error('no state was added');
    added.label = { zh: '复核', en: 'Checking' };
    added.told = { zh: '正在复核', en: 'Being checked' };
    setHand(kind, 'doing', 'checking', 'everybody');
    setHand(kind, 'checking', 'solved', 'leads');
    expect([handOf(kind, 'doing', 'checking'), handOf(kind, 'checking', 'solved')]).toEqual(['everybody', 'leads']);
    expect(faultsOfKind(kind)).toEqual([]);
    expect(holds(kind)).toBe(true);
    removeState(kind, 6);
    expect(kind).toEqual(fresh());
  });

  it('J15 what customers and time do follows the meaning of a state', () => {
    const kind = fresh();
    for (const state of kind.states)
      for (const on of causesOf(state.phase)) expect(moveOn(kind, state.id, on)).toBeTruthy();
    setMoveOn(kind, 'waiting', 'elapsed', '');
    expect(faultsOfKind(kind)).toEqual([{ path: 'states.2', fault: 'needsMove', on: 'elapsed', state: 'waiting' }]);
    setMoveOn(kind, 'waiting', 'elapsed', 'closed');
    expect(moveOn(kind, 'waiting', 'elapsed')?.hours).toBe(72);
    expect(holds(kind)).toBe(true);
  });

  it('J15 a state renamed keeps its moves and stays the first; states and fields change places', () => {
    const kind = fresh();
    renameState(kind, 0, 'registered');
    expect(kind.begins).toBe('registered');
    expect(kind.moves.some((move) => move.from === 'new' || move.to === 'new')).toBe(false);
    expect(holds(kind)).toBe(true);
    const before = kind.fields.map((one) => one.id);
    reorder(kind.fields, 0, 1);
    expect(kind.fields.map((one) => one.id)).toEqual([before[1], before[0], ...before.slice(2)]);
  });

  it('J16 a move that is a lead’s is no other colleague’s', () => {
    const form = fresh();
    setHand(form, 'doing', 'closed', 'leads');
    expect(holds(form)).toBe(true);
    const ticket = { form, state: 'doing', mergedInto: null };
    expect(staffMoves(ticket)).toContain('closed');
    expect([isLeads(ticket, 'closed'), isLeads(ticket, 'solved'), isLeads(ticket, 'nowhere')]).toEqual([
      ...[true, false, false],
    ]);
  });

  it('W4 every fault has words in both languages, with the same values', () => {
    const places = (words: string) => [...words.matchAll(/\{(\w+)/gu)].map((one) => one[1]).sort();
    const keys = Object.keys(kindWords.zh) as (keyof typeof kindWords.zh)[];
    for (const key of keys) {
      expect(new Set(places(kindWords.en[key])), key).toEqual(new Set(places(kindWords.zh[key])));
      expect(kindWords.en[key], key).not.toMatch(/\p{Script=Han}/u);
    }
  });
});
