/** Markdown: one section an entry, readable and editable by hand, and read back without loss. */
import { fileFaults } from '../../../shared/knowledge-api.ts';
import type { Answer, Entry, Language, Wording } from '../../../shared/knowledge.ts';
import { languages } from '../words.ts';
import { buttonOf, buttonParts } from './cells.ts';
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

const fields = ['category', 'skill', 'audience', 'validFrom', 'validUntil', 'owner', 'related', 'flow'] as const;
const lists = ['similar', 'steps', 'media', 'links', 'buttons'] as const;
const texts = ['answer', 'sms', 'phone', 'wechat'] as const;
const parts: ReadonlySet<string> = new Set([...lists, ...texts]);

/** Words that begin like a heading keep a backslash before it. */
const guarded = (text: string) => text.replace(/^(\\*#)/gmu, '\\$1');
const bared = (text: string) => text.replace(/^\\(\\*#)/gmu, '$1');
const items = (rows: readonly (readonly string[])[]) =>
  joinList(rows)
    .split('\n')
    .map((line) => `- ${line}`)
    .join('\n');

/** All entries as one file. */
export function writeMarkdown(entries: readonly Entry[]): string {
  return entries.map(section).join('\n');
}

function section(entry: Entry): string {
  const value = (name: (typeof fields)[number]): string => {
    const given = entry[name];
    if (name === 'validFrom' || name === 'validUntil')
      return typeof given === 'number' ? new Date(given).toISOString() : '';
    if (name === 'owner') return joinList([[entry.owner]]);
    return Array.isArray(given) ? given.join(', ') : String(given ?? '');
  };
  const about = fields.filter((name) => value(name) !== '').map((name) => `- ${name}: ${value(name)}`);
  const wordings = languages.flatMap((language) => (entry[language] ? wordingOf(language, entry[language]) : []));
  return [`# ${entry.id}`, '', ...about, '', ...wordings].join('\n');
}

function wordingOf(language: Language, { question, similar, answer, variants }: Wording): string[] {
  const { text, steps = [], media = [], links = [], buttons = [] } = answer;
  const written: [string, string][] = [
    ['similar', similar.length === 0 ? '' : items(similar.map((one) => [one]))],
    ['answer', guarded(text)],
    ['steps', steps.length === 0 ? '' : items(steps.map((one) => [one]))],
    ['media', media.length === 0 ? '' : items(media.map((one) => [one.kind, one.url, one.caption]))],
    ['links', links.length === 0 ? '' : items(links.map((one) => [one.label, one.url]))],
    ['buttons', buttons.length === 0 ? '' : items(buttons.map(buttonParts))],
    ...(['sms', 'phone', 'wechat'] as const).map((name): [string, string] => [name, guarded(variants?.[name] ?? '')]),
  ];
  const heading = `## ${language} ${joinList([[question]])}`;
  return [
    heading,
    '',
    ...written.filter(([, body]) => body !== '').flatMap(([name, body]) => [`### ${name}`, '', body, '']),
  ];
}

export function readMarkdown(text: string): ReadFile {
  const sections: { line: number; id: string; lines: string[] }[] = [];
  const problems: Problem[] = [];
  for (const [at, line] of text
    .replace(/^\ufeff/u, '')
    .split(/\r?\n/u)
    .entries()) {
    const heading = /^# +(.*)$/su.exec(line)?.[1];
    if (heading !== undefined) sections.push({ line: at + 1, id: heading.trim(), lines: [] });
    else if (sections.length > 0) sections[sections.length - 1]?.lines.push(line);
    else if (line.trim() !== '' && problems.length === 0)
      problems.push({
        field: '',
        code: 'outside',
        detail: 'These words stand before the first # heading and belong to no entry.',
      });
  }
  if (sections.length === 0)
    return { ok: false, code: 'bad_file', detail: `${fileFaults.heading}: every entry begins with one.` };
  if (sections.length > ROW_LIMIT)
    return { ok: false, code: 'too_large', detail: `A file holds at most ${ROW_LIMIT} entries.` };
  const stray: ReadRow[] = problems.map((problem) => ({
    row: 1,
    id: '',
    question: '',
    entry: null,
    problems: [problem],
  }));
  return {
    ok: true,
    rows: withoutDoubles([...stray, ...sections.map(({ line, id, lines }) => readSection(line, id, lines))]),
  };
}

function readSection(row: number, id: string, lines: readonly string[]): ReadRow {
  const problems: Problem[] = [];
  const about: Record<string, string> = {};
  const wordings: Partial<Record<Language, { question: string; parts: Map<string, string[]> }>> = {};
  let wording: Language | null = null;
  let part: string[] | null = null;
  const lost = (detail: string) => problems.push({ field: '', code: 'outside', detail });
  for (const line of lines) {
    const second = /^## +(zh|en) +(.*)$/su.exec(line);
    const third = /^### +(\S+)\s*$/u.exec(line)?.[1];
    if (second) {
      wording = second[1] === 'zh' ? 'zh' : 'en';
      if (wordings[wording]) lost(`The heading ## ${wording} stands there twice.`);
      wordings[wording] = { question: splitList(second[2] ?? '')[0]?.join('|') ?? '', parts: new Map() };
      part = null;
    } else if (third !== undefined && wording && parts.has(third)) {
      part = [];
      wordings[wording]?.parts.set(third, part);
    } else if (/^#{2,3} /u.test(line)) lost(`Nothing of ours is called “${line.slice(0, 60)}”.`);
    else if (part) part.push(line);
    else if (wording === null && /^- +\w+:/u.test(line)) {
      const [, name = '', value = ''] = /^- +(\w+):\s*(.*)$/su.exec(line) ?? [];
      if (fields.some((one) => one === name)) about[name] = value.trim();
      else
        problems.push({
          field: name,
          code: 'unknown_field',
          detail: 'No field of ours has this name; nothing of it would be kept.',
        });
    } else if (line.trim() !== '') lost(`These words belong to no part: “${line.slice(0, 60)}”.`);
  }
  const moments = (['validFrom', 'validUntil'] as const).filter((name) => about[name] !== undefined);
  const candidate = {
    id: id || nameFor(wordings.zh?.question ?? wordings.en?.question ?? ''),
    category: about['category'] ?? 'imported',
    skill: about['skill'] ?? 'general',
    audience: about['audience'] ?? 'everyone',
    ...Object.fromEntries(moments.map((name) => [name, Date.parse(about[name] ?? '')])),
    owner: splitList(about['owner'] ?? '')[0]?.join('|') ?? '',
    related: (about['related'] ?? '').split(/[,，\s]+/u).filter(Boolean),
    ...(about['flow'] ? { flow: about['flow'] } : {}),
    ...Object.fromEntries(languages.flatMap((one) => (wordings[one] ? [[one, readWording(wordings[one])]] : []))),
  };
  return checkRow(row, candidate, problems, (path) => path);
}

function readWording({ question, parts: given }: { question: string; parts: Map<string, string[]> }): object {
  const text = (name: string) => bared((given.get(name) ?? []).join('\n').trim());
  const list = (name: string) =>
    splitList((given.get(name) ?? []).map((line) => line.replace(/^\s*(?:[-*]|\d+[.、)])\s+/u, '')).join('\n'));
  const whole = (name: string) => list(name).map((one) => one.join('|'));
  const optional = (name: keyof Answer, found: readonly unknown[]) => (found.length > 0 ? { [name]: found } : {});
  const variants = Object.fromEntries(
    ['sms', 'phone', 'wechat'].filter((name) => text(name) !== '').map((name) => [name, text(name)]),
  );
  return {
    question,
    similar: whole('similar'),
    answer: {
      text: text('answer'),
      ...optional('steps', whole('steps')),
      ...optional(
        'media',
        list('media').map(([kind, url, caption = '']) => ({ kind, url, caption })),
      ),
      ...optional(
        'links',
        list('links').map(([label, url]) => ({ label, url })),
      ),
      ...optional('buttons', list('buttons').map(buttonOf)),
    },
    ...(Object.keys(variants).length > 0 ? { variants } : {}),
  };
}
