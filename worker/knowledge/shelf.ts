/**
 * The published knowledge as this isolate keeps it: one for all actors and requests in it. Asked for synchronously; looked after
 * in the background, so that no turn waits for it but the first.
 */
import type { KnowledgeCalls, Packed, PackedPart, Since } from '../../shared/knowledge-calls.ts';
import type { Language, Snapshot } from '../brain/entry.ts';
import { putBack, takeCounts } from './demand.ts';
import { indexFromBytes, patchIndex, type Document, type Index } from '../brain/retrieval/retrieval.ts';
import { faultLine, freshNumber, log } from '../log.ts';
import { packFormat, Shelved } from './pack.ts';
import { documentFor } from './snapshot.ts';
import { languages } from './words.ts';

/** A version is looked after so often, at most. */
const FRESH_MS = 2_000;
/** The longest a turn waits for a cold shelf: with the time the desk is given, a wish for a person is told within a second. */
const WAIT_MS = 600;
/** Editors rather wait than see what was. */
const EDITORS_WAIT_MS = 10_000;
/** After a failure nobody waits again for so long. */
const REST_MS = 5_000;
/** A flight whose request was ended under it never lands. */
const LOST_MS = 15_000;

/** Counts of answers are told so often, at most. */
const TELL_MS = 60_000;
/** From nothing it takes two or three; more mean that something turns in circles. */
const STEPS = 100;

/** The actor's name: one per deployment. */
export const KNOWLEDGE = 'main';

type Sought = Pick<KnowledgeCalls, 'since' | 'piece' | 'answered' | 'demand'>;
type Source = {
  KNOWLEDGE: { getByName(name: string): Sought };
  KNOWLEDGE_WAIT_MS?: string;
};
type Shelf = {
  snapshot: Snapshot | null;
  shelved: Shelved | null;
  lookedAt: number;
  flight: { began: number; landing: Promise<void> } | null;
  restUntil: number;
  failing: boolean;
  toldAt: number;
};

const empty = (): Shelf => ({
  ...{
    snapshot: null,
    shelved: null,
    lookedAt: -Infinity,
    flight: null,
    restUntil: -Infinity,
    failing: false,
    toldAt: -Infinity,
  },
});
let shelf = empty();

/** The newest version this isolate has; null: none yet. Sees to it that the next one comes. */
export function knowledgeNow(env: Source): Snapshot | null {
  const age = Date.now() - shelf.lookedAt;
  // A clock set back makes an age below zero: look again.
  if (shelf.snapshot && (age > FRESH_MS || age < 0)) void look(env);
  return shelf.snapshot;
}

/** Waits, when this isolate has no version yet, until it has one: a second at most, and not again soon after that failed. */
export async function ensureKnowledge(env: Source): Promise<void> {
  const now = Date.now();
  if (shelf.snapshot || (now < shelf.restUntil && shelf.restUntil - now <= REST_MS)) return;
  await lookFor(env, Number(env.KNOWLEDGE_WAIT_MS ?? WAIT_MS));
  if (!shelf.snapshot) shelf.restUntil = Date.now() + REST_MS;
}

/** Asks for what is newer and takes it, now; editors wait longer for it than customers. */
export async function lookAgain(env: Source): Promise<Snapshot | null> {
  await lookFor(env, EDITORS_WAIT_MS);
  return shelf.snapshot;
}

/** Never longer than this: a flight begun by another request may have been ended with it. */
async function lookFor(env: Source, waitMs: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, waitMs);
  });
  await Promise.race([look(env), late]);
  clearTimeout(timer);
}

/** Begins again without a version, as a new isolate does. */
export function forgetKnowledge(): void {
  shelf = empty();
}

/** One flight at a time; never rejects. */
function look(env: Source): Promise<void> {
  const now = Date.now();
  const { flight } = shelf;
  if (flight && now - flight.began < LOST_MS && now >= flight.began) return flight.landing;
  const mine = shelf;
  mine.lookedAt = now;
  const landing = follow(env.KNOWLEDGE.getByName(KNOWLEDGE), mine).then(
    () => {
      mine.failing = false;
      mine.flight = null;
    },
    (fault: unknown) => {
      // Said once: as long as it goes on, every two seconds would say the same.
      if (!mine.failing) log(faultLine('', freshNumber(), 'knowledge shelf', fault));
      mine.failing = true;
      mine.flight = null;
    },
  );
  mine.flight = { began: now, landing };
  return landing;
}

