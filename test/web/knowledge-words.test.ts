import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fileFaults } from '../../shared/knowledge-api.ts';
import { faultOf } from '../../web/dashboard/src/knowledge/exchange/formats.ts';
import { pages } from '../../web/dashboard/src/knowledge/locale/pages.ts';

const source = new URL('../../web/dashboard/src/knowledge/', import.meta.url);
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(vue|ts)$/u.test(name));

const zh: Record<string, string> = pages.zh;
const en: Record<string, string> = pages.en;
const keys = Object.keys(zh);
const places = (sentence = '') => [...new Set([...sentence.matchAll(/\{(\w+)/gu)].map((match) => match[1]))].sort();

describe('the words of the knowledge screens', () => {
  it('W4 are the same sentences with the same values in both languages', () => {
    expect(keys.length).toBeGreaterThan(400);
    expect(Object.keys(en).sort()).toEqual([...keys].sort());
    for (const key of keys) expect(places(en[key]), key).toEqual(places(zh[key]));
  });

  it('leave no Chinese in English, save what a Chinese customer is shown', () => {
    for (const key of keys) if (key !== 'sample.human.zh') expect(en[key], key).not.toMatch(/\p{Script=Han}/u);
  });

  it('W19 say in both languages why a file is refused and what is wrong with a row', () => {
    for (const [fault, sentence] of Object.entries(fileFaults)) {
      expect(faultOf(`${sentence}: SyntaxError`)).toBe(fault);
      expect(keys).toContain(`fault.${fault}`);
    }
    expect(faultOf('Something else')).toBe(null);
    const codes =
      'missing too_few too_long malformed unknown_word wrong double outside quotes unknown_field unknown_column';
    for (const code of codes.split(' ')) expect(keys).toContain(`trouble.${code}`);
  });

  it('are all used', () => {
    const code = files
      .filter((name) => !name.startsWith('locale/'))
      .map((name) => readFileSync(new URL(name, source), 'utf8'))
      .join('\n');
    const dynamic = [...code.matchAll(/`([a-z]+(?:\.[a-z]+)*)\.\$\{/giu)].map((match) => `${match[1]}.`);
    dynamic.push('place.', 'trouble.');
    const unused = keys.filter((key) => !code.includes(`'${key}'`) && !dynamic.some((start) => key.startsWith(start)));
    expect(unused).toEqual([]);
  });
});
