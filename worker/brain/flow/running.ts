/** A dialog that is going on: the flow it started with, what it knows so far, and what it waits for. Kept in the mind as JSON. */
import type { Flow, Slot } from '../../../shared/flow.ts';
import type { Language } from '../../../shared/knowledge.ts';

/** What the dialog waits for. `over`: nothing any more, its slots are kept for a hand-over. */
export type Asked =
  | { kind: 'slot'; slot: string }
  | { kind: 'confirm' }
  | { kind: 'change' }
  | { kind: 'call'; call: string; of: 'check' | 'act' | 'orders'; slot?: string }
  | { kind: 'resume' }
  | { kind: 'switch'; to: string; said: string }
  | { kind: 'over' };

/** The flow's definition travels with the dialog, so that it finishes on the version it started with. */
export type Running = {
  flow: Flow;
  version: string;
  /** Names this dialog in the options it offers, so that a tap on an old one is known as old. */
  run: string;
  language: Language;
  slots: Record<string, string>;
  /** Optional slots the customer left out. */
  skipped: string[];
  /** What the company has found good: by slot, the values it was shown. */
  checked: Record<string, string>;
  /** What the company's answers said, for sentences. */
  values: Record<string, string>;
  asked: Asked;
  /** Orders of the person's own that a question offers, where there is no control to choose one by; empty: there are none to offer. */
  offers?: { no: string; label: string }[];
  /** Times in a row that what was asked was not understood. */
  tries: number;
  /** The slot filled last: what “不对” means. */
  last?: string;
  /** A telephone number given for an order number; believed when said again. */
  doubt?: string;
  /** Words about a change that wait for the company's answer; said with the next question. */
  told?: string;
  touchedAt: number;
};

/** A dialog about to ask its first slot. */
export function begin(flow: Flow, version: string, language: Language, now: number): Running {
  return {
    flow,
    version,
    run: now.toString(36),
    language,
    slots: {},
    skipped: [],
    checked: {},
    values: {},
    asked: { kind: 'over' },
    tries: 0,
    touchedAt: now,
  };
}

/** Whether it still waits for somebody. */
export function waits(running: Running | null | undefined): running is Running {
  return running !== null && running !== undefined && running.asked.kind !== 'over';
}

/** Nobody said a word for as long as the flow keeps. */
export function lapsed(running: Running, now: number): boolean {
  return now - running.touchedAt > running.flow.keepHours * 3_600_000;
}

/** Whether a slot belongs to this dialog, as far as it is known. */
export function isRelevant({ slots }: Pick<Running, 'slots'>, { when }: Slot): boolean {
  return when === undefined || when.is.includes(slots[when.slot] ?? '');
}

export function relevantSlots(running: Running): Slot[] {
  return running.flow.slots.filter((slot) => isRelevant(running, slot));
}

export function slotNamed(running: Running, name: string | undefined): Slot | null {
  return running.flow.slots.find((slot) => slot.name === name) ?? null;
}

/** The slot that stands asked. */
export function askedSlot(running: Running): Slot | null {
  return running.asked.kind === 'slot' ? slotNamed(running, running.asked.slot) : null;
}

/** What stands asked, as a hand-over names it. */
export function stepOf({ asked, flow }: Running): string {
  switch (asked.kind) {
    case 'slot':
      return asked.slot;
    case 'call':
      return asked.slot ?? flow.action ?? 'act';
    case 'confirm':
    case 'change':
    case 'resume':
    case 'switch':
    case 'over':
      return asked.kind;
    default:
      return asked satisfies never;
  }
}

/** Something was said that would be lost. */
export function holdsSlots(running: Running): boolean {
  return Object.keys(running.slots).length > 0;
}

/** What a check of this slot rests on: its value and those asked for before it. */
export function groundsOf(running: Running, name: string): string {
  const at = running.flow.slots.findIndex((slot) => slot.name === name);
  const before = running.flow.slots.slice(0, at + 1).filter((slot) => isRelevant(running, slot));
  return JSON.stringify(before.map((slot) => running.slots[slot.name] ?? null));
}

/** Forgets one value, so that it is asked again. */
export function without(running: Running, name: string): Running {
  const { [name]: _value, ...slots } = running.slots;
  const { [name]: _checked, ...checked } = running.checked;
  return { ...running, slots, checked, skipped: running.skipped.filter((one) => one !== name) };
}
