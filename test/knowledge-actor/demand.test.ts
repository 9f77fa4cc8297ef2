/** Rare questions are known by counting: what answered here is told to the base, and comes back as times a year (5.1.3). */
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, describe, expect, it } from 'vitest';
import { COUNTED_MS, DemandStore, noteAnswered, takeCounts } from '../../worker/knowledge/demand.ts';
import { forgetKnowledge, knowledgeNow, lookAgain } from '../../worker/knowledge/shelf.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { until } from '../world.ts';
import { chen, entryOf, freshBase, itemOf, zhao } from './rig.ts';

const DAY = 24 * 3_600_000;

afterEach(() => {
  forgetKnowledge();
  takeCounts();
});

describe('K46 how often an entry is asked for', () => {
  it('is said as times a year, only once enough was counted, and forgets what is older', async () => {
    await runInDurableObject(stubOf(freshBase()), (_instance: unknown, { storage }: DurableObjectState) => {
      const demand = new DemandStore(storage.sql);
      const began = Date.UTC(2026, 0, 10);
      demand.add([['refund', 2]], began);
      demand.add(
        [
          ['refund', 1],
          ['invoice', 4],
        ],
        began + 50 * DAY,
      );
      expect(demand.yearly(began, began + COUNTED_MS - 1)).toBeNull();
      const half = new Map(demand.yearly(began, began + 182.5 * DAY));
      expect([half.get('refund'), half.get('invoice'), half.get('never')]).toEqual([6, 8, undefined]);
      demand.add([['invoice', 1]], began + 400 * DAY);
      const later = new Map(demand.yearly(began, began + 400 * DAY));
      expect([later.get('refund'), later.get('invoice')]).toEqual([1, 5]);
    });
  });

  it('is told by an isolate while it looks for what is newer, and reaches the robot’s snapshot', async () => {
    const base = freshBase();
    must(
      await base.save({ by: chen, item: itemOf(entryOf('refund', '怎么退款', ['我要退款'])), base: null, note: '' }),
    );
    must(await base.publish({ by: zhao, items: [{ kind: 'entry', id: 'refund' }], note: '' }));
    await until('packed', async () => ((await base.since(null))?.kind === 'whole' ? true : null));
    await runDurableObjectAlarm(stubOf(base));
    await runInDurableObject(stubOf(base), (_instance: unknown, { storage }: DurableObjectState) => {
      storage.sql.exec('update publication set at = ?', Date.now() - 365 * DAY);
    });
    noteAnswered('refund');
    noteAnswered('refund');
    const source = { KNOWLEDGE: { getByName: () => base } };
    await lookAgain(source);
    expect(knowledgeNow(source)?.asked?.get('refund')).toBe(2);
    expect(knowledgeNow(source)?.asked?.get('invoice')).toBeUndefined();
    expect(takeCounts()).toEqual([]);
  });
});
