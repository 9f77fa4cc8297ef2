/** A population lives through three years of evidence: how many merges were wrong, and how many of the right ones were found. */
import { decide } from '../../worker/identity/decide.ts';
import { EvidenceGraph } from './graph.ts';
import { actsOf, chance, type Act } from './people.ts';

export type Population = {
  people: number;
  acts: number;
  /** Links and merges after which a line holds what two real people did. */
  wrongMerges: number;
  /** Of the merges that some act gave evidence for, how many were made (per cent): by themselves, or by a suggestion rightly confirmed. */
  recall: number;
  needed: number;
  byItself: number;
  confirmed: number;
  /** Suggestions asked, rightly declined among them. */
  suggested: number;
  declined: number;
  /** Acts that landed in a known person's line because they came from an address of theirs; no merge, and no screen shows them more. */
  strayed: number;
  alerts: number;
};

/** Whose a line is: everybody it may be (a number's line: whoever has the number in hand), and who surely spoke there. */
type Truth = { may: Set<number>; did: Set<number> };

/** Asked whether the other side is them too, people answer so often, else they are asked again at their next acts; agents work a list off. */
const ANSWERED = { nobody: 1, customer: 0.85, agent: 0.96 };

export function population(given: { people: number; seed: number; haste?: number; rule?: typeof decide }): Population {
  const acts = actsOf(given.people, given.seed, given.haste);
  const random = chance(given.seed + 1);
  const truths = new Map<string, Truth>();
  const ways = new Map<string, string>();
  const figures = { wrongMerges: 0, byItself: 0, confirmed: 0, suggested: 0, declined: 0, strayed: 0 };
  const truthOf = (line: string): Truth => truths.get(line) ?? { may: new Set(), did: new Set() };

  const graph = new EvidenceGraph((join, person, other) => {
    if (random() >= ANSWERED[join.confirm]) return null;
    figures.suggested += 1;
    const isRight = isOne(truthOf(person), truthOf(other));
    if (!isRight) figures.declined += 1;
    return isRight;
  }, given.rule ?? decide);
  graph.onMerge = (survivor, loser, join) => {
    const [one, other] = [truthOf(survivor), truthOf(loser)];
    if (!isOne(one, other)) figures.wrongMerges += 1;
    else if (join.act === 'merge') figures.byItself += 1;
    else figures.confirmed += 1;
    truths.set(survivor, together(one, other));
  };

  let now: Act | undefined;
  graph.onLanded = (person, decision, apart) => {
    if (!now) return;
    const me = only(now.who);
    for (const line of apart) truths.set(line, me);
    const byNumber = now.evidence.proofs.every(({ source }) => source === 'number');
    if (decision.person === null) {
      truths.set(person, byNumber ? { may: new Set(now.holders), did: new Set() } : me);
      return;
    }
    const line = truthOf(person);
    const isTheirs = byNumber ? now.holders.some((who) => line.may.has(who)) : isOne(line, me);
    if (byNumber) figures.strayed += isTheirs ? 0 : 1;
    else if (decision.links.length + decision.moves.length > 0) {
      figures.wrongMerges += isTheirs ? 0 : 1;
      truths.set(person, together(line, me));
    } else if (graph.marks(person).some(({ kind }) => kind !== 'device')) figures.strayed += isTheirs ? 0 : 1;
    // Nobody is known here: what several said on one browser is nobody's alone any more.
    else line.did.add(now.who);
  };

  const root = (line: string): string => {
    let at = line;
    for (let next = ways.get(at); next !== undefined; next = ways.get(at)) at = next;
    return at;
  };
  for (const act of acts) {
    now = act;
    const hashes = act.evidence.proofs.map(({ key }) => key.hash);
    const before = hashes.map((hash) => graph.holder(hash));
    const { person } = graph.take(act.evidence);
    // What one act of theirs touched, and is theirs alone, should be one in the end.
    const touched = new Set([...before, person, ...hashes.map((hash) => graph.holder(hash))]);
    const mine = [...touched].filter((line) => line !== null).filter((line) => isOne(truthOf(line), only(act.who)));
    const [first, ...rest] = mine.map(root);
    for (const line of rest) if (first !== undefined && root(line) !== root(first)) ways.set(root(line), root(first));
  }
  const { needed, missed } = missing(ways, root, graph);
  const recall = needed === 0 ? 100 : ((needed - missed) / needed) * 100;
  return { people: given.people, acts: acts.length, ...figures, needed, recall, alerts: graph.alerts };
}

/** Over the groups of lines that should be one: merges needed, and those not made. */
function missing(
  ways: ReadonlyMap<string, string>,
  root: (line: string) => string,
  graph: EvidenceGraph,
): { needed: number; missed: number } {
  const groups = new Map<string, Set<string>>();
  for (const line of ways.keys()) {
    const group = groups.get(root(line)) ?? new Set([root(line)]);
    groups.set(root(line), group.add(line));
  }
  let needed = 0;
  let missed = 0;
  for (const group of groups.values()) {
    needed += group.size - 1;
    missed += new Set([...group].map((line) => graph.heir(line))).size - 1;
  }
  return { needed, missed };
}

function only(who: number): Truth {
  return { may: new Set([who]), did: new Set([who]) };
}

/** Whether one real person can be behind both. */
function isOne(one: Truth, other: Truth): boolean {
  const did = new Set([...one.did, ...other.did]);
  if (did.size > 1) return false;
  const [who] = did;
  if (who !== undefined) return one.may.has(who) && other.may.has(who);
  return [...one.may].some((may) => other.may.has(may));
}

function together(one: Truth, other: Truth): Truth {
  const may = new Set([...one.may].filter((who) => other.may.has(who)));
  const did = new Set([...one.did, ...other.did]);
  return { may: may.size > 0 ? may : new Set([...one.may, ...other.may]), did };
}
