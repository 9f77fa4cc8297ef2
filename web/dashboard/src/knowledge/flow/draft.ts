import type { Flow, Sentence, Slot, SlotKind } from '../../../../../shared/flow.ts';

type OptionDraft = { id: string; label: Sentence; words: string };
/** A slot on the desk; numbers are texts, so a field may be empty. */
export type SlotDraft = {
  name: string;
  kind: SlotKind;
  label: Sentence;
  ask: Sentence;
  help: Sentence[];
  options: OptionDraft[];
  optional: boolean;
  whenSlot: string;
  whenIs: string;
  check: string;
  least: string;
  most: string;
};
export type OutcomeDraft = { name: string; say: Sentence; ask: string; handover: boolean };
/** A flow on the desk. */
export type FlowDraft = {
  id: string;
  title: Sentence;
  skill: string;
  zh: string;
  en: string;
  slots: SlotDraft[];
  confirm: Sentence;
  action: string;
  values: string;
  outcomes: OutcomeDraft[];
  /** Not shown, only kept. */
  identified: boolean;
  keepHours: string;
};

export const nothing = (): Sentence => ({ zh: '', en: '' });
const said = ({ zh, en }: Sentence) => zh.trim() !== '' || en.trim() !== '';
const parted = (text: string) =>
  text
    .split(/[,，、;；\s]+/u)
    .map((one) => one.trim())
    .filter((one) => one !== '');
const lines = (text: string) =>
  text
    .split(/\r?\n/u)
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** A slot nobody has filled in yet. */
export function blankSlot(name: string): SlotDraft {
  return slotDraft({ name, kind: 'text', label: nothing(), ask: nothing(), help: [nothing()] });
}

/** A flow nobody has written yet: one slot, one good end. */
export function blankFlow(id: string): Flow {
  return {
    id,
    title: nothing(),
    skill: 'general',
    starts: { zh: [], en: [] },
    slots: [{ name: 'order', kind: 'order-number', label: nothing(), ask: nothing(), help: [nothing()] }],
    outcomes: { done: { say: nothing() }, failed: { say: nothing(), handover: true } },
    keepHours: 24,
  };
}

function slotDraft(slot: Slot): SlotDraft {
  return {
    name: slot.name,
    kind: slot.kind,
    label: { ...slot.label },
    ask: { ...slot.ask },
    help: slot.help.map((one) => ({ ...one })),
    options: (slot.options ?? []).map(({ id, label, words = [] }) => ({
      id,
      label: { ...label },
      words: words.join('、'),
    })),
    optional: slot.optional === true,
    whenSlot: slot.when?.slot ?? '',
    whenIs: slot.when?.is.join('、') ?? '',
    check: slot.check ?? '',
    least: slot.least === undefined ? '' : String(slot.least),
    most: slot.most === undefined ? '' : String(slot.most),
  };
}

/** Lays a flow on the desk. */
export function flowDraft(flow: Flow): FlowDraft {
  return {
    id: flow.id,
    title: { ...flow.title },
    skill: flow.skill,
    zh: flow.starts.zh.join('\n'),
    en: flow.starts.en.join('\n'),
    slots: flow.slots.map(slotDraft),
    confirm: flow.confirm ? { ...flow.confirm } : nothing(),
    action: flow.action ?? '',
    values: flow.values?.join('、') ?? '',
    outcomes: Object.entries(flow.outcomes).map(([name, { say, ask = '', handover = false }]) => ({
      name,
      say: { ...say },
      ask,
      handover,
    })),
    identified: flow.identified === true,
    keepHours: String(flow.keepHours),
  };
}

const number = (text: string | number) => (String(text).trim() === '' ? undefined : Number(text));

function slotOf(draft: SlotDraft): Slot {
  const [least, most] = [number(draft.least), number(draft.most)];
  const help = draft.help.filter(said);
  const options = draft.options.map(({ id, label, words }) => {
    const ways = words.split(/[,，、;；]+/u).map((one) => one.trim());
    const further = ways.filter((one) => one !== '');
    return { id: id.trim(), label, ...(further.length > 0 ? { words: further } : {}) };
  });
  return {
    name: draft.name.trim(),
    kind: draft.kind,
    label: draft.label,
    ask: draft.ask,
    help: help.length > 0 ? help : [draft.ask],
    ...(draft.kind === 'choice' ? { options } : {}),
    ...(draft.optional ? { optional: true } : {}),
    ...(draft.whenSlot === '' ? {} : { when: { slot: draft.whenSlot, is: parted(draft.whenIs) } }),
    ...(draft.check.trim() === '' ? {} : { check: draft.check.trim() }),
    ...(least === undefined ? {} : { least }),
    ...(most === undefined ? {} : { most }),
  };
}

/** The flow as it is saved. */
export function flowOf(draft: FlowDraft): Flow {
  const values = parted(draft.values);
  return {
    id: draft.id.trim(),
    title: draft.title,
    skill: draft.skill.trim(),
    starts: { zh: lines(draft.zh), en: lines(draft.en) },
    slots: draft.slots.map(slotOf),
    ...(said(draft.confirm) ? { confirm: draft.confirm } : {}),
    ...(draft.action.trim() === '' ? {} : { action: draft.action.trim() }),
    ...(values.length > 0 ? { values } : {}),
    outcomes: Object.fromEntries(
      draft.outcomes.map(({ name, say, ask, handover }) => [
        name.trim(),
        { say, ...(ask === '' ? {} : { ask }), ...(handover ? { handover: true } : {}) },
      ]),
    ),
    ...(draft.identified ? { identified: true } : {}),
    keepHours: Number(draft.keepHours) || 24,
  };
}
