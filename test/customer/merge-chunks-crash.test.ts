/** A merge of several chunks cut off before and after each of its transactions. */
import { runInDurableObject } from 'cloudflare:test';
import { describe, expect } from 'vitest';
import { cutOffEverywhere, meet, stands } from './crash-rig.ts';
import { stubOf } from '../stub.ts';
import { rankOf } from './merge-rig.ts';
import { customer } from './rig.ts';

const words = ['发票怎么开', '好的', '谢谢', '嗯', '明白了'];
/** Of which two fill a chunk. */
const MORE = 'x'.repeat(110_000);
const long = words.map((word) => word + MORE);

describe('I30 I32 a merge of several chunks cut off brings each once', () => {
  cutOffEverywhere({
    async begin() {
      const pair = await meet({ older: ['退货地址在哪里'], younger: words });
      await runInDurableObject(stubOf(customer(pair.younger.id)), (_: unknown, { storage }: DurableObjectState) => {
        storage.sql.exec(
          `update message set body = json_set(body, '$.text', (body ->> '$.text') || ?) where direction = 'in'`,
          MORE,
        );
      });
      return pair;
    },
    doors: { older: 'older', younger: 'younger' },
    writes: { older: ['一'], younger: ['甲'] },
    async asks({ older, younger }) {
      const wish = { kind: 'merge' as const, other: await rankOf(older), key: `${younger.id}-one` };
      return customer(younger.id).merge({ order: 'decide', wish });
    },
    // Bound, then chunk by chunk.
    counted: ({ older }) => expect(older.filter((step) => step === 'importing').length).toBeGreaterThan(3),
    over: (pair) => stands(pair, true, { older: ['退货地址在哪里', '一'], younger: [...long, '甲'] }),
  });
});
