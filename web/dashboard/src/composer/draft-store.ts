import { defineStore } from 'pinia';
import { shallowReactive, watch } from 'vue';
import type { SeatDraft } from '../../../../shared/seat-news.ts';
import type { Quote } from '../../../../shared/serving.ts';
import { useSeat } from '../seat/seat.ts';
import { useStaff } from '../staff/staff.ts';
import { isEmptyDraft, keepDraft, readDraft, type Draft } from './drafts.ts';

/** While words are coming in, the seat is told so often at most. */
const SAVE_MS = 1_200;

/** The drafts of this agent, as the composer and the list see them: at once on this machine, soon at the seat for all the others. */
export const useDrafts = defineStore('drafts', () => {
  const staff = useStaff();
  const seat = useSeat();
  const held = shallowReactive(new Map<string, Draft>());
  /** What is being quoted; not kept. */
  const quotes = shallowReactive(new Map<string, Quote>());
  const versions = new Map<string, number>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  const owner = () => staff.member?.id ?? '';

  function of(customer: string): Draft {
    const known = held.get(customer);
    if (known) return known;
    const read = readDraft(localStorage, owner(), customer);
    held.set(customer, read);
    return read;
  }

  function put(customer: string, draft: Draft): void {
    held.set(customer, draft);
    keepDraft(localStorage, owner(), customer, draft);
  }

  function change(customer: string, change: Partial<Draft>): void {
    const next: Draft = { ...of(customer), ...change, unsaved: true };
    put(customer, next);
    // Words that were sent must not come back from the seat: that they are gone is told at once.
    if (isEmptyDraft(next)) save(customer);
    else timers.set(customer, timers.get(customer) ?? setTimeout(() => save(customer), SAVE_MS));
  }

  function save(customer: string): void {
    clearTimeout(timers.get(customer));
    timers.delete(customer);
    const { reply, note, mode, endpoint, unsaved } = of(customer);
    if (unsaved) seat.tell({ type: 'draft', draft: { customer, reply, note, mode, endpoint } });
  }

  /** What the seat keeps: taken over unless words stand here that it doesn't know yet; those are the later ones. */
  function hear(drafts: readonly SeatDraft[], all: boolean): void {
    for (const { customer, reply, note, mode, endpoint, version } of drafts) {
      if (version < (versions.get(customer) ?? 0)) continue;
      versions.set(customer, version);
      const mine = of(customer);
      const same = mine.reply === reply && mine.note === note && mine.endpoint === endpoint;
      if (!mine.unsaved || same) put(customer, { reply, note, mode: same ? mine.mode : mode, endpoint });
    }
    if (!all) return;
    for (const [customer, draft] of held) if (draft.unsaved) save(customer);
  }

  watch(
    () => seat.drafts,
    (frame) => frame && hear(frame.drafts, frame.all === true),
    { flush: 'sync' },
  );

  /** What the list shows of an unsent reply. */
  function previewOf(customer: string): string {
    const draft = of(customer);
    return draft.reply.trim() || draft.note.trim();
  }

  /** The line went into another's: what was begun in both stands there. */
  function moved(from: string, to: string): void {
    const [begun, there] = [of(from), of(to)];
    if (isEmptyDraft(begun)) return;
    const both = (mode: 'reply' | 'note') => [there[mode], begun[mode]].filter(Boolean).join('\n');
    const { mode, endpoint } = begun;
    change(to, { reply: both('reply'), note: both('note'), mode, endpoint: there.endpoint ?? endpoint });
    change(from, { reply: '', note: '', endpoint: null });
    quote(to, quotes.get(from) ?? quotes.get(to) ?? null);
    quote(from, null);
  }

  function quote(customer: string, given: Quote | null): void {
    if (given) quotes.set(customer, given);
    else quotes.delete(customer);
  }

  return { of, change, moved, previewOf, quotes, quote };
});
