/** The demo knowledge obeys its schema, names only what exists, and its variants can be sent and said. */
import { readdirSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  categoryPath,
  entry as entrySchema,
  evaluationQuestion,
  synonyms,
  type Wording,
} from '../../shared/knowledge.ts';
import { breaks } from '../../worker/channels/sms/template.ts';

const folder = new URL('../../worker/knowledge/demo/', import.meta.url);
const pictures = new Set(readdirSync(new URL('../../web/demo/help/', import.meta.url)));
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

const besides = ['categories.json', 'evaluation.json', 'synonyms.json', 'flows.json'];
const files = readdirSync(folder).filter((name) => name.endsWith('.json') && !besides.includes(name));
const entries = files.flatMap((name) => v.parse(v.array(v.strictObject(entrySchema.entries)), read(name)));
const recorded = v.parse(v.array(v.strictObject(evaluationQuestion.entries)), read('evaluation.json'));
const groups = v.parse(v.array(v.strictObject(synonyms.entries)), read('synonyms.json'));
const tree = v.parse(
  v.array(v.strictObject({ path: categoryPath, zh: v.pipe(v.string(), v.minLength(1)), en: v.string() })),
  read('categories.json'),
);
const flows = 'order-status logistics refund exchange invoice complaint member-rights appointment'.split(' ');

const ids = new Set(entries.map((one) => one.id));
const languages = ['zh', 'en'] as const;
const wordings = entries.flatMap((one) => languages.map((language) => ({ id: one.id, language, of: one[language] })));
const asked = (wording: Wording) => [wording.question, ...wording.similar];
const bare = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]/gu, '');

/** Sentences about what breaks a rule, one per wording that breaks it. */
const breaking = (rule: (wording: Wording, language: 'zh' | 'en') => unknown) =>
  wordings
    .filter(({ of, language }) => of !== undefined && Boolean(rule(of, language)))
    .map(({ id, language }) => `${id} (${language})`);

describe('the demo knowledge', () => {
  test('is large, has every id once, and stands in the file of its category', () => {
    expect(entries.length).toBeGreaterThanOrEqual(130);
    expect(ids.size).toBe(entries.length);
    const paths = new Set(tree.map((one) => one.path));
    expect(paths.size).toBe(tree.length);
    for (const one of entries) expect(paths, one.id).toContain(one.category);
    for (const name of files) {
      const inside = v.parse(v.array(v.object({ category: v.string() })), read(name));
      for (const one of inside) expect(`${one.category.split('/')[0]}.json`).toBe(name);
    }
  });

  test('is complete in both languages, with eight to fourteen ways of asking', () => {
    expect(wordings.filter(({ of }) => of === undefined)).toEqual([]);
    expect(breaking(({ similar }) => similar.length < 8 || similar.length > 14)).toEqual([]);
    expect(breaking(({ question }, language) => /\p{Script=Han}/u.test(question) !== (language === 'zh'))).toEqual([]);
    expect(breaking(({ answer }, language) => answer.text.length > (language === 'zh' ? 300 : 500))).toEqual([]);
    expect(breaking(({ answer }) => (answer.steps?.length ?? 2) > 8)).toEqual([]);
  });

  test('says the same in both languages: steps, pictures and buttons', () => {
    const shape = (wording: Wording | undefined) => ({
      steps: wording?.answer.steps?.length,
      media: wording?.answer.media?.map((one) => one.url),
      acts: wording?.answer.buttons?.map((one) => one.act),
      variants: Object.keys(wording?.variants ?? {}),
    });
    for (const one of entries) expect(shape(one.en), one.id).toEqual(shape(one.zh));
  });

  test('no question stands in two entries', () => {
    for (const language of languages) {
      const seen = new Map<string, string>();
      const twice: string[] = [];
      for (const one of wordings.filter((wording) => wording.language === language)) {
        for (const question of one.of ? asked(one.of) : []) {
          const before = seen.get(bare(question));
          if (before !== undefined) twice.push(`${question}: ${before}, ${one.id}`);
          seen.set(bare(question), one.id);
        }
      }
      expect(seen.size).toBeGreaterThan(1000);
      expect(twice).toEqual([]);
    }
  });

  test('names only entries, flows and pictures that exist', () => {
    const lost: string[] = [];
    for (const one of entries) {
      for (const other of one.related) if (!ids.has(other) || other === one.id) lost.push(`${one.id} → ${other}`);
      if (one.flow !== undefined && !flows.includes(one.flow)) lost.push(`${one.id} → ${one.flow}`);
    }
    for (const { id, of } of wordings) {
      for (const { act } of of?.answer.buttons ?? []) {
        if (act.kind === 'entry' && !ids.has(act.entry)) lost.push(`${id} → ${act.entry}`);
        if (act.kind === 'flow' && !flows.includes(act.flow)) lost.push(`${id} → ${act.flow}`);
      }
      for (const { url } of of?.answer.media ?? []) {
        if (!pictures.has(url.replace('/help/', ''))) lost.push(`${id} → ${url}`);
      }
    }
    expect(lost).toEqual([]);
    for (const flow of flows) expect(JSON.stringify(entries), flow).toContain(`"flow":"${flow}"`);
  });

  test('its validity is a time, and what is over before it begins is none', () => {
    const limited = entries.filter((one) => one.validFrom !== undefined || one.validUntil !== undefined);
    expect(limited.length).toBeGreaterThan(1);
    for (const one of limited) expect(one.validFrom ?? 0).toBeLessThan(one.validUntil ?? Infinity);
  });
});

