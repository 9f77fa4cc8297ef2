/** How values and sentences are shown to the customer and to the agent. */
import type { Sentence, Slot } from '../../../shared/flow.ts';
import type { Language } from '../../../shared/knowledge.ts';
import type { Mind } from '../mind.ts';
import { relevantSlots, slotNamed, stepOf, type Running } from './running.ts';

const PLACE = /\{([A-Za-z][A-Za-z0-9-]*)(\.end)?\}/gu;

/** The names a sentence speaks of. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(PLACE)].map(([, name = '']) => name);
}

/** A sentence with its places filled; what isn't known leaves nothing. */
export function filled(running: Running, sentence: Sentence, language: Language): string {
  return sentence[language]
    .replace(PLACE, (_whole, name: string, end: string | undefined) => {
      const value = shownNamed(running, name, language);
      return end === undefined ? value : value.slice(-4);
    })
    .replace(/\n(?:[ \t]*\n)+/gu, '\n')
    .trim();
}

function shownNamed(running: Running, name: string, language: Language): string {
  const slot = slotNamed(running, name);
  const value = running.slots[name];
  if (slot && value !== undefined) return shown(slot, value, language);
  return running.values[name] ?? (slot ? { zh: '（无）', en: '–' }[language] : '');
}

/** A value as people write it. */
export function shown(slot: Slot, value: string, language: Language): string {
  switch (slot.kind) {
    case 'choice':
      return slot.options?.find((option) => option.id === value)?.label[language] ?? value;
    case 'date':
      return dayShown(value, language);
    case 'time':
      return value.replace('/', '–');
    case 'amount':
      return `¥${value}`;
    case 'phone':
      return value.replace(/^\+86(?=1\d{10}$)/u, '');
    case 'image':
      return { zh: '[图片]', en: '[picture]' }[language];
    case 'order-number':
    case 'address':
    case 'email':
    case 'text':
      return value;
    default:
      return slot.kind satisfies never;
  }
}

function dayShown(value: string, language: Language): string {
  const day = new Date(`${value}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return value;
  return day.toLocaleDateString(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: 'UTC',
    month: language === 'zh' ? 'long' : 'short',
    day: 'numeric',
    weekday: 'short',
  });
}

/** Everything the customer told the dialogs of this encounter, as the agent reads it; the one going on first. */
export function knownSlots(mind: Pick<Mind, 'flow' | 'parked'>): { name: string; value: string; label: Sentence }[] {
  const dialogs = [...(mind.flow ? [mind.flow] : []), ...[...(mind.parked ?? [])].reverse()];
  const found = new Map<string, { name: string; value: string; label: Sentence }>();
  for (const one of dialogs.flatMap(slotsOf)) {
    const key = `${one.name} ${one.value}`;
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}

function slotsOf(running: Running): { name: string; value: string; label: Sentence }[] {
  return relevantSlots(running).flatMap((slot) => {
    const value = running.slots[slot.name];
    if (value === undefined) return [];
    const said = slot.kind === 'choice' ? shown(slot, value, running.language) : value;
    return [{ name: slot.name, value: said, label: slot.label }];
  });
}

/** The open dialog and what it waits for, as the agent reads it. */
export function openDialog(running: Running): { name: string; step: string; title: Sentence; waited: Sentence } {
  const { flow, asked } = running;
  return { name: flow.id, step: stepOf(running), title: flow.title, waited: waitedFor(running, asked) };
}

function waitedFor(running: Running, asked: Running['asked']): Sentence {
  switch (asked.kind) {
    case 'slot':
      return slotNamed(running, asked.slot)?.label ?? { zh: asked.slot, en: asked.slot };
    case 'confirm':
    case 'change':
      return { zh: '等客户确认', en: 'the customer’s yes' };
    case 'call':
      return asked.of === 'act'
        ? { zh: '等公司系统办理', en: 'the company’s system to do it' }
        : { zh: '等公司系统核对', en: 'the company’s system to check' };
    case 'resume':
    case 'switch':
    case 'over':
      return { zh: '等客户决定是否继续', en: 'whether to go on' };
    default:
      return asked satisfies never;
  }
}
