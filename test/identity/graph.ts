/** Identity's tables in memory: takes evidence, does what `decide` says, and carries merges out at once. */
import { decide, MERGES_PER_DAY, type Decision, type Join } from '../../worker/identity/decide.ts';
import {
  bound,
  confirmed,
  contested,
  inOrder,
  isSomebody,
  isStrong,
  type Edge,
  type Evidence,
  type Mark,
  type Proof,
} from '../../worker/identity/evidence.ts';

const DAY = 86_400_000;

type Open = { join: Join; other: string; times: number };

/** What somebody says to a suggestion; null: nothing yet. */
export type Answer = (join: Join, person: string, other: string) => boolean | null;

export class EvidenceGraph {
  readonly edges = new Map<string, Edge>();
  readonly #marks = new Map<string, Mark[]>();
  readonly #heirs = new Map<string, string>();
  readonly #merges = new Map<string, number[]>();
  readonly #declined = new Set<string>();
  readonly #frozen = new Set<string>();
  /** Suggestions not answered yet, by the person asked. */
  readonly #open = new Map<string, Open[]>();
  /** Told of each merge just before it is made. */
  onMerge: (survivor: string, loser: string, join: Join) => void = () => undefined;
  /** Told where an act landed, before anybody is joined. */
  onLanded: (person: string, decision: Decision, apart: readonly string[]) => void = () => undefined;
  alerts = 0;
  /** In whose lines nothing was ever said. */
  readonly empty = new Set<string>();
  #serial = 0;
  readonly #answer: Answer;
  readonly #decide: typeof decide;

  constructor(answer: Answer = () => null, rule: typeof decide = decide) {
    this.#answer = answer;
    this.#decide = rule;
  }

  /** Who this person is by now. */
  heir(person: string): string {
    let at = person;
    for (let next = this.#heirs.get(at); next !== undefined; next = this.#heirs.get(at)) at = next;
    if (at !== person) this.#heirs.set(person, at);
    return at;
  }

  holder(hash: string): string | null {
    const edge = this.edges.get(hash);
    return edge ? this.heir(edge.person) : null;
  }

  marks(person: string): readonly Mark[] {
    return this.#marks.get(person) ?? [];
  }

  take(evidence: Evidence): { person: string; decision: Decision } {
    const edges = new Map<string, Edge>();
    for (const { key } of evidence.proofs) {
      const edge = this.edges.get(key.hash);
      if (edge) edges.set(key.hash, { ...edge, person: this.heir(edge.person) });
    }
    const decision = this.#decide(evidence, {
      edges,
      marks: (person) => this.marks(person),
      merges: (person) => this.#mergesOf(person, evidence.at),
      isEmpty: (person) => this.empty.has(person),
      declined: (one, other) => this.#declined.has(pair(one, other)),
    });
    const person = decision.person ?? this.#fresh();
    for (const proof of decision.links) this.#bind(proof, person, evidence);
    const apart = decision.apart.map((proof) => {
      const another = this.#fresh();
      this.#bind(proof, another, evidence);
      return another;
    });
    for (const proof of decision.confirms) {
      const edge = this.edges.get(proof.key.hash);
      if (edge) this.edges.set(proof.key.hash, confirmed(edge, proof, evidence.at));
    }
    for (const { proof } of decision.moves) this.#bind(proof, person, evidence, evidence.at);
    for (const proof of decision.renews) {
      const edge = this.edges.get(proof.key.hash);
      if (edge) this.edges.set(proof.key.hash, confirmed(edge, proof, evidence.at));
    }
    for (const { key, rival } of decision.contests) {
      const edge = this.edges.get(key.hash);
      if (edge) this.edges.set(key.hash, contested(edge, rival, evidence.at));
    }
    this.onLanded(person, decision, apart);
    const open = this.#open.get(this.heir(person)) ?? [];
    this.#open.delete(this.heir(person));
    for (const { join, other, times } of open) this.#ask({ join, other, times }, person, evidence);
    for (const join of decision.joins) this.#join(join, person, evidence);
    return { person: this.heir(person), decision };
  }

  /** Real keys by person, each set in order. */
  partition(): string[][] {
    const sets = new Map<string, string[]>();
    for (const hash of this.edges.keys()) {
      const person = this.holder(hash) ?? '';
      sets.set(person, [...(sets.get(person) ?? []), hash]);
    }
    return [...sets.values()]
      .map((keys) => keys.toSorted())
      .toSorted((left, right) => ((left[0] ?? '') < (right[0] ?? '') ? -1 : 1));
  }

  #fresh(): string {
    this.#serial += 1;
    return `c_${this.#serial}`;
  }

  #bind(proof: Proof, person: string, evidence: Evidence, movedAt: number | null = null): void {
    const { kind, realm = '', hash } = proof.key;
    this.edges.set(hash, { ...bound(proof, person, evidence), movedAt });
    if (!isSomebody(proof)) return;
    this.#marks.set(person, [...this.marks(person), { kind, realm, hash }]);
  }

  #join(join: Join, began: string, evidence: Evidence): void {
    if (join.alert) this.alerts += 1;
    const person = this.heir(began);
    const other = join.other === null ? this.holder(join.key.hash) : this.heir(join.other);
    if (other === null || other === person) return;
    if (join.alert) for (const one of [person, other]) this.#frozen.add(one);
    if (join.act === 'merge') this.#merge(person, other, join, evidence.at);
    else if (join.act === 'suggest') this.#ask({ join, other, times: 0 }, person, evidence);
  }

  #ask({ join, other: began, times }: Open, asked: string, evidence: Evidence): void {
    const person = this.heir(asked);
    const other = this.heir(began);
    if (other === person) return;
    const said = this.#answer(join, person, other);
    if (said === true) this.#merge(person, other, join, null);
    else if (said === false) this.#decline(join, person, other, evidence);
    else if (times < 3) {
      this.#open.set(person, [...(this.#open.get(person) ?? []), { join, other, times: times + 1 }]);
    }
  }

  #decline(join: Join, person: string, other: string, evidence: Evidence): void {
    this.#declined.add(pair(person, other));
    const edge = this.edges.get(join.key.hash);
    const who = inOrder(evidence).find(({ key }) => isStrong(key.kind))?.key.hash ?? person;
    if (edge && join.key.kind !== 'order') this.edges.set(join.key.hash, contested(edge, who, evidence.at));
  }

  #merge(person: string, other: string, join: Join, at: number | null): void {
    this.onMerge(person, other, join);
    this.#heirs.set(other, person);
    this.#marks.set(person, [...this.marks(person), ...this.marks(other)]);
    this.#marks.delete(other);
    const times = [...(this.#merges.get(person) ?? []), ...(this.#merges.get(other) ?? [])];
    this.#merges.set(person, (at === null || join.empty === true ? times : [...times, at]).slice(-2 * MERGES_PER_DAY));
  }

  #mergesOf(person: string, at: number): number {
    if (this.#frozen.has(person)) return Number.POSITIVE_INFINITY;
    return (this.#merges.get(person) ?? []).filter((time) => at - time < DAY).length;
  }
}

function pair(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}
