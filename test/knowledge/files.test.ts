/** Files of entries: what goes out comes back the same in every format, and whatever is wrong with a file is named. */
import fc from 'fast-check';
import { zipSync } from 'fflate';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { entry as entrySchema, type Entry } from '../../shared/knowledge.ts';
import { fileFaults, type FileFormat } from '../../shared/knowledge-api.ts';
import { demoKnowledge } from '../../worker/knowledge/demo.ts';
import { laidOpen, neutralised } from '../../worker/knowledge/files/csv.ts';
import { readFile, writeFile } from '../../worker/knowledge/files/files.ts';
import { joinList, splitList } from '../../worker/knowledge/files/lists.ts';
import { archiveOf } from '../../worker/knowledge/files/zip.ts';
import { clean } from '../../worker/knowledge/words.ts';

const all: FileFormat[] = ['csv', 'xlsx', 'json', 'markdown'];
const bytesOf = (written: string | Uint8Array) =>
  typeof written === 'string' ? new TextEncoder().encode(written) : written;
const text = (value: string) => new TextEncoder().encode(value);

function read(format: FileFormat, bytes: Uint8Array) {
  const file = readFile(format, bytes, [{ path: 'logistics/delivery', zh: '配送', en: 'Delivery' }]);
  if (!file.ok) throw new Error(`${file.code}: ${file.detail}`);
  return file.rows;
}
const problemsIn = (format: FileFormat, value: string) =>
  read(format, text(value)).flatMap(({ row, problems }) => problems.map(({ field, code }) => [row, field, code]));

/** Words that files stumble over. */
const nasty = fc.constantFrom(
  '=1+1',
  "'=x",
  '# 标题',
  '### answer',
  '- 一',
  '1. 二',
  'a|b',
  'c:\\new\\n',
  '"引号"',
  '_x0041_',
  '<b>&amp;</b>',
  'x\ny',
  '——',
  '，,;\t',
  '## zh 问',
  '\\# y',
  ' | ',
  '＝x',
  'a\u2028b',
);
const words = (most: number) =>
  fc
    .array(
      fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 12 }), fc.string({ unit: 'grapheme', maxLength: 12 })),
      { minLength: 1, maxLength: 4 },
    )
    .map((parts) => clean(parts.join('')).slice(0, most))
    .map((one) => clean(one))
    .filter((one) => one !== '');
