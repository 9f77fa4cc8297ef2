/** What rules leave alone, and how they say what is not so. */
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { usualPart } from '../../shared/campaign/hours.ts';
import { foldAll } from '../../shared/profile/fold.ts';
import { isSpokenAgainst } from '../../shared/profile/heed.ts';
import { matches, tagsOf, type Known } from '../../shared/profile/match.ts';
import { rule, type Rule } from '../../shared/profile/rule.ts';
import type { Kept } from '../../shared/profile/fact.ts';
import { asked, bought, came, kept, lives, NOW, reading, whens, word } from './profile-facts.ts';

const ruled = (when: object): Rule => v.parse(rule, { id: 'r', zh: '规则', en: 'Rule', on: true, when });
const least = (of: object, value: number) => ({ if: 'at-least', of, value });
const known = (facts: readonly Kept[]): Known => ({ profile: foldAll(facts), level: null, tags: [] });

describe('a rule', () => {
  it('V71 counts no trait the person called wrong or switched off: what rests on it is unknown', () => {
    const facts = [
      ...[
        came(1, { upset: true }),
        came(2, { upset: true }),
        came(3, { upset: true }),
        bought(4),
        bought(9),
        bought(14),
      ],
      ...[asked(1), asked(2), kept(1, { kind: 'preference', name: 'human-first', value: 'yes' })],
    ];
    const rests: [string, object][] = [
      ['topic', least({ measure: 'questions', topic: 'delivery', days: 90 }, 2)],
      ['category', least({ measure: 'purchases', category: 'baby', days: 90 }, 2)],
      ['category', least({ measure: 'spent', category: 'baby', days: 90 }, 200)],
      ['channel', { if: 'channel', is: 'web' }],
      ['channel', least({ measure: 'encounters', channel: 'web', days: 90 }, 3)],
      ['hours', { if: 'hours', is: '1' }],
      ['language', { if: 'language', is: 'zh' }],
      ['mood', least({ measure: 'upset', days: 90 }, 2)],
      ['mood', least({ measure: 'complaint-risk' }, 30)],
      ['preference', { if: 'prefers', what: 'human-first', is: 'yes' }],
    ];
    for (const [trait, of] of rests) {
      const [one, other] = [ruled({ if: 'all', of: [of] }), trait === 'hours' ? 'trait:topic' : 'trait:hours'];
      const holds = (more: Kept[]) => matches(one, known([...facts, ...more]), NOW, reading) !== null;
      expect(holds([word(other, false)]), trait).toBe(true);
      expect(holds([word(`trait:${trait}`, false, 'wrong')]), trait).toBe(false);
      expect(holds([word(`trait:${trait}`, false)]), trait).toBe(false);
    }
    // How often they come at all is no trait of theirs.
    const any = ruled({ if: 'all', of: [least({ measure: 'questions', days: 90 }, 2)] });
    expect(matches(any, known([...facts, word('trait:topic', false)]), NOW, reading)).not.toBeNull();
    const gone = [came(200), came(190), came(180), came(170)];
    const slipping = ruled({ if: 'all', of: [{ if: 'stage', is: 'slipping' }, least({ measure: 'churn' }, 60)] });
    expect(matches(slipping, known(gone), NOW, reading)).not.toBeNull();
    expect(matches(slipping, known([...gone, word('trait:rhythm', false)]), NOW, reading)).toBeNull();
  });

  it('V76 what they said of themselves goes before what was counted, also where nothing was; taken back it is counted again', () => {
    const ruled = (when: object): Rule =>
      v.parse(rule, { id: 'r', zh: '规则', en: 'Rule', on: true, when: { if: 'all', of: [when] } });
    const who = (...facts: Kept[]): Known => ({ profile: foldAll(facts), level: null, tags: [] });
    const evenings = [came(3, { hour: 20 }), came(4, { hour: 20 }), came(5, { hour: 20 })];
    const morning = kept(1, { kind: 'choice', of: 'trait:hours', on: true, says: 'is', value: '1' });
    const means = (is: string, ...facts: Kept[]) => matches(ruled({ if: 'hours', is }), who(...facts), NOW, reading);
    expect(means('3', ...evenings)).not.toBeNull();
    expect(means('3', ...evenings, morning)).toBeNull();
    expect(means('1', ...evenings, morning)).toMatchObject({ confidence: 100, until: null });
    expect(means('1', morning)?.why[0]?.plain.zh).toBe('您自己这样说的');
    expect(usualPart(who(...evenings, morning).profile, NOW)).toBe(1);
    expect(means('3', ...evenings, morning, word('trait:hours', true))).not.toBeNull();
    const spoken = (is: string) => isSpokenAgainst(ruled({ if: 'hours', is }), who(morning).profile);
    expect(spoken('3')).toBe(true);
  });

  it('V72 a rule of contraries alone says why, to colleagues and to the person', () => {
    const not = (of: object) => ({ if: 'not', of });
    const calm = ruled({
      if: 'all',
      of: [
        not(least({ measure: 'complaints', days: 90 }, 1)),
        not(least({ measure: 'purchases', category: 'baby', days: 60 }, 3)),
        not(least({ measure: 'satisfaction' }, 50)),
        not({ if: 'language', is: 'en' }),
      ],
    });
    const [tag] = tagsOf([calm], known([came(1), came(2), bought(3)]), NOW, reading);
    expect(tag?.plain.map(({ zh }) => zh)).toEqual([
      ...['最近 90 天您没有投诉过', '最近 60 天您买过 1 次“baby”', '您没有给过足够的评价', '您没有多用英文交流'],
    ]);
    expect(tag?.plain.map(({ en }) => en)).toEqual([
      ...['you did not complain in the last 90 days', 'you bought “baby” 1 times in the last 60 days'],
      ...['you gave too few ratings to tell', 'you do not mostly write English'],
    ]);
    expect(tag?.why.map(({ zh }) => zh).at(-1)).toBe('不符合：常用英文');
    fc.assert(
      fc.property(lives, whens, (facts, when) => {
        const found = matches(ruled(when), known(facts), NOW, reading);
        if (found === null) return;
        expect(found.why.length).toBeGreaterThan(0);
        for (const { staff, plain } of found.why)
          for (const words of [staff, plain]) expect(Math.min(words.zh.length, words.en.length)).toBeGreaterThan(3);
      }),
      { numRuns: 900 },
    );
  });
});
