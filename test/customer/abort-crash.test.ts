/** A merge that is taken back on its way, cut off before and after each of its transactions: wholly one, or wholly two. */
import { describe, expect } from 'vitest';
import { areAsBefore, cutOffEverywhere, isOne, meet, stands } from './crash-rig.ts';
import { rankOf } from './merge-rig.ts';
import { customer } from './rig.ts';

/** Taken back as the younger comes to this step; what becomes of it where nothing is cut off. */
const times = [
  ['while rows are copied', 'copying', false],
  ['while the commit is on its way', 'committing', null],
] as const;

describe.each(times)('I32 a merge taken back %s and cut off', (_, step, expected) => {
  let runs = 0;
  cutOffEverywhere({
    begin: () => meet({ older: ['退货地址在哪里'], younger: ['发票怎么开'] }),
    doors: { older: 'older', younger: 'younger' },
    writes: { older: ['一'], younger: ['甲', '乙'] },
    async asks({ older, younger }, again) {
      const wish = { kind: 'merge' as const, other: await rankOf(older), key: `${younger.id}-one` };
      const line = customer(younger.id);
      await line.merge({ order: 'decide', wish });
      if (again) await line.merge({ order: 'cancel', other: older.id });
    },
    meanwhile({ older }, at, line) {
      if (at === step) void line.merge({ order: 'cancel', other: older.id }).catch(() => undefined);
    },
    async over(pair) {
      const asOne = await isOne(pair);
      // The first run is the one without a cut.
      runs += 1;
      if (runs === 1 && expected !== null) expect(asOne).toBe(expected);
      await stands(pair, asOne, { older: ['退货地址在哪里', '一'], younger: ['发票怎么开', '甲', '乙'] });
      if (!asOne) await areAsBefore(pair);
    },
  });
});
