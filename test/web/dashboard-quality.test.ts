/** The screens of quality of service and of watchwords, as far as they are pure: the sheet, the next step, lines of words. */
import fc from 'fast-check';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Inspected } from '../../shared/quality.ts';
import { checkNames, usualQuality } from '../../shared/settings/quality.ts';
import { demoWatchwords } from '../../shared/settings/watchwords.ts';
import { watchedIn } from '../../shared/watch.ts';
import { qualityWords } from '../../web/dashboard/src/quality/locale/words.ts';
import { queryOf } from '../../web/dashboard/src/quality/net.ts';
import { tellingOf } from '../../web/dashboard/src/quality/findings.ts';
import { begun, complete, keyed, standing, stepOf, within } from '../../web/dashboard/src/quality/sheet.ts';
import { qualityPageWords } from '../../web/dashboard/src/settings/locale/quality.ts';
import { settingsPages } from '../../web/dashboard/src/settings/pages.ts';
import { elsewhere, markedBy, pasted } from '../../web/dashboard/src/settings/quality/lines.ts';
import { toasts } from '../../web/dashboard/src/ui/toast.ts';
import { speaker } from '../../web/client/words.ts';
import { inspect, totalOf } from '../../worker/quality/rules.ts';

const { sheet } = usualQuality;
const DAY_MS = 24 * 3_600_000;
const now = 1_790_000_000_000;
const review = {
  by: { id: 'lead', name: 'Min' },
  at: now - DAY_MS,
  scores: Object.fromEntries(sheet.map((item) => [item.id, item.points])),
  total: 100,
  comment: '',
};
const row = (state: Inspected['state'], more: Partial<Inspected> = {}): Inspected => ({
  record: {
    ...{ session: 's1', customer: 'c1', name: 'Lin', number: 'C-1', agent: { id: 'agent', name: 'Qing' } },
    ...{ channel: 'web' as const, skill: 'general', openedAt: now - DAY_MS, closedAt: now, version: 1 },
    ...{ firstAnswerMs: 1, slowestAnswerMs: 1, said: { customer: 1, agent: 1, assisted: 0 }, rating: null },
    ...{ category: { zh: '', en: '' }, findings: [] },
  },
  state,
  why: '',
  revision: 3,
  ...(state === 'reviewed' || state === 'appealed' || state === 'decided' ? { review } : {}),
  ...more,
});

describe('the score sheet', () => {
  it('Q6 shows the very total the gateway will reckon, for any points', () => {
    const filled = fc.record(
      Object.fromEntries(sheet.map((item) => [item.id, fc.integer({ min: 0, max: item.points })])),
    );
    fc.assert(
      fc.property(filled, (points) => {
        const scores = complete(points, sheet);
        expect(scores).not.toBeNull();
        expect(standing(points, sheet).total).toBe(totalOf(scores ?? {}, usualQuality));
      }),
    );
  });

  it('Q6 is filled in by keys and never leaves an item’s points', () => {
    const [first] = sheet;
    if (!first) throw new Error('the usual sheet has items');
    expect(keyed(first, undefined, 'ArrowUp')).toBe(0);
    expect(keyed(first, undefined, 'ArrowDown')).toBe(first.points);
    expect(keyed(first, first.points, 'ArrowUp')).toBe(first.points);
    expect(keyed(first, 0, 'ArrowDown')).toBe(0);
    expect(keyed(first, 3, 'Enter')).toBe(first.points);
    expect(keyed(first, 3, 'Home')).toBe(0);
    expect(keyed(first, 3, 'x')).toBeNull();
    expect(within(first, '999')).toBe(first.points);
    expect(within(first, ' ')).toBeNull();
    expect(within(first, 'x')).toBeNull();
  });

  it('Q6 carries nothing while an item is open, and begins with the earlier points today’s sheet still knows', () => {
    const points = begun({ greeting: 10, gone: 5, manner: 99 }, sheet);
    expect(points).toEqual({ greeting: 10 });
    expect(complete(points, sheet)).toBeNull();
    expect(standing(points, sheet)).toEqual({ open: sheet.length - 1, fatal: false, total: 10 });
  });
});

describe('the next step', () => {
  const lead = { id: 'lead', leads: true };
  const second = { id: 'second', leads: true };
  const agent = { id: 'agent', leads: false };
  const step = (given: Inspected, member: typeof lead) => stepOf(given, member, usualQuality, now);

  it('Q6 is offered to whom the gateway lets take it', () => {
    expect(step(row('none'), lead)).toBe('choose');
    expect(step(row('due'), lead)).toBe('review');
    expect(step(row('due'), { id: 'agent', leads: true })).toBe('own');
    expect(step(row('due'), agent)).toBe('wait-review');
    expect(step(row('reviewed'), agent)).toBe('appeal');
    expect(step(row('reviewed', { review: { ...review, at: now - 8 * DAY_MS } }), agent)).toBe('late');
    expect(step(row('appealed'), agent)).toBe('wait-decision');
    expect(step(row('appealed'), lead)).toBe('other-lead');
    expect(step(row('appealed'), second)).toBe('decide');
    expect(step(row('decided'), second)).toBe('over');
  });

  it('Q6 offered is never refused, by the rules of the gateway itself', () => {
    for (const state of ['none', 'due', 'reviewed', 'appealed', 'decided'] as const) {
      for (const member of [lead, second, agent, { id: 'agent', leads: true }]) {
        const given = row(state);
        const taken = step(given, member);
        const act =
          taken === 'choose'
            ? ({ act: 'choose', revision: 3 } as const)
            : taken === 'review'
              ? ({ act: 'review', revision: 3, scores: review.scores, comment: '' } as const)
              : taken === 'appeal'
                ? ({ act: 'appeal', revision: 3, words: 'why' } as const)
                : taken === 'decide'
                  ? ({ act: 'decide', revision: 3, words: 'so' } as const)
                  : null;
        if (act)
          expect(
            inspect(given, act, { ...member, name: 'x' }, usualQuality, now),
            `${state} ${taken}`,
          ).not.toHaveProperty('ok');
      }
    }
  });
});

