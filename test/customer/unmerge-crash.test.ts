/** An unmerge cut off before and after each of its transactions, with both people writing meanwhile. */
import { describe } from 'vitest';
import { areAsBefore, cutOffEverywhere, first, meet, stands } from './crash-rig.ts';
import { decide, rankOf, tells } from './merge-rig.ts';
import { customer, said } from './rig.ts';

describe('I31 I32 an unmerge cut off gives both lines back, with what was said since', () => {
  cutOffEverywhere({
    async begin() {
      const pair = await meet({ older: ['退货地址在哪里'], younger: ['发票怎么开'] });
      await first(pair, () => decide(pair.older, 'merge', pair.younger));
      for (const who of [pair.older, pair.younger]) await tells(who, said(who.wechat, `${who.id}-same`, '谢谢'));
      return pair;
    },
    doors: { older: 'older', younger: 'older' },
    writes: { older: ['一', '二'], younger: ['甲', '乙'] },
    async asks({ older, younger }) {
      const wish = { kind: 'unmerge' as const, other: await rankOf(younger), key: `${younger.id}-apart` };
      return customer(older.id).merge({ order: 'decide', wish });
    },
    async over(pair) {
      const older = ['退货地址在哪里', '谢谢', '一', '二'];
      await stands(pair, false, { older, younger: ['发票怎么开', '谢谢', '甲', '乙'] });
      await areAsBefore(pair);
    },
  });
});
