/** Versions on their way: what isolates lack, packs, patches, and what they do when the base is away. */
import { env } from 'cloudflare:workers';
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { KnowledgeCalls } from '../../shared/knowledge-calls.ts';
import { decide, match } from '../../worker/brain/retrieval/retrieval.ts';
import type { Snapshot } from '../../worker/brain/entry.ts';
import { ensureKnowledge, forgetKnowledge, knowledgeNow, lookAgain } from '../../worker/knowledge/shelf.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { until } from '../world.ts';
import { chen, entryOf, freshBase, itemOf, zhao } from './rig.ts';

const actorOf = (base: KnowledgeCalls) => ({ KNOWLEDGE: { getByName: () => base } });
const found = (snapshot: Snapshot | null, question: string) =>
  snapshot ? decide(match(snapshot.index.zh, question)).best?.id : undefined;

const outcome = (snapshot: Snapshot | null, question: string) =>
  snapshot ? decide(match(snapshot.index.zh, question)).outcome : undefined;

/** A base that keeps no counts of answers. */
const uncounted = { answered: () => Promise.resolve(), demand: () => Promise.resolve(null) };

async function publish(base: KnowledgeCalls, ...entries: ReturnType<typeof entryOf>[]): Promise<string> {
  for (const entry of entries) {
    const head = await base.item({ kind: 'entry', id: entry.id });
    must(await base.save({ by: chen, item: itemOf(entry), base: head.ok ? head.revision : null, note: '' }));
  }
  const items = entries.map(({ id }) => ({ kind: 'entry' as const, id }));
  return must(await base.publish({ by: zhao, items, note: '' })).version;
}

async function packed(base: KnowledgeCalls): Promise<void> {
  await until('packed', async () => ((await base.since(null))?.kind === 'whole' ? true : null));
  await runDurableObjectAlarm(stubOf(base));
}

const refund = entryOf('refund', '怎么退款', ['我要退款', '钱怎么退给我']);
const invoice = entryOf('invoice', '怎么开发票', ['我要发票', '发票在哪里开']);

afterEach(() => {
  vi.useRealTimers();
  forgetKnowledge();
});

describe('a version', () => {
  it('K30 K31 reaches an isolate: the whole to a cold one, then only what is newer; it names itself', async () => {
    const base = freshBase();
    const first = await publish(base, refund);
    await packed(base);
    expect(first).toMatch(/^\d{4}-\d\d-\d\d\.\d+$/u);
    const snapshot = await lookAgain(actorOf(base));
    expect(snapshot?.version).toBe(first);
    expect(found(snapshot, '我要退款')).toBe('refund');
    expect(snapshot?.entries.get('refund')?.zh?.answer.text).toBe('怎么退款：答案');
    expect(await base.since(first)).toEqual({ kind: 'same', version: first });
    const second = await publish(base, invoice);
    await packed(base);
    const next = await lookAgain(actorOf(base));
    expect(next?.version).toBe(second);
    expect([found(next, '发票在哪里开'), found(next, '我要退款')]).toEqual(['invoice', 'refund']);
    expect(found(snapshot, '发票在哪里开')).toBeUndefined();
  });

  it('K32 without a retired entry: it is found no more and read no more', async () => {
    const base = freshBase();
    await publish(base, refund, invoice);
    await packed(base);
    await lookAgain(actorOf(base));
    must(await base.move({ by: zhao, kind: 'entry', id: 'refund', base: 2, to: 'retired' }));
    await packed(base);
    const snapshot = await lookAgain(actorOf(base));
    expect(snapshot?.entries.get('refund')).toBeUndefined();
    expect(snapshot?.entries.size).toBe(1);
    expect(found(snapshot, '怎么退款')).not.toBe('refund');
  });

  it('K30 outlives the actor’s sleep, and drafts are never in it', async () => {
    const base = freshBase();
    const version = await publish(base, refund);
    must(await base.save({ by: chen, item: itemOf(invoice), base: null, note: '' }));
    await packed(base);
    await evictDurableObject(stubOf(base));
    const snapshot = await lookAgain(actorOf(base));
    expect(snapshot?.version).toBe(version);
    expect(snapshot?.entries.get('invoice')).toBeUndefined();
  });

  it('K33 of other synonyms is packed anew and taken whole', async () => {
    const base = freshBase();
    await publish(base, refund, invoice);
    await packed(base);
    const before = await lookAgain(actorOf(base));
    must(await base.settings({ by: zhao, synonyms: [{ language: 'zh', words: ['发票', '税票凭据'] }] }));
    await packed(base);
    const after = await lookAgain(actorOf(base));
    expect(after?.version).not.toBe(before?.version);
    expect(outcome(before, '怎么开税票凭据')).toBe('offer');
    expect(outcome(after, '怎么开税票凭据')).toBe('answer');
  });
});

