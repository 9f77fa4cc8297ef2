/** A shop's table as the page of purchases reads it, sends it in parts, and gives back what was refused. */
import { describe, expect, it } from 'vitest';
import type { LineFault } from '../../shared/profile/audience.ts';
import { readPurchases, writePurchases, type Row } from '../../shared/profile/purchase-lines.ts';
import { purchaseWords } from '../../web/dashboard/src/settings/locale/purchases.ts';
import * as page from '../../web/dashboard/src/settings/purchases/file.ts';
import { AT_ONCE, begun, goOn, isOver, type Run } from '../../web/dashboard/src/settings/purchases/run.ts';

const heads = Object.fromEntries(
  (['user', 'key', 'category', 'yuan', 'day', 'line', 'column', 'code', 'why'] as const).map((one) => [
    one,
    purchaseWords.zh[`buyColumn.${one}`],
  ]),
) as page.Heads;
const saysWhy = (why: LineFault['why']) => purchaseWords.zh[`buyWhy.${why}`];
const rowsOf = (csv: string) => new Map(readPurchases(csv).rows.map((one) => [one.line, one]));

describe('the table', () => {
  it('V64 has a head or none: a user called user-1 is no head', () => {
    const line = 'user-1,A1,x,1,2026-11-20';
    expect(readPurchases(line).good.map(({ user }) => user)).toEqual(['user-1']);
    expect(readPurchases(`user_id,key,category,yuan,day\n${line}`).good.map((one) => one.line)).toEqual([2]);
  });

  it('V64 is read as spreadsheets write it: UTF-8, UTF-16, GBK', () => {
    const gbk = Uint8Array.from([0xd3, 0xc3, 0xbb, 0xa7, 0x2c, 0xc4, 0xb8, 0xd3, 0xa4]);
    expect(page.wordsIn(gbk)).toBe('用户,母婴');
    expect(page.wordsIn(new TextEncoder().encode('母婴'))).toBe('母婴');
    expect(page.wordsIn(Uint8Array.from([0xff, 0xfe, 0xcd, 0x6b, 0x74, 0x5a]))).toBe('\u6bcd\u5a74');
  });

  it('V64 goes to the gateway as it was read, whatever its cells look like', () => {
    const rows = [
      ['=u', "'=k", 'a,"b"\nc', '-1', '+1'],
      ['user', "'", '', '@x', "''="],
    ].map((cells, at) => ({ line: at + 1, cells }));
    const again = readPurchases(page.partOf(rows)).rows.map(({ line, cells }) => ({ line: line - 1, cells }));
    expect(again).toEqual(rows);
  });

  it('V64 the template is one line that would be taken', () => {
    const example = { user: 'u-1', key: 'A1', category: '母婴', yuan: '129.00', day: '2026-11-20' };
    const read = readPurchases(page.templateFile(heads, example));
    expect([read.good.length, read.faults]).toEqual([1, []]);
  });
});

