/** A report as the rows of a file: Chinese columns, times in seconds, shares in percent, as spreadsheets reckon with them. */
import { figureKinds, figureNames, wholeOnly, type Figure, type FigureName, type Unit } from '../../shared/figures.ts';
import { figureWords } from '../../shared/figure-words.ts';
import type { Report, ReportBy } from '../../shared/ledger.ts';

const heads: Record<ReportBy, string> = {
  ...{ day: '日期', agent: '坐席', group: '技能组', channel: '渠道', hour: '小时', reason: '转人工原因' },
  ...{ topic: '问题分类', site: '网站', tier: '会员等级' },
};
const channels: Record<string, string> = {
  web: '网站',
  app: 'APP',
  miniprogram: '小程序',
  wechat: '公众号',
  sms: '短信',
  phone: '电话',
};
const duties = { online: '在线', busy: '忙碌', break: '小休', 'wrap-up': '话后整理' } as const;
const units: Record<Unit, string> = { count: '', share: '（%）', ms: '（秒）', score: '' };

/** Heads, a row for each, and the whole. */
export function tableOf(report: Report, by: ReportBy): string[][] {
  const rows = by === 'day' ? report.days.map(({ day, figures }) => ({ name: day, figures })) : namedRows(report, by);
  const names = figureNames.filter((name) => by !== 'agent' || !wholeOnly.has(name));
  const cells = (figures: Report['whole']) => names.map((name) => cellOf(name, figures[name]));
  const head = [heads[by], ...names.map((name) => figureWords[name].zh + units[figureKinds[name].unit])];
  const whole = ['合计', ...cells(report.whole)];
  if (by !== 'agent') return [head, ...rows.map((row) => [row.name, ...cells(row.figures)]), whole];
  const more = ['漏接次数', ...Object.values(duties).map((name) => `${name}（分钟）`)];
  return [
    [...head, ...more],
    ...report.rows.map(({ zh, figures, duty }) => [
      ...[zh, ...cells(figures), String(duty?.missed ?? 0)],
      ...Object.keys(duties).map((state) => String(Math.round((duty?.states[state] ?? 0) / 60_000))),
    ]),
    [...whole, ...more.map(() => '')],
  ];
}

function namedRows(report: Report, by: ReportBy): { name: string; figures: Report['whole'] }[] {
  return report.rows.map(({ id, zh, figures }) => ({
    name: id === '' ? '（无）' : by === 'channel' ? (channels[id] ?? zh) : zh,
    figures,
  }));
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
