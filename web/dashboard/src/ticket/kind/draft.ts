import type { TicketField, TicketKind, Tickets } from '../../../../../shared/settings/tickets.ts';

/** A fresh id beside those taken. */
export function freshId(start: string, taken: readonly string[]): string {
  for (let nth = 1; ; nth += 1) {
    const id = nth === 1 ? start : `${start}-${nth}`;
    if (!taken.includes(id)) return id;
  }
}

/** A kind to begin with: the one before it under another name, with its states and limits. */
export function copyOf(kind: TicketKind, taken: readonly string[], name: string): TicketKind {
  const { options: _, ...copy } = { ...structuredClone(kind), options: undefined };
  return { ...copy, id: freshId(kind.id, taken), label: { zh: name, en: `${kind.label.en} copy` } };
}

export function freshField(taken: readonly string[]): TicketField {
  const id = freshId('field', taken);
  return { id, label: { zh: '新字段', en: 'New field' }, type: 'text', required: 'no', shown: true };
}

/** Options as lines: id=中文=English. */
export function optionLines(field: TicketField): string {
  return (field.options ?? []).map((one) => `${one.id}=${one.label.zh}=${one.label.en}`).join('\n');
}
export function optionsIn(lines: string): NonNullable<TicketField['options']> {
  return lines
    .split('\n')
    .map((line) => line.trim().split('='))
    .filter(([id]) => id)
    .map(([id = '', zh, en]) => ({
      id: id.trim(),
      label: { zh: zh?.trim() || id, en: en?.trim() || zh?.trim() || id },
    }));
}

/** A document whose sources name kinds that are there. */
export function tidied(document: Tickets): Tickets {
  const known = new Set(document.kinds.map((kind) => kind.id));
  const { leftMessage, handovers } = document;
  return {
    ...document,
    leftMessage: leftMessage && known.has(leftMessage.kind) ? leftMessage : null,
    handovers: handovers.filter((one) => known.has(one.kind)),
  };
}