describe('what was refused', () => {
  const csv = ['用户,订单号,品类,金额,日期', 'u-1,A1,母婴,十元,2026-11-20', 'u-2,A2,一,二,三,四', 'u-3', '=u4,A4,x,1,'];
  const { faults } = readPurchases(csv.join('\n'));

  it('V64 comes back as a file, each line with its place, code and sentence; mended, it is read again', () => {
    const file = page.refusedFile(rowsOf(csv.join('\n')), faults, heads, saysWhy);
    expect(file.split('\r\n').slice(0, 3)).toEqual([
      '\ufeff用户,订单号,品类,金额（元）,日期,行,列,代码,原因',
      `u-1,A1,母婴,十元,2026-11-20,2,金额（元）,amount,${saysWhy('amount').includes(',') ? `"${saysWhy('amount')}"` : saysWhy('amount')}`,
      `"u-2,A2,一,二,三,四",,,,,3,,cells,${saysWhy('cells')}`,
    ]);
    expect(file).toContain("\r\n'=u4,A4,x,1,,5,日期,day,");
    const mended = readPurchases(file.replace('十元', '10'));
    expect(mended.good.map(({ user, purchase }) => [user, purchase.amount])).toEqual([['u-1', 1_000]]);
    expect(mended.faults.map(({ why }) => why)).toEqual(['key', 'key', 'day']);
  });

  it('V64 is shown with the user masked, and no number that could be somebody’s', () => {
    const row = (...cells: string[]): Row => ({ line: 1, cells });
    expect([page.masked('13800138000'), page.masked('u-1'), page.masked('')]).toEqual(['1****00', '****', '']);
    expect(page.shownCell(row('13800138000', 'a b'), 'user')).toBe('1****00');
    expect(page.shownCell(row('u', '13800138000 x'), 'key')).toBe('13****00 x');
    expect(page.shownCell(row('u', 'lin@example.com'), 'key')).toBe('l****om');
    expect(page.shownCell(row('13800138000', 'b', 'c'), null)).toBe('b, c');
    expect([...page.shownCell(row('u', '长'.repeat(60)), 'key')].length).toBe(40);
  });

  it('V64 has a sentence in both languages for every code', () => {
    for (const why of Object.keys(page.columnOf) as LineFault['why'][]) {
      expect(purchaseWords.zh[`buyWhy.${why}`], why).toMatch(/\p{Script=Han}/u);
      expect(purchaseWords.en[`buyWhy.${why}`], why).toMatch(/^[A-Z]/u);
    }
  });
});

describe('the way in', () => {
  const rows = Array.from({ length: AT_ONCE * 2 + 50 }, (_one, at) => ({
    line: at * 2 + 2,
    cells: ['u', `k${at}`, 'x', '1', '2026-11-20'],
  }));

  it('V64 goes on with the part that was not answered; what it refuses is told by the file’s own lines', async () => {
    const sent: string[][] = [];
    let cut = true;
    const tell = (part: readonly Row[]) => {
      sent.push(part.map(({ cells }) => cells[1] ?? ''));
      if (sent.length === 2 && cut)
        return Promise.resolve({ ok: false as const, trouble: { kind: 'offline' as const, why: 'x' } });
      const faults = [{ line: 3, why: 'nobody' as const }];
      return Promise.resolve({ ok: true as const, value: { lines: part.length, kept: part.length - 1, faults } });
    };
    const steps: Run[] = [];
    const seen = (run: Run) => steps.push(run) > 0;
    expect(await goOn(begun(rows), tell, seen)).toEqual({ kind: 'offline', why: 'x' });
    const held = steps.at(-1) ?? begun([]);
    expect([held.done, isOver(held)]).toEqual([AT_ONCE, false]);
    cut = false;
    expect(await goOn(held, tell, seen)).toBeNull();
    expect(sent.map((part) => part[0])).toEqual(['k0', `k${AT_ONCE}`, `k${AT_ONCE}`, `k${AT_ONCE * 2}`]);
    expect(steps.at(-1)).toMatchObject({
      done: rows.length,
      faults: [0, AT_ONCE, AT_ONCE * 2].map((at) => ({ line: rows[at + 1]?.line, why: 'nobody' })),
    });
  });

  it('V64 stops after the part on its way', async () => {
    let last = begun(rows);
    const tell = () => Promise.resolve({ ok: true as const, value: { lines: 1, kept: 1, faults: [] } });
    const stop = (run: Run) => ((last = run), false);
    expect(await goOn(begun(rows), tell, stop)).toBeNull();
    expect(last.done).toBe(AT_ONCE);
  });

  it('V64 a file is written so that no cell of it runs', () => {
    expect(writePurchases(['a'], [['=1+1'], ["'x"], [3]])).toBe("a\r\n'=1+1\r\n''x\r\n3\r\n");
  });
});