describe('variants', () => {
  const sender = { signName: '一线', templates: { reply: { text: '${content}' } } };
  test('sms: one Chinese part with its signature or two English ones, nothing the carrier refuses', () => {
    expect(wordings.filter(({ of }) => of?.variants?.sms !== undefined).length).toBeGreaterThanOrEqual(120);
    expect(breaking(({ variants }, language) => (variants?.sms?.length ?? 0) > (language === 'zh' ? 65 : 125))).toEqual(
      [],
    );
    expect(breaking(({ variants }) => variants?.sms && breaks(sender, { kind: 'text', text: variants.sms }))).toEqual(
      [],
    );
  });
  test('phone: words only, no digits and signs, at most three sentences', () => {
    expect(wordings.filter(({ of }) => of?.variants?.phone !== undefined).length).toBeGreaterThanOrEqual(120);
    const unsayable = /[\d¥%→/()（）《》“”"·~–—:：;；]/u;
    expect(breaking(({ variants }) => unsayable.test(variants?.phone ?? ''))).toEqual([]);
    expect(breaking(({ variants }, language) => language === 'zh' && /[a-z]/iu.test(variants?.phone ?? ''))).toEqual(
      [],
    );
    expect(breaking(({ variants }) => (variants?.phone?.match(/[。.！!？?]/gu)?.length ?? 0) > 3)).toEqual([]);
  });
});

describe('words and recorded questions', () => {
  test('synonyms: each word in one group of its language', () => {
    expect(groups.length).toBeGreaterThanOrEqual(40);
    for (const language of languages) {
      const words = groups
        .filter((one) => one.language === language)
        .flatMap((one) => one.words.map((word) => word.toLowerCase()));
      expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
    }
  });

  test('recorded questions: many, none indexed or twice, each naming an entry that exists or none', () => {
    expect(recorded.length).toBeGreaterThanOrEqual(400);
    const indexed = new Set(wordings.flatMap(({ of }) => (of ? asked(of).map(bare) : [])));
    const texts = recorded.map((one) => bare(one.text));
    expect(texts.filter((text) => indexed.has(text))).toEqual([]);
    expect(new Set(texts).size).toBe(texts.length);
    expect(recorded.filter((one) => one.entry !== null && !ids.has(one.entry))).toEqual([]);
    const answered = new Set(recorded.map((one) => one.entry));
    expect([...ids].filter((id) => !answered.has(id))).toEqual([]);
    const share = (some: typeof recorded) => some.length / recorded.length;
    expect(share(recorded.filter((one) => one.entry === null))).toBeGreaterThan(0.1);
    expect(share(recorded.filter((one) => one.language === 'en'))).toBeGreaterThan(0.3);
  });
});
