import type { CardView } from '../../../../shared/person.ts';

/** A card being written: what each field holds, what it held when it was read, and what a colleague wrote meanwhile. */
export type Draft = {
  revision: number;
  values: Record<string, string>;
  base: Record<string, string>;
  /** Fields the writer changed that a colleague changed too, with their words. */
  theirs: Record<string, { value: string; name: string }>;
};

const shownIn = (card: CardView): Record<string, string> =>
  Object.fromEntries(card.fields.map((one) => [one.id, one.masked ? '' : one.value]));

/** Begins with the card as it stands; a masked field begins empty, and left empty it stays. */
export function draftOf(card: CardView, ids: readonly string[]): Draft {
  const shown = shownIn(card);
  const base = Object.fromEntries(ids.map((id) => [id, shown[id] ?? '']));
  return { revision: card.revision, values: { ...base }, base, theirs: {} };
}

/** A masked field was shown: now it is its whole value that may be changed. */
export function revealed(draft: Draft, id: string, value: string): Draft {
  return { ...draft, values: { ...draft.values, [id]: value }, base: { ...draft.base, [id]: value } };
}

/** A colleague changed the card: what the writer has not touched follows, what both changed is told. */
export function renewed(draft: Draft, card: CardView): Draft {
  if (card.revision <= draft.revision) return draft;
  const shown = shownIn(card);
  const next: Draft = { ...draft, revision: card.revision, values: { ...draft.values }, base: { ...draft.base } };
  next.theirs = { ...draft.theirs };
  for (const id of Object.keys(draft.values)) {
    const held = card.fields.find((one) => one.id === id);
    if (held?.masked) continue;
    const value = shown[id] ?? '';
    if (value === draft.base[id]) continue;
    if (draft.values[id] === draft.base[id]) next.values[id] = value;
    else if (draft.values[id] !== value) next.theirs[id] = { value, name: held?.by.name ?? '' };
    next.base[id] = value;
  }
  return next;
}

/** What was changed, to be sent. */
export function changed({ values, base }: Draft): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([id, value]) => value.trim() !== (base[id] ?? '')));
}
