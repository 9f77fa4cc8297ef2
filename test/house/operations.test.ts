/** The living documents of operations: what they say of fields, states and timers is what the code does. */
import { expect, it } from 'vitest';
import { checkNames, checks } from '../../shared/operations/check.ts';
import {
  ESCALATION_MINUTES,
  follows,
  incidentStates,
  QUIET_MS,
  TOGETHER_MS,
} from '../../shared/operations/incident.ts';
import { checkWords, stateWords, switchWords } from '../../shared/operations/words.ts';
import { switchNames } from '../../shared/settings/switches.ts';
import { table, written } from './written.ts';

const shown = (value: number, unit: string) =>
  unit === 'ms' ? `${value / 1_000} s` : unit === 'share' ? `${value * 100} %` : `${value}`;

it('O110 docs/operations.md names every check with its marks and minutes', () => {
  const rows = checkNames.map((name) => {
    const { unit, fires, clears, badMinutes, goodMinutes, level } = checks[name];
    return [`\`${name}\``, shown(fires, unit), shown(clears, unit), badMinutes, goodMinutes, level];
  });
  const head = ['check', 'bad from', 'good up to', 'bad minutes', 'good minutes', 'level'];
  expect(written('docs/operations.md', 'checks')).toEqual(table(head, ...rows));
});

it('O110 运营规范 names checks and switches as the code has them', () => {
  const path = 'docs/standards/operating.md';
  const rows = checkNames.map((name) => {
    const { badMinutes, goodMinutes, level } = checks[name];
    return [checkWords[name].zh, `\`${name}\``, badMinutes, goodMinutes, level === 'page' ? '呼叫' : '通知'];
  });
  const head = ['检查', '代号', '连续异常（分钟）', '连续正常（分钟）', '级别'];
  expect(written(path, 'checks')).toEqual(table(head, ...rows));
  const named = switchNames.map((name) => [switchWords[name].zh, `\`${name}\``]);
  expect(written(path, 'switches')).toEqual(table(['开关', '代号'], ...named));
});

it('O110 故障处理流程 names states, what may follow them, and timers as the code has them', () => {
  const path = 'docs/standards/incidents.md';
  const acts = Object.entries(follows);
  const rows = incidentStates.map((state) => {
    const next = acts.flatMap(([act, from]) => (from.includes(state) ? [`\`${act}\``] : []));
    return [stateWords[state].zh, `\`${state}\``, next.join(' ')];
  });
  expect(written(path, 'states')).toEqual(table(['状态', '代号', '可以进入的下一步操作'], ...rows));
  const steps = ESCALATION_MINUTES.map((minutes, at) => [`第 ${at + 1} 次升级`, minutes]);
  const others = [
    ['全部恢复后自动解决', QUIET_MS / 60_000],
    ['新告警并入未确认故障', TOGETHER_MS / 60_000],
  ];
  expect(written(path, 'timers')).toEqual(table(['时限', '分钟'], ...steps, ...others));
});