describe('a big base', () => {
  it('K37 K33 tells only what changed, waits with its pack, and is taken whole once synonyms changed its shape', async () => {
    const base = freshBase();
    const many = Array.from({ length: 45 }, (_, at) =>
      entryOf(
        `e-${at}`,
        `第${at}号设备怎么用`,
        Array.from({ length: 95 }, (_one, nth) => `${at}号的第${nth}个问题`),
      ),
    );
    await publish(base, ...many);
    await packed(base);
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(Date.now() + 10_000);
    await runDurableObjectAlarm(stubOf(base));
    const whole = await lookAgain(actorOf(base));
    expect(whole?.entries.size).toBe(45);
    const version = await publish(base, refund);
    expect(await base.since(whole?.version ?? '')).toMatchObject({
      kind: 'changes',
      version,
      changes: [{ id: 'refund' }],
    });
    expect(found(await lookAgain(actorOf(base)), '钱怎么退给我')).toBe('refund');
    expect(await runDurableObjectAlarm(stubOf(base))).toBe(false);
    must(await base.settings({ by: zhao, synonyms: [{ language: 'zh', words: ['退款', '返还货款'] }] }));
    expect(await base.since(version)).toMatchObject({ kind: 'same' });
    await runDurableObjectAlarm(stubOf(base));
    expect((await base.since(version))?.kind).toBe('whole');
    expect((await lookAgain(actorOf(base)))?.entries.size).toBe(46);
  }, 60_000);
});

describe('another gateway', () => {
  it('K39 packs anew what was packed by code or lexicons that are not its own, and mounts nothing else', async () => {
    const base = freshBase();
    const version = await publish(base, refund);
    await packed(base);
    const onDisk = (work: (sql: SqlStorage) => void) =>
      runInDurableObject(stubOf(base), (_base: unknown, state: DurableObjectState) => work(state.storage.sql));
    // An alarm still standing would pack anew before we look.
    await runInDurableObject(stubOf(base), (_base: unknown, state: DurableObjectState) => state.storage.deleteAlarm());
    await onDisk((sql) => sql.exec(`update packed set format = '1.old', zh = 3`));
    expect(await base.since(null)).toBeNull();
    expect(await lookAgain(actorOf(base))).toBeNull();
    await evictDurableObject(stubOf(base));
    await base.overview();
    await runDurableObjectAlarm(stubOf(base));
    const snapshot = await until('packed anew', () => lookAgain(actorOf(base)));
    expect([snapshot.version, found(snapshot, '我要退款')]).toEqual([version, 'refund']);
  });
});

describe('the shelf of an isolate', () => {
  it('K34 looks after the version in the background, at most every two seconds, one flight at a time', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const base = freshBase();
    await publish(base, refund);
    await packed(base);
    const since = vi.fn((version: string | null) => base.since(version));
    const source = {
      KNOWLEDGE: {
        getByName: () => ({
          ...uncounted,
          since,
          piece: (asked: Parameters<typeof base.piece>[0]) => base.piece(asked),
        }),
      },
    };
    await lookAgain(source);
    const asked = since.mock.calls.length;
    const version = await publish(base, invoice);
    await packed(base);
    for (let turn = 0; turn < 20; turn += 1) knowledgeNow(source);
    expect(since.mock.calls.length).toBe(asked);
    vi.setSystemTime(Date.now() + 1_500);
    for (let turn = 0; turn < 20; turn += 1) knowledgeNow(source);
    expect(since.mock.calls.length).toBe(asked);
    vi.setSystemTime(Date.now() + 2_001);
    for (let turn = 0; turn < 20; turn += 1) knowledgeNow(source);
    expect(since.mock.calls.length).toBe(asked + 1);
    await until('the new version', () => Promise.resolve(knowledgeNow(source)?.version === version ? true : null));
  });

  it('K35 answers within about a second while the base is away, does not wait again soon, and keeps the last version', async () => {
    let calls = 0;
    const dead = {
      ...uncounted,
      since: () => ((calls += 1), Promise.reject(new Error('away'))),
      piece: () => Promise.resolve(null),
    };
    const source = { KNOWLEDGE: { getByName: () => dead } };
    await ensureKnowledge(source);
    await ensureKnowledge(source);
    expect([knowledgeNow(source), calls]).toEqual([null, 1]);
    const hanging = { KNOWLEDGE: { getByName: () => ({ ...dead, since: () => new Promise<never>(() => undefined) }) } };
    forgetKnowledge();
    const began = Date.now();
    await ensureKnowledge(hanging);
    expect(Date.now() - began).toBeLessThan(1_900);
    forgetKnowledge();
    const base = freshBase();
    const version = await publish(base, refund);
    await packed(base);
    await lookAgain(actorOf(base));
    await lookAgain(source);
    expect(knowledgeNow(source)?.version).toBe(version);
  });

  it('K36 begins with the demo company’s knowledge where the deployment is a demo', async () => {
    const snapshot = await until('the demo', () => lookAgain(env), 60_000);
    expect(snapshot.entries.size).toBeGreaterThanOrEqual(120);
    expect(snapshot.top.every((id) => snapshot.entries.get(id) !== undefined)).toBe(true);
    expect((await env.KNOWLEDGE.getByName('main').overview()).entries.published).toBe(snapshot.entries.size);
  }, 70_000);
});
