/** A month of facts told anew beside the live one: what differs, and whether their figures are the same. */
import { ERASED } from '../../shared/erasure.ts';
import type { Comparison, Encounter, LedgerCalls } from '../../shared/ledger.ts';

type Facts = Pick<LedgerCalls, 'facts' | 'tell' | 'count'>;
const PAGE = 500;
/** Differences named; more of them say nothing new. */
const NAMED = 50;
/** When and by which line it was told: no figure counts them. */
const TELLING: ReadonlySet<string> = new Set(['revision', 'customer']);

async function* all(ledger: Facts): AsyncGenerator<Encounter> {
  for (let after = ''; ;) {
    const page = await ledger.facts({ after, limit: PAGE });
    yield* page;
    const last = page.at(-1);
    if (page.length < PAGE || !last) return;
    after = last.session;
  }
}

/** Names of the facts in which two tellings of an encounter differ. */
export function differing(live: Encounter, told: Encounter): string[] {
  const [one, other] = [new Map<string, unknown>(Object.entries(live)), new Map<string, unknown>(Object.entries(told))];
  return [...new Set([...one.keys(), ...other.keys()])].filter(
    (key) => !TELLING.has(key) && JSON.stringify(one.get(key)) !== JSON.stringify(other.get(key)),
  );
}

/** Compares the live month with the one told anew. What people who were erased left stands in the live one alone: it is taken over first. */
export async function compared(live: Facts, told: Facts, month: string): Promise<Comparison> {
  const result: Comparison = { encounters: 0, erased: 0, figures: false, differences: [], differing: 0 };
  const note = (session: string, what: Comparison['differences'][number]['what'], facts: string[] = []) => {
    result.differing += 1;
    if (result.differences.length < NAMED) result.differences.push({ session, what, facts });
  };
  const erased: Encounter[] = [];
  const again = all(told);
  let next = (await again.next()).value as Encounter | undefined;
  const follow = async () => {
    next = (await again.next()).value as Encounter | undefined;
  };
  for await (const one of all(live)) {
    result.encounters += 1;
    for (; next && next.session < one.session; await follow()) note(next.session, 'missing');
    const same = next?.session === one.session ? next : null;
    if (same) await follow();
    if (one.customer === ERASED) erased.push(one);
    else if (!same) note(one.session, 'untold');
    else {
      const facts = differing(one, same);
      if (facts.length > 0) note(one.session, 'differs', facts);
    }
  }
  for (; next; await follow()) note(next.session, 'missing');
  result.erased = erased.length;
  for (let at = 0; at < erased.length; at += PAGE) await told.tell(erased.slice(at, at + PAGE));
  result.figures = await sameFigures(live, told, month);
  return result;
}

async function sameFigures(live: Facts, told: Facts, month: string): Promise<boolean> {
  const range = { from: `${month}-01`, to: `${month}-31`, parts: false };
  const counted = async (ledger: Facts) =>
    JSON.stringify(
      await Promise.all((['agent', 'group', 'channel'] as const).map((by) => ledger.count({ range, by }))),
    );
  const [one, other] = await Promise.all([counted(live), counted(told)]);
  return one === other;
}
