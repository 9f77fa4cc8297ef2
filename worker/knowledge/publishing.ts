/** Versions: what a publication changes, what an isolate lacks, and the newest version packed whole. */
import type { Change, Editor, Item, ItemName, Since } from '../../shared/knowledge-calls.ts';
import type { Language } from '../../shared/knowledge.ts';
import { buildIndex, indexToBytes, type Document } from '../brain/retrieval/retrieval.ts';
import type { ConfirmedStore } from './confirmed.ts';
import type { Shelves } from './editing.ts';
import { packFormat, packItems } from './pack.ts';
import { versionAfter } from './rules.ts';
import { documentFor } from './snapshot.ts';
import type { ItemStore } from './store.ts';
import { languages } from './words.ts';

/** Building an index stops everything else of its thread: a big base is packed at night, when so many items or this part changed … */
const DRIFT = 2_000;
const DRIFT_PART = 0.02;
/** … or soon, when it is this part; or so many publications stand upon it. */
const DRIFT_MOST = 0.05;
const DRIFT_VERSIONS = 200;
/** Publications come in rows; the pack waits for their end. */
const REST_MS = 3_000;
/** Bases up to so many questions are packed after every publication: mounting is quicker than patching. */
const SMALL = 4_000;
/** Behind by more items than this, an isolate takes the newest pack rather than the changes. */
const FAR = 500;
/** Packs up to so many bytes are mounted rather than patched. */
const LIGHT = 4 * 1024 * 1024;
/** Text of changes told at once. */
const TOLD_CHARACTERS = 4_000_000;

/** Makes the next version out of these and of what customers confirmed meanwhile; the caller then says what is live. */
export function issue(
  { publications, meta, items, confirmed }: Shelves,
  given: { by: Pick<Editor, 'id' | 'name'>; note: string; items: readonly ItemName[]; reshape?: boolean },
  now: number,
): string {
  const last = publications.newest();
  const version = versionAfter(last?.version ?? null, now);
  const shape = (last?.shape ?? 0) + (given.reshape ? 1 : 0);
  const learned = confirmed.takeUntold().map((id) => ({ kind: 'entry' as const, id }));
  const { by, note } = given;
  const seq = publications.add({ version, at: now, by, note, shape, items: [...given.items, ...learned] });
  const packed = publications.packed();
  const drift = packed ? publications.changedSince(packed.seq) / Math.max(DRIFT, items.liveCount()) : 1;
  if (given.reshape || isSmall(items)) meta.setPackAt(now);
  else if (drift >= DRIFT_MOST || (packed && seq - packed.seq > DRIFT_VERSIONS)) meta.setPackAt(now + REST_MS);
  else if (drift >= DRIFT_PART) meta.setPackAt(meta.packAt() ?? quietHour(now));
  return version;
}

function isSmall(items: ItemStore): boolean {
  return items.liveQuestions() <= SMALL;
}

/** The next half past three in the morning where the company is. */
function quietHour(now: number): number {
  const day = 86_400_000;
  const hour = 3.5 * 3_600_000 - 8 * 3_600_000;
  return Math.ceil((now - hour) / day) * day + hour;
}

/** What an isolate at this version lacks. Whoever is far behind, or from before another shape, takes the whole first. */
export function since(shelves: Shelves, version: string | null): Since | null {
  const { publications, meta } = shelves;
  const newest = publications.newest();
  const packed = publications.packed();
  if (!newest || !packed) return null;
  if (version === newest.version) return { kind: 'same', version };
  const from = version === null ? null : publications.named(version);
  const shaped = publications.shapeAt(packed.seq);
  // Another shape waits for its pack, which the alarm is about to make.
  if (from && from.shape === shaped && shaped !== newest.shape) return { kind: 'same', version: from.version };
  // A small base is about to be packed, and mounting that costs everybody less.
  if (from && from.shape === newest.shape && from.seq >= packed.seq && meta.packAt() !== null && isSmall(shelves.items))
    return { kind: 'same', version: from.version };
  const far = !from || publications.changedSince(from.seq) > FAR;
  const light = packed.zh + packed.en <= LIGHT;
  const ahead = !from || from.seq < packed.seq;
  if (!from || from.shape !== newest.shape || (ahead && (far || light))) {
    if (packed.format !== packFormat()) return null;
    const { seq: _seq, ...whole } = packed;
    return { kind: 'whole', packed: whole, top: meta.top() };
  }
  return { ...changesAfter(shelves, from), top: meta.top() };
}

function changesAfter({ publications, items, confirmed }: Shelves, from: { seq: number; version: string }) {
  const told = new Map<string, Change>();
  let size = 0;
  let reached = from.version;
  for (const { seq, version } of publications.after(from.seq)) {
    if (size > TOLD_CHARACTERS) break;
    for (const name of publications.changesOf(seq)) {
      if (told.has(`${name.kind}:${name.id}`)) continue;
      const live = liveOf(items, name);
      size += live ? JSON.stringify(live.body).length : 0;
      told.set(`${name.kind}:${name.id}`, { ...name, live, ...confirmedIn(confirmed, name) });
    }
    reached = version;
  }
  return { kind: 'changes' as const, version: reached, changes: [...told.values()] };
}

/** The words of a name's live revision. */
export function liveOf(items: ItemStore, name: ItemName): Item | null {
  const live = items.head(name)?.live ?? null;
  return live === null ? null : items.body(name, live);
}

/** What people confirmed of an entry, as a part of its change. */
export function confirmedIn(confirmed: ConfirmedStore, { kind, id }: ItemName): Pick<Change, 'confirmed'> {
  const proven = kind === 'entry' ? confirmed.of(id) : {};
  return Object.keys(proven).length > 0 ? { confirmed: proven } : {};
}

export type PackReport = { version: string; questions: number; bytes: number; ms: number };

/** Packs the newest version whole: entries, and an index a language. The longest act of this room. */
export function packNewest({ publications, meta, items, confirmed }: Shelves): PackReport | null {
  const began = Date.now();
  const newest = publications.newest();
  meta.setPackAt(null);
  const before = publications.packed();
  if (!newest || (before?.seq === newest.seq && before.format === packFormat())) return null;
  const documents: Record<Language, Document[]> = { zh: [], en: [] };
  const everything = (function* () {
    for (const item of items.live()) {
      for (const language of languages) {
        const document = documentFor(item, language, confirmedIn(confirmed, item).confirmed);
        if (document) documents[language].push(document);
      }
      yield item;
    }
  })();
  const entries = packItems(everything);
  const synonyms = meta.synonyms();
  const index = (language: Language) => {
    const groups = synonyms.filter((one) => one.language === language).map((one) => one.words);
    return indexToBytes(buildIndex(documents[language], { language, synonyms: groups }));
  };
  const parts = { entries, zh: index('zh'), en: index('en') };
  publications.pack(newest.seq, packFormat(), parts);
  const bytes = parts.entries.byteLength + parts.zh.byteLength + parts.en.byteLength;
  return { version: newest.version, questions: items.liveQuestions(), bytes, ms: Date.now() - began };
}