describe('the words of the screens', () => {
  it('Q6 name every finding in both languages, and no Chinese stands in English', () => {
    for (const page of [qualityWords, qualityPageWords]) {
      for (const check of checkNames) expect(Object.keys(page.zh)).toContain(`check.${check}`);
      expect(Object.values(page.zh).join('')).toMatch(/\p{Script=Han}/u);
      expect(Object.values(page.en).join('')).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it('Q6 tell each finding in the reader’s words', () => {
    const words = { q: speaker(qualityWords, () => 'zh'), span: (ms: number) => `${ms} ms` };
    expect(tellingOf({ check: 'answer-late', detail: '72 s' }, words)).toBe('72000 ms');
    expect(tellingOf({ check: 'first-answer-late', detail: '—' }, words)).toBe('没有人回复');
    expect(tellingOf({ check: 'unresolved-close', detail: 'customer' }, words)).toBe('客户评价未解决');
    expect(tellingOf({ check: 'low-rating', detail: '1' }, words)).toBe('1 星');
    expect(tellingOf({ check: 'watchword', detail: '一词 · 一表' }, words)).toBe('一词 · 一表');
  });

  it('Q6 ask only for what was chosen', () => {
    expect(queryOf({ state: '', agent: '', check: '' }, null)).toBe('');
    expect(queryOf({ state: 'due', agent: 'a b', check: '' }, '1_s:2')).toBe('?state=due&agent=a+b&before=1_s%3A2');
  });

  it('A4 have their pages among the settings', () => {
    expect(settingsPages.map((one) => one.path)).toEqual(expect.arrayContaining(['watchwords', 'quality']));
  });
});

describe('words of a list', () => {
  it('A4 pasted line by line stand once each, whatever their width and case; what stood twice is told', () => {
    expect(pasted(' 加微信 \n\n加QQ\r\n加ｑｑ\n加微信\n')).toEqual({
      words: ['加微信', '加QQ'],
      twice: ['加ｑｑ', '加微信'],
    });
  });

  it('A4 that stand in another list of the same side are told with that list', () => {
    const [away, absolute, , abuse] = demoWatchwords.lists;
    if (!away || !absolute || !abuse) throw new Error('the demo has lists');
    const lists = [
      { ...away, words: ['加微信', 'QQ'] },
      { ...absolute, direction: 'in' as const, words: ['加微信'] },
      { ...abuse, words: ['ｑｑ'] },
    ];
    expect(elsewhere({ lists }, 0)).toEqual([{ word: 'QQ', list: 2 }]);
  });

  it('A4 are marked in a tried sentence where they stand, and the sentence stays whole', () => {
    const text = '您可以加 微.信，或者加我微信';
    const found = watchedIn(text, 'out', demoWatchwords);
    const pieces = markedBy(text, found);
    expect(pieces.filter((one) => one.hit).map((one) => one.text)).toEqual(['加 微.信', '加我微信']);
    expect(pieces.map((one) => one.text).join('')).toBe(text);
    fc.assert(
      fc.property(fc.string(), fc.array(fc.tuple(fc.nat(20), fc.nat(20))), (given, spans) => {
        const inside = spans
          .map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) }))
          .filter(({ to }) => to <= given.length);
        expect(
          markedBy(given, inside)
            .map((one) => one.text)
            .join(''),
        ).toBe(given);
      }),
    );
  });
});

describe('an act on what somebody else acted on meanwhile', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('Q6 is told, and the newest encounter is fetched anew and stands in its place', async () => {
    setActivePinia(createPinia());
    const asked: string[] = [];
    const answers = (status: number, body: object) => new Response(JSON.stringify(body), { status });
    vi.stubGlobal('fetch', (path: string, { method }: { method: string }) => {
      asked.push(`${method} ${path}`);
      if (method === 'POST') return Promise.resolve(answers(409, { ok: false, code: 'stale', detail: '' }));
      const newer = path.includes('before=') ? row('reviewed', { revision: 4 }) : row('due');
      return Promise.resolve(answers(200, { ok: true, rows: [newer], next: null }));
    });
    vi.stubGlobal('localStorage', { getItem: () => 'zh', setItem: () => undefined });
    vi.stubGlobal('document', { documentElement: { lang: '' } });
    const { useInspected } = await import('../../web/dashboard/src/quality/rows.ts');
    const { rows, load, act } = useInspected({ state: 'due', agent: '', check: '' });
    await load();
    const [seen] = rows.value;
    if (!seen) throw new Error('the list has an encounter');
    const scored = await act(seen, { act: 'review', revision: 3, scores: review.scores, comment: '' });
    expect(scored).toBeNull();
    expect(toasts.at(-1)?.text).toBe(qualityWords.zh.stale);
    expect(rows.value).toMatchObject([{ state: 'reviewed', revision: 4 }]);
    expect(asked.at(-1)).toBe(`GET /staff/v1/quality?agent=agent&before=${now + 1}_s%3A0`);
  });
});
