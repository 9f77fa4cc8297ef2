/** Every rule of SPEC.md is held by a test that carries its number, and no test names a rule that isn't there. */
import { expect, it } from 'vitest';
import { filesUnder, text } from './source.ts';

const numbered = [...text('SPEC.md').matchAll(/^- \*\*([A-Z]\d+)\*\*/gmu)].map(([, number = '']) => number);
const rules = new Set(numbered);
const tests = [
  ...filesUnder('test', ['.test.ts', '.story.ts']),
  ...filesUnder('scripts', ['.ts']),
  ...filesUnder('bench', ['.ts']),
].filter((path) => !path.startsWith('test/house/spec'));
const families = [...new Set([...rules].map((rule) => rule.charAt(0)))].join('');

/** Numbers in the names of tests: at the start of a quoted name, one or several. */
function cited(path: string): string[] {
  const names = text(path).matchAll(new RegExp(`['"\`]((?:[${families}]\\d+[ ,:·]+)+)`, 'gu'));
  return [...names].flatMap(([, numbers = '']) => numbers.match(/[A-Z]\d+/gu) ?? []);
}

const found = new Map(tests.map((path) => [path, cited(path)]));

it('S11 and all other rules are cited by a test', () => {
  const held = new Set([...found.values()].flat());
  expect(rules.size).toBeGreaterThan(40);
  expect([...rules].filter((rule) => !held.has(rule) && rule !== 'S11')).toEqual([]);
});

it('a number is one rule’s alone', () => {
  expect(numbered.filter((number, at) => numbered.indexOf(number) !== at)).toEqual([]);
});

it('no test cites a rule that is not there', () => {
  const strange = [...found].flatMap(([path, numbers]) =>
    numbers.filter((number) => !rules.has(number)).map((number) => `${path}: ${number}`),
  );
  expect(strange).toEqual([]);
});
