/** What is asked of the actor that keeps the knowledge. Every call may be repeated: it names its base, carries a key or only reads. */
import type * as v from 'valibot';
import type { Flow } from './flow.ts';
import type { Entry, EntryState, EvaluationQuestion, Language, QuestionHeard, Synonyms } from './knowledge.ts';
import type * as api from './knowledge-api.ts';
import type { Result } from './refusal.ts';

/** Entries and flows are written, reviewed and published alike. */
export type Item = { kind: 'entry'; id: string; body: Entry } | { kind: 'flow'; id: string; body: Flow };
export type ItemName = Pick<Item, 'kind' | 'id'>;

/** Who acts; the hall says what they may. */
export type Editor = { id: string; name: string; approves: boolean };

/** Questions people asked that proved to mean an entry. */
export type Confirmed = Partial<Record<Language, string[]>>;

/** What one publication put or took away, as it stands now. `live` null: retired. */
export type Change = ItemName & { live: Item | null; confirmed?: Confirmed };

/** Sizes in bytes of a packed version's parts, which are fetched piece by piece. */
export type Packed = { number: number; version: string; format: string; entries: number; zh: number; en: number };
export type PackedPart = 'entries' | Language;

/** What leads from a version to the newest one. After `changes` and `whole` there may be more: ask again with the new version. */
export type Since =
  | { kind: 'same'; version: string }
  | { kind: 'changes'; version: string; top: string[]; changes: Change[] }
  | { kind: 'whole'; packed: Packed; top: string[] };

export type RowsAsked = {
  kind: Item['kind'] | null;
  category: string | null;
  state: EntryState | null;
  search: string;
  after: string | null;
};

type Answered<Schema extends v.GenericSchema> = Omit<v.InferOutput<Schema>, 'ok'>;
export type Overview = Omit<Answered<typeof api.overviewAnswer>, 'may'>;
export type RevisionView = v.InferOutput<typeof api.revisionView>;
export type ItemView = {
  item: Item;
  state: EntryState;
  revision: number;
  live: { revision: number; item: Item } | null;
  history: RevisionView[];
};
export type Clash = { language: Language; text: string; one: ItemName; other: ItemName };
export type AskedGroup = Omit<api.UnknownGroup, 'suggestions'>;

export interface KnowledgeCalls {
  /** A customer's question that was missed, refused, unhelpful or confirmed; heard once by its key. */
  heard(question: QuestionHeard): Promise<Result<{ duplicate: boolean }>>;

  /** Somebody erased everything: what they alone asked goes too. */
  forget(asker: string): Promise<{ ok: true }>;

  /** How often entries answered in an isolate since it last told; about right is enough, so a lost answer may count twice. */
  answered(told: [string, number][]): Promise<void>;
  /** Times a year by entry; null while too little was counted to say. */
  demand(): Promise<[string, number][] | null>;

  /** What an isolate at this version lacks; null: it has nothing. Answers null while nothing was ever published. */
  since(version: string | null): Promise<Since | null>;
  /** A piece of a packed version from this byte on, at most 1.5 MiB; null when that version is packed no more. */
  piece(asked: { number: number; part: PackedPart; from: number }): Promise<Uint8Array | null>;

  overview(): Promise<Overview>;
  /** Sets what is given. Synonyms are with the customers as soon as the base is packed anew. */
  settings(
    order: { by: Editor; synonyms?: Synonyms[]; evaluation?: EvaluationQuestion[] } & v.InferOutput<
      typeof api.settingsRequest
    >,
  ): Promise<Result<object>>;
  rows(asked: RowsAsked): Promise<Answered<typeof api.rowsAnswer>>;
  item(name: ItemName): Promise<Result<ItemView>>;
  revision(asked: ItemName & { revision: number }): Promise<Result<{ revision: RevisionView; item: Item }>>;

  /** Writes a draft upon `base`; the same words again change nothing. */
  save(order: {
    by: Editor;
    item: Item;
    base: number | null;
    note: string;
  }): Promise<Result<{ revision: number; state: EntryState }>>;
  move(
    order: { by: Editor } & v.InferOutput<typeof api.moveRequest>,
  ): Promise<Result<{ revision: number; state: EntryState }>>;
  publish(order: {
    by: Editor;
    items: ItemName[];
    note: string;
  }): Promise<Result<Omit<Answered<typeof api.publishAnswer>, 'tookMs'>>>;
  /** What publishing these (null: every draft) would change, without doing it. */
  drafts(items: ItemName[] | null): Promise<Change[]>;

  /** Compares entries of a file with what stands, in their order, and writes the drafts when told. */
  takeIn(order: {
    by: Editor;
    entries: Entry[];
    write: boolean;
    note: string;
  }): Promise<Result<{ actions: ('add' | 'change' | 'same')[]; written: number }>>;
  /** Newest (or live) entries after this id, about 4 MiB of them. */
  entries(asked: { after: string; live: boolean }): Promise<{ entries: Entry[]; next: string | null }>;

  /** The same question in two live entries or flows. */
  clashes(): Promise<Clash[]>;
  unknown(): Promise<{ groups: AskedGroup[]; total: number }>;
  resolve(
    order: { by: Editor } & v.InferOutput<typeof api.resolveUnknownRequest>,
  ): Promise<Result<{ entry: string | null; revision: number | null }>>;

  synonyms(): Promise<Synonyms[]>;
  evaluation(): Promise<EvaluationQuestion[]>;
}
