/** What counts as advertising in a service template, and how few ordinary words do. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { marketingFaults, marketingWords } from '../../shared/reminders/marketing-words.ts';
import { usualReminders } from '../../shared/reminders/usual.ts';
import { demoReminders } from '../../shared/settings/reminders.ts';
import { advertisements, ordinary } from './marketing.cases.ts';

describe('V73 advertising in service templates', () => {
  it('V73 an invitation to buy is one, however it is written', () => {
    for (const words of advertisements) expect([words, marketingWords(words) !== null]).toEqual([words, true]);
    const found = marketingWords('您的订单已发货。会 员 日 满１９９减５０');
    expect(found).toMatchObject({ words: '满199减50', rule: { zh: expect.stringContaining('营销') as string } });
    expect(found?.rule.en).toContain('is advertising (a price cut)');
    expect(marketingWords('立\u200b即抢购')).not.toBeNull();
  });

  it('V73 ordinary words of service are none, also those that name a coupon, a gift or a sale', () => {
    for (const words of ordinary) expect([words, marketingWords(words)]).toEqual([words, null]);
  });

  it('V73 nor are the reminders every deployment and the demo begin with', () => {
    for (const one of [...usualReminders, ...demoReminders.events])
      expect([one.id, marketingFaults(one)]).toEqual([one.id, []]);
  });

  it('V73 nor are the words the gateway says of itself, in either language', () => {
    const folders = ['worker', 'shared', 'miniprogram'];
    const files = folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => /(?:^|[-/])(?:words|usual|zh|en|tickets-usual|accounts)\.ts$/u.test(file))
        .filter((file) => !file.endsWith('marketing-words.ts') && !file.startsWith('brain'))
        .map((file) => join(folder, file)),
    );
    expect(files.length).toBeGreaterThan(10);
    const said = files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/'([^'\n]{4,300})'/gu)].map(([, words = '']) => `${file}: ${words}`),
    );
    expect(said.length).toBeGreaterThan(300);
    expect(said.filter((words) => marketingWords(words) !== null)).toEqual([]);
  });

  it('V73 each place of a template that advertises is named with its rule', () => {
    const [shipped] = demoReminders.events;
    if (!shipped?.wechat || !shipped.sms) throw new Error('the demo has its templates');
    const faults = marketingFaults({
      ...shipped,
      text: { zh: '快来抢购', en: 'Shop now' },
      wechat: { ...shipped.wechat, values: { thing1: '新品上市' } },
      sms: { ...shipped.sms, text: '${order}已发货，拒收请回复R' },
    });
    expect(faults.map(({ path }) => path)).toEqual(['text.zh', 'text.en', 'wechat.values.thing1', 'sms.text']);
  });
});