/** Takes what leads to the newest version, step by step. */
async function follow(knowledge: Sought, onto: Shelf): Promise<void> {
  for (let steps = 0; steps < STEPS; steps += 1) {
    const step = await knowledge.since(onto.snapshot?.version ?? null);
    if (!step || step.kind === 'same') return await exchange(knowledge, onto);
    const next = step.kind === 'whole' ? await mount(knowledge, step.packed, step.top) : patch(onto, step);
    // The pack was replaced while it was read: ask again.
    if (!next) continue;
    onto.snapshot = next.snapshot;
    onto.shelved = next.shelved;
  }
  throw new Error(`no newest version within ${STEPS} steps`);
}

/** Tells what was counted here, and learns how often entries are asked for. */
async function exchange(knowledge: Sought, onto: Shelf): Promise<void> {
  if (!onto.snapshot || Date.now() - onto.toldAt < TELL_MS) return;
  onto.toldAt = Date.now();
  const counted = takeCounts();
  try {
    if (counted.length > 0) await knowledge.answered(counted);
  } catch (fault) {
    putBack(counted);
    throw fault;
  }
  const demand = await knowledge.demand();
  if (demand) onto.snapshot = { ...onto.snapshot, asked: new Map(demand) };
}

type Next = { snapshot: Snapshot; shelved: Shelved };

async function mount(
  knowledge: Pick<KnowledgeCalls, 'piece'>,
  packed: Packed,
  top: readonly string[],
): Promise<Next | null> {
  if (packed.format !== packFormat()) throw new Error(`pack of format ${packed.format}, not ${packFormat()}`);
  const read = async (part: PackedPart): Promise<Uint8Array | null> => {
    const bytes = new Uint8Array(packed[part]);
    for (let from = 0; from < bytes.byteLength;) {
      const piece = await knowledge.piece({ number: packed.number, part, from });
      if (!piece || piece.byteLength === 0) return null;
      bytes.set(piece, from);
      from += piece.byteLength;
    }
    return bytes;
  };
  const [entries, zh, en] = [await read('entries'), await read('zh'), await read('en')];
  if (!entries || !zh || !en) return null;
  const shelved = Shelved.of(entries);
  const index = { zh: indexFromBytes(zh), en: indexFromBytes(en) };
  return { shelved, snapshot: snapshotOn(shelved, packed.version, top, index) };
}

function patch({ snapshot, shelved }: Shelf, step: Extract<Since, { kind: 'changes' }>): Next | null {
  if (!snapshot || !shelved) return null;
  return patched(snapshot, shelved, step);
}

/** A version after changes; shares what did not change with the one before. */
export function patched(
  snapshot: Snapshot,
  shelved: Shelved,
  { changes, version, top }: Pick<Extract<Since, { kind: 'changes' }>, 'changes' | 'version' | 'top'>,
): Next {
  const next = shelved.with(changes);
  const after = (language: Language): Index => {
    const put: Document[] = [];
    const gone: string[] = [];
    for (const { kind, id, live, confirmed } of changes) {
      const document = live && documentFor(live, language, confirmed);
      if (document) put.push(document);
      else gone.push(kind === 'flow' ? `flow:${id}` : id);
    }
    const index = snapshot.index[language];
    return changes.length === 0 ? index : patchIndex(index, { put, gone });
  };
  const index = Object.fromEntries(languages.map((language) => [language, after(language)])) as Record<Language, Index>;
  const { asked } = snapshot;
  return { shelved: next, snapshot: { ...snapshotOn(next, version, top, index), ...(asked ? { asked } : {}) } };
}

function snapshotOn(
  { entries, flows, bounds }: Shelved,
  version: string,
  top: readonly string[],
  index: Record<Language, Index>,
): Snapshot {
  return { version, entries, flows, bounds, top, index };
}

/** This isolate's newest version with drafts upon it, for editors' trials; null without one. */
export function withDrafts(changes: Extract<Since, { kind: 'changes' }>['changes']): Snapshot | null {
  const { snapshot, shelved } = shelf;
  if (!snapshot || !shelved) return null;
  const { version, top } = snapshot;
  return patched(snapshot, shelved, { changes, version, top: [...top] }).snapshot;
}
