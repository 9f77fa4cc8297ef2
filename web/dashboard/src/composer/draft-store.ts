import { defineStore } from 'pinia';
import { shallowReactive } from 'vue';
import { useStaff } from '../staff/staff.ts';
import { keepDraft, readDraft, type Draft } from './drafts.ts';

/** The drafts of this agent, as the composer and the list see them. */
export const useDrafts = defineStore('drafts', () => {
  const staff = useStaff();
  const held = shallowReactive(new Map<string, Draft>());

  const owner = () => staff.member?.id ?? '';

  function of(customer: string): Draft {
    const known = held.get(customer);
    if (known) return known;
    const read = readDraft(localStorage, owner(), customer);
    held.set(customer, read);
    return read;
  }

  function change(customer: string, change: Partial<Draft>): void {
    const next = { ...of(customer), ...change };
    held.set(customer, next);
    keepDraft(localStorage, owner(), customer, next);
  }

  /** What the list shows of an unsent reply. */
  function previewOf(customer: string): string {
    const draft = of(customer);
    return draft.reply.trim() || draft.note.trim();
  }

  return { of, change, previewOf };
});
