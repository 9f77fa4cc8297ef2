/** What happens from outside in one exploration: decisions, cancellations, sign-ins, words, damage. The rest the checker does itself. */
import type { Mark } from '../../../worker/identity/evidence.ts';
import type { Input } from '../../../worker/identity/merge/outcome.ts';
import type { Rank, Wish } from '../../../worker/identity/merge/state.ts';

/** From outside, once each (late copies of decisions come besides). Optional ones may never come. */
export type Outside = { to: string; input: Input; optional?: true };

export type Scenario = {
  name: string;
  /** Strong identities known from the start. */
  marks?: Readonly<Record<string, readonly Mark[]>>;
  /** How many messages are written over the addresses of each home. */
  says: Readonly<Record<string, number>>;
  /** Happened before, calmly; its letters may still come late. */
  before?: readonly Outside[];
  outside: readonly Outside[];
  /** A chunk may lose a row on its way. */
  damage?: true;
  /** Lines also ask whether an import that makes no way is still meant. */
  inquiries?: true;
  /** Who holds which homes when everything has come to rest, if it must be so: `A:ABC`. */
  ends?: readonly string[];
};

export const LINES: readonly string[] = ['A', 'B', 'C'];

export function rank(id: string): Rank {
  return { created: id.charCodeAt(0), id };
}

const wish = (kind: Wish['kind'], other: string, key: string): Input => ({
  kind: 'letter',
  letter: { kind: 'propose', wish: { kind, other: rank(other), key } },
});
const merge = (to: string, other: string): Outside => ({ to, input: wish('merge', other, `m${to}${other}`) });
const again = (to: string, other: string): Outside => ({ to, input: wish('merge', other, `n${to}${other}`) });
const part = (to: string, other: string): Outside => ({ to, input: wish('unmerge', other, `u${to}${other}`) });
const cancel = (to: string, other: string): Outside => ({
  ...{ to, input: { kind: 'cancelled', other } },
  optional: true,
});
const user = (hash: string): Mark => ({ kind: 'user', realm: 'company', hash });
const union = (hash: string): Mark => ({ kind: 'union', realm: 'open', hash });
const signIn = (to: string, mark: Mark): Outside => ({
  ...{ to, input: { kind: 'proven', home: to, mark } },
  optional: true,
});

/** Looked at on every test run, smaller ones first. */
export const scenarios = {
  undone: {
    ...{ name: 'what was parted stays parted', says: {}, before: [merge('B', 'A'), part('A', 'B')] },
    ...{ outside: [], ends: ['A:A', 'B:B', 'C:C'] },
  },
  rejoined: {
    ...{ name: 'B was in A, parted, and joins once more', says: { B: 2 }, before: [merge('B', 'A'), part('A', 'B')] },
    ...{ outside: [again('B', 'A')], ends: ['A:AB', 'C:C'] },
  },
  late: {
    ...{ name: 'a first letter finds its line alive again', says: {}, before: [merge('B', 'A'), merge('C', 'B')] },
    ...{ outside: [part('A', 'B')], inquiries: true, ends: ['A:AC', 'B:B'] },
  },
  signing: {
    ...{ name: 'users sign in on both sides of a move', says: { B: 1 } },
    outside: [merge('B', 'A'), signIn('A', user('u')), signIn('B', user('v')), signIn('B', union('x'))],
  },
  damaged: {
    ...{ name: 'a chunk loses a row', says: { B: 1 }, outside: [merge('B', 'A')], damage: true },
    ends: ['A:AB', 'C:C'],
  },
  one: { name: 'B into A, with words', says: { A: 1, B: 2 }, outside: [merge('B', 'A')], ends: ['A:AB', 'C:C'] },
  cancelled: {
    ...{ name: 'B into A, taken back at any time', says: { B: 2 }, outside: [merge('B', 'A'), cancel('B', 'A')] },
  },
  parted: {
    ...{ name: 'B was in A and gets its own line back', says: { A: 1, B: 2 }, before: [merge('B', 'A')] },
    ...{ outside: [part('A', 'B')], ends: ['A:A', 'B:B', 'C:C'] },
  },
  users: {
    ...{ name: 'two users sign in while C and B go to A', says: {}, marks: { A: [user('u')] } },
    outside: [merge('B', 'A'), merge('C', 'A'), signIn('B', user('v')), signIn('C', user('u'))],
  },
  fan: {
    ...{ name: 'C into A and C into B at once', says: { C: 1 } },
    ...{ outside: [merge('C', 'A'), merge('C', 'B')], ends: ['A:ABC'] },
  },
  chain: {
    ...{ name: 'C into B and B into A at once', says: { B: 1, C: 1 } },
    ...{ outside: [merge('C', 'B'), merge('B', 'A')], ends: ['A:ABC'] },
  },
  nested: {
    ...{ name: 'C in B in A; B goes, then C', says: { C: 1 }, before: [merge('C', 'B'), merge('B', 'A')] },
    ...{ outside: [part('A', 'B'), part('C', 'C')], ends: ['A:A', 'B:B', 'C:C'] },
  },
  both: {
    ...{ name: 'A into C and B into C decided, at the older ones', says: { C: 1 } },
    ...{ outside: [merge('A', 'C'), merge('B', 'C')], ends: ['A:ABC'] },
  },
  chainDamaged: {
    ...{ name: 'C into B and B into A, and a chunk loses a row', says: { B: 1, C: 1 }, damage: true },
    ...{ outside: [merge('C', 'B'), merge('B', 'A')], ends: ['A:ABC'] },
  },
} satisfies Record<string, Scenario>;

/** Bigger ones, for the longer command. */
export const longScenarios = {
  tangle: {
    ...{ name: 'all three decided at once, in every pair', says: { B: 1, C: 1 } },
    ...{ outside: [merge('C', 'B'), merge('C', 'A'), merge('B', 'A')], ends: ['A:ABC'] },
  },
  chainBack: {
    ...{ name: 'C into B and B into A, either taken back at any time', says: { B: 1, C: 1 } },
    outside: [merge('C', 'B'), merge('B', 'A'), cancel('C', 'B'), cancel('B', 'A')],
  },
  joinedWhile: {
    ...{ name: 'B gets its own line back while C joins where B was', says: { C: 1 } },
    ...{ before: [merge('B', 'A')], outside: [part('B', 'B'), merge('C', 'B')], inquiries: true },
  },
  nestedBoth: {
    ...{ name: 'C in B in A; B goes, then C, with words', says: { B: 1, C: 1 } },
    ...{ before: [merge('C', 'B'), merge('B', 'A')], outside: [part('A', 'B'), part('C', 'C')] },
    ends: ['A:A', 'B:B', 'C:C'],
  },
} satisfies Record<string, Scenario>;
