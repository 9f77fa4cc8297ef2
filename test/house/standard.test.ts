/** 服务标准: the hours, times, states, fields and targets it names are those of the code. */
import { expect, it } from 'vitest';
import { figureKinds, type FigureName } from '../../shared/figures.ts';
import { figureWords } from '../../shared/figure-words.ts';
import { statusWords } from '../../shared/operations/status-words.ts';
import { conditions } from '../../shared/operations/status.ts';
import type { Period } from '../../shared/settings/calendars.ts';
import { usualCalendars } from '../../shared/settings/calendars.ts';
import { usualTargets } from '../../shared/settings/targets.ts';
import { usualTickets } from '../../shared/settings/tickets-usual.ts';
import { CODE_MS, LINK_MS } from '../../worker/codes/policy.ts';
import { text } from './source.ts';
import { table, written } from './written.ts';

const PATH = 'docs/standards/service.md';
const MINUTE = 60_000;
/** Read as it is written: the file stands on the platform’s types. */
const idleHours = /ROBOT_IDLE_MS = (\d+) \* 3_600_000;/u.exec(text('worker/customer/turn.ts'))?.[1] ?? 'no';

const complaint = usualTickets.kinds.find(({ id }) => id === 'complaint');
if (!complaint) throw new Error('no kind for complaints');
/** Office time: a working day has nine hours. */
const worked = (minutes: number) =>
  minutes % 540 === 0 ? `${minutes / 540} 个工作日` : minutes % 60 === 0 ? `${minutes / 60} 小时` : `${minutes} 分钟`;
const units = { hours: '小时', days: '天', 'working-days': '个工作日' };

it('O131 names the hours as the calendars have them', () => {
  const shown = (periods: readonly Period[]) =>
    periods.length === 0 ? '休息' : periods.map(({ from, to }) => `${from}–${to}`).join('、');
  const rows = usualCalendars.calendars.map(({ name, week, observesHolidays }) => [
    name,
    shown(week[0] ?? []),
    shown(week[6] ?? []),
    observesHolidays ? '按国务院安排休息、调休' : '照常',
  ]);
  expect(written(PATH, 'hours')).toEqual(table(['时间', '周一至周五', '周六、周日', '法定节假日'], ...rows));
  for (const { week } of usualCalendars.calendars) {
    for (const day of week.slice(0, 5)) expect(day).toEqual(week[0]);
    expect(week[5]).toEqual(week[6]);
  }
});

it('O131 names how soon each kind of wish is taken up, solved, and promised to be', () => {
  const rows = usualTickets.kinds.map(({ label, byCustomer, limits, priority, promise }) => [
    label.zh,
    byCustomer ? '是' : '否',
    worked(limits.first[priority]),
    worked(limits.solve[priority]),
    promise ? `${promise.amount} ${units[promise.unit]}` : '—',
  ]);
  const head = ['事项', '客户可自行提交', '首次响应', '处理完成', '对客户的承诺'];
  expect(written(PATH, 'times')).toEqual(table(head, ...rows));
});

it('O131 names what a complaint asks for, and where it may stand', () => {
  const needs = { opening: '提交时', solving: '解决时', no: '选填' };
  const fields = complaint.fields.map(({ label, required }) => [label.zh, needs[required]]);
  expect(written(PATH, 'fields')).toEqual(table(['内容', '必填'], ...fields));
  const states = complaint.states.map(({ told, tells }) => [told.zh, tells ? '是' : '否']);
  expect(written(PATH, 'states')).toEqual(table(['客户看到的状态', '变化时通知客户'], ...states));
});

it('O131 names the clocks a customer meets', () => {
  const elapsed = (from: string) => {
    const move = complaint.moves.find((one) => one.on === 'elapsed' && one.from === from);
    if (move?.on !== 'elapsed') throw new Error(`nothing elapses from ${from}`);
    return `${move.hours} 小时`;
  };
  const rows = [
    ['没有人说话，机器人会话自动结束', `${idleHours} 小时`],
    ['等待客户补充，未补充则关闭', elapsed('waiting')],
    ['等待客户确认，未回复视为已解决', elapsed('confirming')],
    ['已解决后自动关闭', elapsed('solved')],
    ['可以重新打开', `${complaint.reopenDays} 天内`],
    ['两次催办的最短间隔', `${usualTickets.urging.everyMinutes} 分钟`],
    ['短信验证码有效期', `${CODE_MS / MINUTE} 分钟`],
    ['邮箱确认链接有效期', `${LINK_MS / MINUTE} 分钟`],
  ];
  expect(written(PATH, 'timers')).toEqual(table(['事项', '时间'], ...rows));
});

it('O131 names the targets of each phase', () => {
  const valueOf = (figure: FigureName, value: number) => {
    const { unit, better } = figureKinds[figure];
    const shown =
      unit === 'ms' ? `${value / 1_000} 秒` : unit === 'share' ? `${Math.round(value * 1_000) / 10} %` : String(value);
    return `${better === 'less' ? '≤' : '≥'} ${shown}`;
  };
  const figures = [...new Set(usualTargets.phases.flatMap(({ goals }) => goals.map(({ figure }) => figure)))];
  const rows = figures.map((figure) => [
    figureWords[figure].zh,
    ...usualTargets.phases.map(({ goals }) => {
      const goal = goals.find((one) => one.figure === figure);
      return goal ? valueOf(figure, goal.value) : '—';
    }),
  ]);
  const head = ['指标', ...usualTargets.phases.map(({ zh, months }) => `${zh}（${months} 个月）`)];
  expect(written(PATH, 'targets')).toEqual(table(head, ...rows));
});

it('O131 names what the page 服务状态 says', () => {
  const rows = [...conditions, 'unknown' as const].map((one) => [
    statusWords.zh.condition[one],
    statusWords.zh.whole[one],
  ]);
  expect(written(PATH, 'status')).toEqual(table(['渠道状态', '总体说明'], ...rows));
});
