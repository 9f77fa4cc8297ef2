/** One row of two: what a person and their card become when two turn out to be one, and how that is taken back. Pure. */
import { freshCard, type Card } from '../person/card.ts';

export type Flat = Record<string, unknown>;

/** What is said of a person: their own words before the other's. */
export function personOf(own: Flat, other: Flat): Flat {
  const kept = (name: string, empty: unknown) => (own[name] === empty ? (other[name] ?? empty) : own[name]);
  return {
    ...own,
    ...{ name: kept('name', ''), user_id: kept('user_id', null), care: kept('care', null), level: kept('level', null) },
    ...{ alias: kept('alias', ''), human_first: own['human_first'] === 1 || other['human_first'] === 1 ? 1 : 0 },
  };
}

/** Fields, tags, owner, level: the line's own before the other's. Whoever was blocked stays so. */
export function cardOf(own: Card, other: Card): Card {
  return {
    revision: Math.max(own.revision, other.revision) + 1,
    fields: { ...other.fields, ...own.fields },
    tags: [...new Set([...own.tags, ...other.tags])],
    owner: own.owner ?? other.owner,
    level: own.level ?? other.level,
    block: own.block ?? other.block,
  };
}

/** As it stands now, without what the merge made of it: what was changed since stays. */
export function takenBack<One extends Flat>(now: One, before: Flat, after: Flat): One {
  const left: Flat = { ...now };
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (equal(before[name], after[name]) || !equal(now[name], after[name])) continue;
    if (name in before) left[name] = before[name];
    else delete left[name];
  }
  return left as One;
}

/** The same of a card: field by field, tag by tag. */
export function cardTakenBack(now: Card, before: Card, after: Card): Card {
  const { fields, tags, ...rest } = now;
  const came = after.tags.filter((tag) => !before.tags.includes(tag));
  return {
    ...takenBack(rest, plain(before), plain(after)),
    ...{ fields: takenBack(fields, before.fields, after.fields), tags: tags.filter((tag) => !came.includes(tag)) },
    revision: now.revision + 1,
  };
}

/** A card from its row; none: a fresh one. */
export const cardIn = (body: unknown): Card =>
  typeof body === 'string' ? { ...freshCard, ...(JSON.parse(body) as Card) } : freshCard;

const plain = ({ owner, level, block }: Card): Flat => ({ owner, level, block });

const equal = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