const id = fc.stringMatching(/^[a-z0-9][a-z0-9-]{1,20}$/u);
const url = fc.stringMatching(/^https:\/\/[a-z|\\ ]{1,20}x$/u);
const answer = fc.record(
  {
    text: words(300),
    steps: fc.array(words(100), { minLength: 2, maxLength: 4 }),
    media: fc.array(fc.record({ kind: fc.constantFrom('image' as const, 'video' as const), url, caption: words(50) }), {
      minLength: 1,
      maxLength: 2,
    }),
    links: fc.array(fc.record({ label: words(40), url }), { minLength: 1, maxLength: 2 }),
    buttons: fc.array(
      fc.record({
        label: words(40),
        act: fc.oneof(
          fc.record({ kind: fc.constant('ask' as const), question: words(60) }),
          fc.record({ kind: fc.constant('entry' as const), entry: id }),
          fc.record({ kind: fc.constant('flow' as const), flow: id }),
          fc.record({ kind: fc.constant('human' as const) }),
        ),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  },
  { requiredKeys: ['text'] },
);
const wording = fc.record(
  {
    question: words(80),
    similar: fc.array(words(80), { maxLength: 5 }),
    answer,
    variants: fc.record({ sms: words(100), wechat: words(200) }),
  },
  { requiredKeys: ['question', 'similar', 'answer'] },
);
const entries = fc.uniqueArray(
  fc
    .record(
      {
        ...{ id, category: fc.constantFrom('a', 'a/b', 'logistics/delivery'), skill: id },
        audience: fc.constantFrom('everyone' as const, 'known' as const, 'members' as const),
        owner: fc.oneof(fc.constant(''), words(20)),
        related: fc.array(id, { maxLength: 3 }),
        ...{ zh: wording, en: wording, flow: id, validFrom: fc.nat(2 ** 40), validUntil: fc.nat(2 ** 40) },
      },
      { requiredKeys: ['id', 'category', 'skill', 'audience', 'owner', 'related', 'zh'] },
    )
    .map((one): Entry => clean(v.parse(entrySchema, clean(one)))),
  { selector: (one) => one.id, minLength: 1, maxLength: 4 },
);

describe('export and import', () => {
  test.each(all)('K40 in %s give the same entries back, whatever is in them', (format) => {
    fc.assert(
      fc.property(entries, (given) => {
        const rows = read(format, bytesOf(writeFile(format, given)));
        expect(rows.flatMap(({ problems }) => problems)).toEqual([]);
        expect(rows.map((row) => row.entry)).toEqual(given);
      }),
      { numRuns: 150 },
    );
  });

  test.each(all)('K40 carry the whole demo knowledge in %s', (format) => {
    const given = demoKnowledge().entries.map((one) => clean(one));
    expect(read(format, bytesOf(writeFile(format, given))).map((row) => row.entry)).toEqual(given);
  });

  test('K40 lists longer than a spreadsheet’s cell go on in further columns', () => {
    const similar = Array.from({ length: 200 }, (_, at) => `${at}${'长'.repeat(190)}`);
    const given: Entry = {
      id: 'long',
      category: 'a',
      skill: 'general',
      audience: 'everyone',
      owner: '',
      related: [],
      zh: { question: '问', similar, answer: { text: '答' } },
    };
    expect(read('xlsx', bytesOf(writeFile('xlsx', [given])))[0]?.entry).toEqual(given);
  });

  test('K41 no cell of a CSV can run as a formula, and reading gives the words back', () => {
    for (const cell of ['=cmd()', '+1', '-1', '@x', '\tx', '＝1', "'=x", "''-"]) {
      expect(neutralised(cell)).toMatch(/^'/u);
      expect(laidOpen(neutralised(cell))).toBe(cell);
    }
    fc.assert(
      fc.property(
        fc.string(),
        (cell) => laidOpen(neutralised(cell)) === cell && !/^[=+\-@\t\r]/u.test(neutralised(cell)),
      ),
    );
  });

  test('lists keep bars, backslashes and line ends inside their items', () => {
    fc.assert(
      fc.property(fc.array(fc.array(words(40), { minLength: 1, maxLength: 3 }), { maxLength: 4 }), (given) => {
        expect(splitList(joinList(given))).toEqual(given);
      }),
    );
  });
});

describe('a file of somebody else', () => {
  test('K42 is read with its own column names, missing ids, categories by name, days and GB 18030', () => {
    const rows = read(
      'csv',
      text('标准问,相似问,答案,分类,生效时间\n怎么退款,"退钱\n我要退款",点退款,配送,2026/1/2\n'),
    );
    expect(rows[0]?.entry).toMatchObject({
      ...{ category: 'logistics/delivery', audience: 'everyone', validFrom: Date.UTC(2026, 0, 1, 16) },
      zh: { question: '怎么退款', similar: ['退钱', '我要退款'], answer: { text: '点退款' } },
    });
    expect(rows[0]?.entry?.id).toMatch(/^q-[a-z0-9]+$/u);
    const chinese = Uint8Array.from([
      0xb1, 0xea, 0xd7, 0xbc, 0xce, 0xca, 0x2c, 0xb4, 0xf0, 0xb0, 0xb8, 0x0a, 0xce, 0xca, 0x2c, 0xb4, 0xf0,
    ]);
    expect(read('csv', chinese)[0]?.entry?.zh).toMatchObject({ question: '问', answer: { text: '答' } });
  });

  test('K43 has every bad row named by row, field, code and sentence, and loses none', () => {
    const head = 'id,category,question_zh,answer_zh,audience,buttons_zh,valid_from,note\n';
    const good = 'a-1,a,问,答,,,,\n';
    expect(problemsIn('csv', `${head}${good}BAD,a,问,答,,,,\n,a,,答,,,,\na-2,a,问,,friends,,,\n`)).toEqual([
      [3, 'id', 'malformed'],
      [4, 'question_zh', 'missing'],
      [5, 'audience', 'unknown_word'],
      [5, 'answer_zh', 'missing'],
    ]);
    expect(
      problemsIn(
        'csv',
        `${head}${good}a-1,a,问,答,,,,\na-3,a,问,答,,按钮 | jump,,\na-4,a,问,答,,,soon,\na-5,a,问,答,,,,字\n`,
      ),
    ).toEqual([
      [3, 'id', 'double'],
      [4, 'buttons_zh', 'unknown_word'],
      [5, 'valid_from', 'malformed'],
      [6, 'note', 'unknown_column'],
    ]);
    expect(problemsIn('json', '[{"id":"a-1","colour":1},3]')).toContainEqual([1, 'colour', 'unknown_field']);
    expect(problemsIn('json', '[3]').length).toBe(1);
    expect(
      problemsIn('markdown', 'vorher\n# a-1\n- colour: red\n## zh 问\n### answer\n答\n#### tief\n### tail\nx\n'),
    ).toEqual([
      [1, '', 'outside'],
      [2, 'colour', 'unknown_field'],
      [2, '', 'outside'],
    ]);
    expect(read('csv', text(`${head}${good}BAD,a,问,答,,,,\n`)).length).toBe(2);
  });

  test('K43 an open quotation mark makes its own line bad, and the lines after it are read', () => {
    const lines = [
      'id,category,question_zh,similar_zh,answer_zh',
      'a-1,a,问一,"x\ny",答',
      'a-2,a,"问二,,答',
      'a-3,a,问三,"说 ""好""\n又说",答',
      'a-4,a,"问"四,,答',
      'a-5,a,问五,,"答"',
    ];
    const rows = read('csv', text(`${lines.join('\n')}\n`));
    expect(rows.map(({ row, entry, problems }) => [row, entry?.id, problems.map(({ code }) => code)])).toEqual([
      ...[
        [2, 'a-1', []],
        [4, undefined, ['quotes']],
        [5, 'a-3', []],
        [7, undefined, ['quotes']],
        [8, 'a-5', []],
      ],
    ]);
    expect(rows[2]?.entry?.zh?.similar).toEqual(['说 "好"', '又说']);
    expect(problemsIn('csv', 'question_zh,answer_zh\n"问,答\n')).toEqual([[2, '', 'quotes']]);
  });

  test('K44 quotation marks that never close are given up in bounded time', () => {
    const began = performance.now();
    for (const line of ['"a', '"a""', ',""x', '"', '"""a'])
      expect(readFile('csv', text(`question_zh,answer_zh\n${`${line}\n`.repeat(15_001)}`), []).ok).toBeDefined();
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test.each<[string, FileFormat, Uint8Array]>([
    ['no table', 'csv', text('hello')],
    ['a head with an open quotation', 'csv', text('"question_zh,answer_zh\n问,答\n')],
    ['no JSON', 'json', text('{')],
    ['another JSON', 'json', text('{"rows":[]}')],
    ['no heading', 'markdown', text('hello')],
    ['no archive', 'xlsx', text('PK hello')],
    ['an archive without a sheet', 'xlsx', archiveOf({ 'a.txt': 'a' })],
    ['a DTD', 'xlsx', archiveOf({ 'xl/worksheets/sheet1.xml': '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>' })],
    [
      'a row far away',
      'xlsx',
      archiveOf({ 'xl/worksheets/sheet1.xml': '<sheetData><row r="999999999"><c/></row></sheetData>' }),
    ],
    ['a cut archive', 'xlsx', bytesOf(writeFile('xlsx', [])).slice(0, 300)],
    ['other bytes', 'csv', Uint8Array.from([0xff, 0xff, 0xff])],
  ])('K44 of %s is refused as a whole', (_name, format, bytes) => {
    const file = readFile(format, bytes, []);
    expect(file).toMatchObject({ ok: false, code: 'bad_file' });
    const detail = file.ok ? '' : file.detail;
    expect(Object.values(fileFaults).some((fault) => detail.startsWith(fault))).toBe(true);
  });

  test('K44 that swells when it is unpacked, or never ends its tags, is refused in bounded time', () => {
    const began = performance.now();
    const swollen = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(64 * 1024 * 1024) }, { level: 1 });
    const packed = performance.now();
    expect(readFile('xlsx', swollen, [])).toMatchObject({ ok: false, code: 'bad_file' });
    for (const tag of ['<c', '<row r="1"><c>', '<v>', '&amp;', '<!--']) {
      const sheet = archiveOf({ 'xl/worksheets/sheet1.xml': tag.repeat(400_000) });
      expect(readFile('xlsx', sheet, []).ok).toBe(false);
    }
    expect(performance.now() - packed).toBeLessThan(8_000);
    expect(packed).toBeGreaterThan(began);
  });

  test('K44 of too many rows is refused', () => {
    const rows = 'question_zh,answer_zh\n' + '问,答\n'.repeat(20_001);
    expect(readFile('csv', text(rows), [])).toMatchObject({ ok: false, code: 'too_large' });
  });
});
