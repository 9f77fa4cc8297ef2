/** What was searched for lately on this device, each member's own; gone with the sign-out. */

/** What keeps words between visits. */
type Keep = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const KEPT = 'yixian.desk.recent';
const MOST = 8;
const LONGEST = 60;

type Kept = { member: string; searches: string[] };

/** Whole numbers of people, cards and identities are looked for, never kept. */
const NUMBER = /\d(?:[\s-]?\d){9,}/u;

/** The newest first; another member's are nobody's business. */
export function recentSearches(keep: Keep, member: string): string[] {
  try {
    const kept = JSON.parse(keep.getItem(KEPT) ?? 'null') as Partial<Kept> | null;
    if (!kept || kept.member !== member || !Array.isArray(kept.searches)) return [];
    return kept.searches.filter((one): one is string => typeof one === 'string').slice(0, MOST);
  } catch {
    return [];
  }
}

/** Puts it first; what can't be kept is only not kept. */
export function keepSearch(keep: Keep, member: string, text: string): void {
  const words = text.trim();
  if (words === '' || words.length > LONGEST || NUMBER.test(words.normalize('NFKC'))) return;
  const before = recentSearches(keep, member).filter((one) => one !== words);
  try {
    keep.setItem(KEPT, JSON.stringify({ member, searches: [words, ...before].slice(0, MOST) } satisfies Kept));
  } catch {
    // A full or closed storage loses nothing but convenience.
  }
}

export function dropSearches(keep: Keep): void {
  keep.removeItem(KEPT);
}
