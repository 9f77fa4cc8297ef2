/** Entries as one row of bytes, and what is laid upon them. */
import { describe, expect, test } from 'vitest';
import type { Item } from '../../shared/knowledge-calls.ts';
import type { Entry } from '../../shared/knowledge.ts';
import { decide, match } from '../../worker/brain/retrieval/retrieval.ts';
import { demoKnowledge } from '../../worker/knowledge/demo.ts';
import { packItems, Shelved, slim } from '../../worker/knowledge/pack.ts';
import { patched } from '../../worker/knowledge/shelf.ts';
import { snapshotOf } from '../../worker/knowledge/snapshot.ts';

const entries = demoKnowledge().entries.slice(0, 40);
const itemOf = (body: Entry): Item => ({ kind: 'entry', id: body.id, body });
const shelved = Shelved.of(packItems(entries.map(itemOf)));
const [first] = entries;
if (!first) throw new Error('no demo entries');

describe('a pack', () => {
  test('K30 gives every entry back by its id, without the similar questions, which stand in the index', () => {
    expect(shelved.entries.size).toBe(entries.length);
    for (const entry of entries) {
      expect(shelved.entries.get(entry.id)).toEqual(slim(itemOf(entry)).body);
      expect(shelved.entries.get(entry.id)?.zh?.similar).toEqual([]);
    }
    expect(shelved.entries.get('no-such')).toBeUndefined();
    expect(shelved.flows.size).toBe(0);
  });

  test('K32 with changes adds, replaces and takes away; the one before stays as it was', () => {
    const changed = { ...first, category: 'changed' };
    const added = { ...first, id: 'added' };
    const gone = entries[1]?.id ?? '';
    const next = shelved.with([
      { kind: 'entry', id: first.id, live: itemOf(changed) },
      { kind: 'entry', id: 'added', live: itemOf(added) },
      { kind: 'entry', id: gone, live: null },
    ]);
    expect(next.entries.size).toBe(entries.length);
    expect(next.entries.get(first.id)?.category).toBe('changed');
    expect(next.entries.get('added')?.id).toBe('added');
    expect(next.entries.get(gone)).toBeUndefined();
    expect(shelved.entries.get(gone)).toBeDefined();
    expect(next.with([{ kind: 'entry', id: 'added', live: null }]).entries.size).toBe(entries.length - 1);
  });

  test('K38 tells for whom and when an entry is without reading it, also after changes', () => {
    const members: Entry = { ...first, id: 'members', audience: 'members', validUntil: 9 };
    const packed = Shelved.of(packItems([itemOf(first), itemOf(members)]));
    expect([...packed.bounds]).toEqual([['members', { audience: 'members', validUntil: 9 }]]);
    const opened = packed.with([{ kind: 'entry', id: 'members', live: itemOf({ ...first, id: 'members' }) }]);
    expect(opened.bounds.size).toBe(0);
    const closed = opened.with([{ kind: 'entry', id: first.id, live: itemOf({ ...first, validFrom: 5 }) }]);
    expect(closed.bounds.get(first.id)).toEqual({ audience: 'everyone', validFrom: 5 });
    expect(closed.with([{ kind: 'entry', id: first.id, live: null }]).bounds.size).toBe(0);
  });

  test('that was cut is refused', () => {
    expect(() => Shelved.of(packItems(entries.map(itemOf)).slice(0, -1))).toThrow('pack');
    expect(Shelved.of(new Uint8Array()).entries.size).toBe(0);
  });
});

describe('a version after changes', () => {
  const before = snapshotOf({ version: 'v1', entries, flows: [], top: [first.id], synonyms: [] });
  const lamp: Entry = {
    ...first,
    id: 'lamp',
    zh: { question: '台灯怎么换灯泡', similar: ['换灯泡'], answer: { text: '拧下来' } },
  };

  test('K30 K32 finds what is new, learns what was confirmed, finds no more what is gone, and shares the rest', () => {
    const { snapshot } = patched(before, shelved, {
      ...{ version: 'v2', top: ['lamp'] },
      changes: [
        { kind: 'entry', id: 'lamp', live: itemOf(lamp), confirmed: { zh: ['亮的那个不亮了'] } },
        { kind: 'entry', id: first.id, live: null },
      ],
    });
    const found = (question: string) => decide(match(snapshot.index.zh, question)).best?.id;
    expect([snapshot.version, snapshot.top]).toEqual(['v2', ['lamp']]);
    expect([found('换灯泡'), found('亮的那个不亮了')]).toEqual(['lamp', 'lamp']);
    expect(match(snapshot.index.zh, first.zh?.question ?? '').map(({ id }) => id)).not.toContain(first.id);
    expect(before.index.zh).not.toBe(snapshot.index.zh);
    expect(match(before.index.zh, '换灯泡').map(({ id }) => id)).not.toContain('lamp');
  });
});
