import type { Flow, Sentence } from '../../../../../shared/flow.ts';

type Language = keyof Sentence;

/** What a slot is called where people read it. */
export function slotLabel(flow: Flow, name: string, language: Language): string {
  const label = flow.slots.find((slot) => slot.name === name)?.label;
  return label?.[language] || label?.zh || name;
}

/** What a slot holds where people read it: a choice by its label, everything else as it is. */
export function valueLabel(flow: Flow, name: string, value: string, language: Language): string {
  const option = flow.slots.find((slot) => slot.name === name)?.options?.find((one) => one.id === value);
  return option?.label[language] || option?.label.zh || value;
}
