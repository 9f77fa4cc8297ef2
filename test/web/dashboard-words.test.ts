import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { en } from '../../web/dashboard/src/locale/en.ts';
import { zh, type WordKey } from '../../web/dashboard/src/locale/zh.ts';

const source = new URL('../../web/dashboard/src/', import.meta.url);
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(vue|ts)$/u.test(name));
const read = (name: string) => readFileSync(new URL(name, source), 'utf8');
const keys = Object.keys(zh) as WordKey[];
const places = (sentence: string) => [...new Set([...sentence.matchAll(/\{(\w+)/gu)].map((match) => match[1]))].sort();

/** Words of both languages stand here by their nature. */
const spoken = new Set([
  ...files.filter((name) => /(?:^|\/)locale\//u.test(name)),
  'serve/replies-file.ts',
  'composer/phrases.ts',
  // Read what people type: 2026年1月5日, 9:00至18:00.
  'knowledge/entry/day.ts',
  'settings/hours/text.ts',
  // 休息, 请假 as files say them.
  'settings/schedule/plan-file.ts',
  // What a new field is called before it is renamed, in both.
  'ticket/kind/draft.ts',
  'settings/reminders/draft.ts',
  'ticket/kind/field-row.vue',
  'rail/settings-menus.vue',
]);

describe('the words of the dashboard', () => {
  it('W4 are the same sentences with the same values in both languages', () => {
    expect(Object.keys(en).sort()).toEqual([...keys].sort());
    for (const key of keys) expect(places(en[key]), key).toEqual(places(zh[key]));
  });

  it('leave no Chinese in English, save names', () => {
    const named = new Set<WordKey>(['product', 'rail.language']);
    for (const key of keys) if (!named.has(key)) expect(en[key], key).not.toMatch(/\p{Script=Han}/u);
  });

  it('stand in the word lists only: no template or script carries raw Chinese', () => {
    expect(files.length).toBeGreaterThan(30);
    for (const name of files) {
      if (spoken.has(name)) continue;
      const code = read(name).replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|<!--[\s\S]*?-->/gu, '');
      expect(code.match(/\p{Script=Han}+/gu) ?? [], name).toEqual([]);
    }
  });

  it('are all used', () => {
    const code =
      files
        .filter((name) => !name.startsWith('locale/'))
        .map(read)
        .join('\n') + read('locale/locale.ts');
    const dynamic = [...code.matchAll(/`([a-z]+(?:\.[a-z]+)*)\.\$\{/giu)].map((match) => `${match[1]}.`);
    const unused = keys.filter((key) => !code.includes(`'${key}'`) && !dynamic.some((start) => key.startsWith(start)));
    expect(unused).toEqual([]);
  });
});
