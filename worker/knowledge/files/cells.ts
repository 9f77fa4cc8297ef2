/** An entry as a row of cells and back, for tables (CSV, XLSX). */
import { fileFaults } from '../../../shared/knowledge-api.ts';
import type { Answer, Button, Entry, Language } from '../../../shared/knowledge.ts';
import type { Category } from '../meta.ts';
import { languages } from '../words.ts';
import { joinList, splitList } from './lists.ts';
import {
  checkRow,
  nameFor,
  ROW_LIMIT,
  withoutDoubles,
  type Problem,
  type ReadFile,
  type ReadRow,
} from './read-rows.ts';

const about = ['id', 'category', 'skill', 'audience', 'valid_from', 'valid_until', 'owner', 'related', 'flow'] as const;
const worded = [
  'question',
  'similar',
  'answer',
  'steps',
  'media',
  'links',
  'buttons',
  'sms',
  'phone',
  'wechat',
] as const;

/** The columns in their order. */
export const columns: readonly string[] = [
  ...about,
  ...languages.flatMap((language) => worded.map((name) => `${name}_${language}`)),
];

/** What Chinese editors write above their columns. */
const called: Record<string, string> = {
  编号: 'id',
  分类: 'category',
  技能组: 'skill',
  受众: 'audience',
  生效时间: 'valid_from',
  失效时间: 'valid_until',
  负责人: 'owner',
  相关条目: 'related',
  流程: 'flow',
  标准问: 'question_zh',
  问题: 'question_zh',
  相似问: 'similar_zh',
  答案: 'answer_zh',
  步骤: 'steps_zh',
  图片视频: 'media_zh',
  链接: 'links_zh',
  按钮: 'buttons_zh',
  短信答案: 'sms_zh',
  电话答案: 'phone_zh',
  微信答案: 'wechat_zh',
};

/** An entry's cells in the order of the columns. */
export function cellsOf(entry: Entry): string[] {
  const moment = (at: number | undefined) => (at === undefined ? '' : new Date(at).toISOString());
  return [
    ...[entry.id, entry.category, entry.skill, entry.audience, moment(entry.validFrom), moment(entry.validUntil)],
    ...[entry.owner, joinList(entry.related.map((id) => [id])), entry.flow ?? ''],
    ...languages.flatMap((language) => wordingCells(entry, language)),
  ];
}

function wordingCells(entry: Entry, language: Language): string[] {
  const wording = entry[language];
  if (!wording) return worded.map(() => '');
  const { question, similar, answer, variants } = wording;
  const { text, steps = [], media = [], links = [], buttons = [] } = answer;
  return [
    question,
    joinList(similar.map((one) => [one])),
    text,
    joinList(steps.map((one) => [one])),
    joinList(media.map((one) => [one.kind, one.url, one.caption])),
    joinList(links.map((one) => [one.label, one.url])),
    joinList(buttons.map(buttonParts)),
    ...[variants?.sms ?? '', variants?.phone ?? '', variants?.wechat ?? ''],
  ];
}

/** A button as parts: label, what it does, with what. */
export function buttonParts({ label, act }: Button): string[] {
  switch (act.kind) {
    case 'ask':
      return [label, 'ask', act.question];
    case 'entry':
      return [label, 'entry', act.entry];
    case 'flow':
      return [label, 'flow', act.flow];
    case 'human':
      return [label, 'human'];
  }
}

/** Parts as a button to be checked. */
export function buttonOf([label = '', kind = '', what = '']: readonly string[]): object {
  const name =
    kind === 'ask' ? { question: what } : kind === 'entry' ? { entry: what } : kind === 'flow' ? { flow: what } : {};
  return { label, act: { kind, ...name } };
}

/** Reads a table whose first row names the columns. */
export function readTable(table: readonly (readonly string[])[], categories: readonly Category[]): ReadFile {
  const [head = []] = table;
  const names = head.map((cell) => columnOf(cell));
  if (!names.some((name) => name === 'question_zh' || name === 'question_en'))
    return {
      ok: false,
      code: 'bad_file',
      detail: `${fileFaults.columns}, question_zh or question_en among them.`,
    };
  if (table.length - 1 > ROW_LIMIT)
    return { ok: false, code: 'too_large', detail: `A file holds at most ${ROW_LIMIT} rows.` };
  const rows = table.flatMap((cells, at) =>
    at === 0 || cells.every((cell) => cell.trim() === '') ? [] : [readCells(at + 1, names, head, cells, categories)],
  );
  return { ok: true, rows: withoutDoubles(rows) };
}

