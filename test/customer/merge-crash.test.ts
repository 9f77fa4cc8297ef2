/** A merge cut off before and after each of its transactions, with both people writing meanwhile; then undone. */
import { describe } from 'vitest';
import { areAsBefore, cutOffEverywhere, meet, settled, stands } from './crash-rig.ts';
import { decide, rankOf } from './merge-rig.ts';
import { customer } from './rig.ts';

describe('I30 I31 I32 a merge cut off is one line, and undone two again', () => {
  cutOffEverywhere({
    begin: () => meet({ older: ['退货地址在哪里'], younger: ['发票怎么开'] }),
    doors: { older: 'older', younger: 'younger' },
    writes: { older: ['一', '二'], younger: ['甲', '乙'] },
    // Asked of the older, which passes it on.
    async asks({ older, younger }) {
      const wish = { kind: 'merge' as const, other: await rankOf(younger), key: `${younger.id}-one` };
      return customer(older.id).merge({ order: 'decide', wish });
    },
    async over(pair) {
      const words = { older: ['退货地址在哪里', '一', '二'], younger: ['发票怎么开', '甲', '乙'] };
      await stands(pair, true, words);
      await decide(pair.older, 'unmerge', pair.younger);
      await settled(pair);
      await areAsBefore(pair);
    },
  });
});
