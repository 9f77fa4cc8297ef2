/** A report as the rows of a file, in either language: times in seconds, shares in percent, as spreadsheets reckon with them. */
import { figureKinds, figureNames, type Figure, type FigureName, type Unit } from '../../shared/figures.ts';
import { figureWords } from '../../shared/figure-words.ts';
import { isToldBy, type Report, type ReportBy } from '../../shared/ledger.ts';

export type TableLanguage = 'zh' | 'en';

const heads: Record<TableLanguage, Record<ReportBy, string>> = {
  zh: {
    ...{ day: '日期', agent: '坐席', group: '技能组', channel: '渠道', hour: '小时', reason: '转人工原因' },
    ...{ topic: '问题分类', site: '网站', tier: '会员等级' },
  },
  en: {
    ...{ day: 'Day', agent: 'Agent', group: 'Group', channel: 'Channel', hour: 'Hour', reason: 'Reason for a person' },
    ...{ topic: 'Topic', site: 'Site', tier: 'Tier' },
  },
};
const channels: Record<TableLanguage, Record<string, string>> = {
  zh: { web: '网站', app: 'APP', miniprogram: '小程序', wechat: '公众号', sms: '短信', phone: '电话' },
  en: { web: 'Web', app: 'App', miniprogram: 'Mini-program', wechat: 'WeChat', sms: 'SMS', phone: 'Phone' },
};
const states = ['online', 'busy', 'break', 'wrap-up'] as const;
const duties: Record<TableLanguage, Record<(typeof states)[number], string>> = {
  zh: { online: '在线（分钟）', busy: '忙碌（分钟）', break: '小休（分钟）', 'wrap-up': '话后整理（分钟）' },
  en: { online: 'Online (min)', busy: 'Busy (min)', break: 'Break (min)', 'wrap-up': 'Wrap-up (min)' },
};
const units: Record<TableLanguage, Record<Unit, string>> = {
  zh: { count: '', share: '（%）', ms: '（秒）', score: '' },
  en: { count: '', share: ' (%)', ms: ' (s)', score: '' },
};
const others: Record<TableLanguage, { whole: string; none: string; missed: string }> = {
  zh: { whole: '合计', none: '（无）', missed: '漏接次数' },
  en: { whole: 'Total', none: '(none)', missed: 'Missed' },
};

/** Heads, a row for each, and the whole. */
export function tableOf(report: Report, by: ReportBy, language: TableLanguage): string[][] {
  const rows =
    by === 'day'
      ? report.days.map(({ day, figures }) => ({ name: day, figures }))
      : report.rows.map((row) => ({ name: nameOf(row, by, language), figures: row.figures }));
  const names = figureNames.filter((name) => isToldBy(name, by));
  const cells = (figures: Report['whole']) => names.map((name) => cellOf(name, figures[name]));
  const headOf = (name: FigureName) => figureWords[name][language] + units[language][figureKinds[name].unit];
  const head = [heads[language][by], ...names.map(headOf)];
  const whole = [others[language].whole, ...cells(report.whole)];
  if (by !== 'agent') return [head, ...rows.map((row) => [row.name, ...cells(row.figures)]), whole];
  const more = [others[language].missed, ...states.map((state) => duties[language][state])];
  return [
    [...head, ...more],
    ...report.rows.map((row) => [
      ...[nameOf(row, by, language), ...cells(row.figures), String(row.duty?.missed ?? 0)],
      ...states.map((state) => String(Math.round((row.duty?.states[state] ?? 0) / 60_000))),
    ]),
    [...whole, ...more.map(() => '')],
  ];
}

/** The same as cells of a sheet: figures as numbers, names as texts, whatever they look like. */
export function sheetRowsOf(table: readonly (readonly string[])[]): (string | number)[][] {
  return table.map((row, at) =>
    row.map((cell, column) => (at === 0 || column === 0 || cell === '' ? cell : Number(cell))),
  );
}

function nameOf(row: Report['rows'][number], by: ReportBy, language: TableLanguage): string {
  if (row.id === '') return others[language].none;
  return by === 'channel' ? (channels[language][row.id] ?? row[language]) : row[language];
}

function cellOf(name: FigureName, { value }: Figure): string {
  if (value === null) return '';
  switch (figureKinds[name].unit) {
    case 'count':
      return String(Math.round(value * 10) / 10);
    case 'share':
      return (value * 100).toFixed(1);
    case 'ms':
      return (value / 1000).toFixed(1);
    case 'score':
      return value.toFixed(2);
  }
}