function columnOf(cell: string): string {
  const plain = cell.normalize('NFKC').trim();
  return called[plain] ?? plain.toLowerCase().replace(/[\s-]+/gu, '_');
}

function readCells(
  row: number,
  names: readonly string[],
  head: readonly string[],
  cells: readonly string[],
  categories: readonly Category[],
): ReadRow {
  const given = new Map<string, string>();
  const problems: Problem[] = [];
  for (const [at, cell] of cells.entries()) {
    const name = names[at];
    if (cell.trim() === '') continue;
    // A list too long for one cell goes on in another column of the same name.
    if (name !== undefined && columns.includes(name))
      given.set(name, [given.get(name), cell].filter(Boolean).join('\n'));
    else {
      const field = head[at]?.trim() || `column ${at + 1}`;
      problems.push({
        field,
        code: 'unknown_column',
        detail: 'No column of ours has this name; nothing of it would be kept.',
      });
    }
  }
  const get = (name: string) => given.get(name) ?? '';
  const candidate = {
    id: get('id').trim() || nameFor(get('question_zh') || get('question_en')),
    category: categoryOf(get('category').trim(), categories),
    skill: get('skill').trim() || 'general',
    audience: get('audience').trim() || 'everyone',
    ...momentOf('validFrom', get('valid_from'), problems),
    ...momentOf('validUntil', get('valid_until'), problems),
    owner: get('owner'),
    related: splitList(get('related')).map(([id]) => id),
    ...(get('flow').trim() === '' ? {} : { flow: get('flow').trim() }),
    ...wordingOf('zh', get),
    ...wordingOf('en', get),
  };
  return checkRow(row, candidate, problems, fieldOf);
}

function wordingOf(language: Language, get: (name: string) => string): object {
  const cell = (name: (typeof worded)[number]) => get(`${name}_${language}`);
  if (worded.every((name) => cell(name) === '')) return {};
  const list = <Value>(name: keyof Answer, cellName: (typeof worded)[number], of: (parts: string[]) => Value) => {
    const items = splitList(cell(cellName)).map(of);
    return items.length > 0 ? { [name]: items } : {};
  };
  const short = ['sms', 'phone', 'wechat'] as const;
  const variants = Object.fromEntries(short.filter((name) => cell(name) !== '').map((name) => [name, cell(name)]));
  return {
    [language]: {
      question: cell('question'),
      similar: splitList(cell('similar')).map((parts) => parts.join('|')),
      answer: {
        text: cell('answer'),
        ...list('steps', 'steps', (parts) => parts.join('|')),
        ...list('media', 'media', ([kind, url, caption = '']) => ({ kind, url, caption })),
        ...list('links', 'links', ([label, url]) => ({ label, url })),
        ...list('buttons', 'buttons', buttonOf),
      },
      ...(Object.keys(variants).length > 0 ? { variants } : {}),
    },
  };
}

/** A category by its path, or by the name editors gave it. */
function categoryOf(cell: string, categories: readonly Category[]): string {
  if (cell === '') return 'imported';
  return categories.find(({ path, zh, en }) => [path, zh, en].includes(cell))?.path ?? cell;
}

const DAY_MS = 86_400_000;

/** ISO, a plain day (midnight where the company is), Unix milliseconds, or a spreadsheet's own count of days. */
function momentOf(field: 'validFrom' | 'validUntil', cell: string, problems: Problem[]): object {
  const text = cell.trim().replaceAll('/', '-');
  if (text === '') return {};
  const number = /^\d+(?:\.\d+)?$/u.test(text) ? Number(text) : Number.NaN;
  const day = /^(\d{4})-(\d{1,2})-(\d{1,2})$/u.exec(text);
  const at = day
    ? Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3])) - 8 * 3_600_000
    : number > 20_000 && number < 100_000
      ? Math.round((number - 25_569) * DAY_MS) - 8 * 3_600_000
      : Number.isNaN(number)
        ? Date.parse(text)
        : number;
  if (Number.isSafeInteger(at) && at >= 0) return { [field]: at };
  problems.push({
    field: fieldOf(field),
    code: 'malformed',
    detail: 'A day like 2026-11-25, or a moment in ISO form.',
  });
  return {};
}

/** The column a path of the schema stands in. */
function fieldOf(path: string): string {
  if (path === 'validFrom') return 'valid_from';
  if (path === 'validUntil') return 'valid_until';
  const wording = /^(zh|en)\.(?:answer\.|variants\.)?(\w+)/u.exec(path);
  if (wording) return `${wording[2] === 'text' ? 'answer' : wording[2]}_${wording[1]}`;
  return path.split('.')[0] ?? path;
}
