/** A ticket the person opens by themselves: the kinds there are, the fields each asks for, and what is wrong with what was filled in. */
import { TICKET_TEXT } from '../../shared/protocol.ts';
import type { Language } from '../../web/client/words.ts';
import { refusalWord } from '../line/rows.ts';
import { sayIn } from '../words.ts';

type Words = { zh: string; en: string };
/** A kind as GET /v1/ticket-kinds tells it. */
export type Kind = {
  id: string;
  label: Words;
  fields: { id: string; label: Words; type: string; required: boolean; options?: { id: string; label: Words }[] }[];
};
export type Filled = Record<string, string | string[]>;

/** One field as it is drawn. `index` is the chosen option's place; -1: none. */
export type FieldView = {
  id: string;
  type: string;
  label: string;
  mark: string;
  value: string;
  options: string[];
  index: number;
  fault: string;
  hint: string;
  most: number;
};

/** The fields of a kind; `phone` is the masked number the person is known by. */
export function fieldViews(
  kind: Kind | undefined,
  filled: Filled,
  faults: Record<string, string>,
  phone: string,
  language: Language,
): FieldView[] {
  const say = sayIn(language);
  return (kind?.fields ?? []).map(({ id, label, type, required, options = [] }) => {
    const value = filled[id];
    const text = typeof value === 'string' ? value : '';
    const known = type === 'phone' && phone !== '';
    return {
      ...{ id, type, label: label[language], fault: faults[id] ?? '', value: text, most: TICKET_TEXT },
      mark: required && !known ? say('newTicketNeeded') : '',
      options: options.map((one) => one.label[language]),
      index: options.findIndex((one) => one.id === text),
      hint: known ? say('newTicketPhone', { phone }) : '',
    };
  });
}

const SHAPES: Record<string, RegExp> = {
  number: /^-?\d{1,12}(\.\d{1,6})?$/u,
  amount: /^\d{1,10}(\.\d{1,2})?$/u,
  phone: /^\+?[\d\s()-]{5,20}$/u,
  order: /^[\w-]{4,64}$/u,
};

/** What is wrong, by field, before it is sent; empty: nothing. `what` without a field of its own is the title's. */
export function faultsIn(
  kind: Kind,
  title: string,
  filled: Filled,
  phone: string,
  language: Language,
): Record<string, string> {
  const say = sayIn(language);
  const faults: Record<string, string> = title === '' ? { title: say('newTicketNoTitle') } : {};
  for (const { id, type, required } of kind.fields) {
    const value = filled[id] ?? '';
    if (value.length === 0) {
      if (required && !(type === 'phone' && phone !== '')) faults[id] = say('newTicketMissing');
    } else if (typeof value === 'string' && SHAPES[type]?.test(value) === false) faults[id] = say('newTicketShape');
  }
  return faults;
}

/** A refusal of the gateway, at the field it speaks of; under `title` where it speaks of none. */
export function faultsOf(kind: Kind, code: string, detail: string, language: Language): Record<string, string> {
  const word = refusalWord(code, detail, language);
  const named = /^fields\.([\w-]+):/u.exec(detail)?.[1];
  const fields = kind.fields.filter(
    ({ id, label }) => id === named || (code === 'missing_fields' && detail.split('、').includes(label.zh)),
  );
  return fields.length === 0 ? { title: word } : Object.fromEntries(fields.map(({ id }) => [id, word]));
}
