/** The course of one figure as a chart: its days, the target, the phase's end and the forecast. Pure; what draws it comes later. */
import type { EChartsCoreOption } from 'echarts/core';
import { dayAfter, daysBetween } from '../../../../shared/zone.ts';

export type Point = { day: string; value: number | null };
export type Course = {
  days: readonly Point[];
  /** Numbers of things stand as bars, shares and times as a line. */
  kind: 'bar' | 'line';
  goal: { value: number; text: string } | null;
  phase: { ends: string; text: string } | null;
  forecast: { now: number; on: string; text: string } | null;
  told: (value: number) => string;
};
/** Colours and letters, as the page has them now. */
export type Ink = Record<'text' | 'soft' | 'rule' | 'brand' | 'goal' | 'ground' | 'font', string>;

/** The days of the axis: those shown, and a third as many ahead where the forecast or the phase's end lies there. */
export function axisOf({ days, phase, forecast }: Course): string[] {
  const shown = days.map(({ day }) => day);
  const last = shown.at(-1);
  if (last === undefined) return [];
  const most = Math.max(3, Math.ceil(shown.length / 3));
  const ahead = [forecast?.on, phase?.ends]
    .filter((day) => day !== undefined)
    .map((day) => daysBetween(last, day))
    .filter((far, at) => far > 0 && (far <= most || (at === 0 && forecast !== null)));
  const more = Math.min(most, Math.max(0, ...ahead));
  return [...shown, ...Array.from({ length: more }, (_, at) => dayAfter(last, at + 1))];
}

/** A whole scale above all values: its end and its steps. */
export function scaleOf(most: number, whole: boolean): { max: number; step: number } {
  const rough = (most > 0 ? most : 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const nice = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough * 0.999) ?? 10 * power;
  const step = whole ? Math.max(1, Math.ceil(nice)) : nice;
  return { max: Math.ceil((most > 0 ? most : 1) / step - 1e-9) * step, step };
}

/** The forecast on the axis: from the last day shown on, where the course would be. */
export function aheadOf({ days, forecast, goal }: Course, axis: readonly string[]): (number | null)[] {
  const last = days.at(-1)?.day;
  if (!forecast || !goal || last === undefined) return [];
  const whole = daysBetween(last, forecast.on);
  if (whole <= 0) return [];
  return axis.map((day) => {
    const far = daysBetween(last, day);
    return far < 0 || far > whole ? null : forecast.now + ((goal.value - forecast.now) * far) / whole;
  });
}

/** What it looks like in a sentence; null: no day has a value. */
export function shapeOf(days: readonly Point[]) {
  const known = days.flatMap(({ day, value }) => (value === null ? [] : [{ day, value }]));
  const [first] = known;
  if (!first) return null;
  const low = known.reduce((one, other) => (other.value < one.value ? other : one));
  const high = known.reduce((one, other) => (other.value > one.value ? other : one));
  return { n: known.length, low, high, last: known.at(-1) ?? first };
}

export function chartOf(course: Course, ink: Ink): EChartsCoreOption {
  const { days, kind, goal, phase, forecast, told } = course;
  const axis = axisOf(course);
  const ahead = aheadOf(course, axis);
  const all = [...days.map(({ value }) => value), ...ahead, goal?.value ?? 0].filter((one) => one !== null);
  const scale = scaleOf(Math.max(0, ...all), kind === 'bar');
  const letters = { color: ink.soft, fontFamily: ink.font, fontSize: 12 };
  const mark = (text: string, color: string) => ({
    label: { ...letters, color, formatter: text },
    lineStyle: { color, type: 'dashed', width: 2 },
  });
  const marks = [
    ...(goal
      ? [
          {
            yAxis: goal.value,
            ...mark(goal.text, ink.goal),
            label: { ...letters, color: ink.goal, formatter: goal.text, position: 'insideStartTop' },
          },
        ]
      : []),
    ...(phase && axis.includes(phase.ends) ? [{ xAxis: phase.ends, ...mark(phase.text, ink.soft) }] : []),
  ];
  return {
    animation: false,
    textStyle: { fontFamily: ink.font, color: ink.text },
    grid: { left: 8, right: 24, top: 28, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'axis',
      // Drawn, not written as a page: the desk's policy allows no inline styles.
      renderMode: 'richText',
      confine: true,
      backgroundColor: ink.ground,
      borderColor: ink.rule,
      textStyle: { ...letters, color: ink.text },
      formatter: (given: unknown) => tipOf(given, axis, days, ahead, forecast?.text ?? '', told),
    },
    xAxis: {
      type: 'category',
      data: axis,
      axisLine: { lineStyle: { color: ink.rule } },
      axisTick: { show: false },
      axisLabel: { ...letters, hideOverlap: true, formatter: (day: string) => day.slice(5) },
    },
    yAxis: {
      type: 'value',
      ...{ min: 0, max: scale.max, interval: scale.step },
      axisLabel: { ...letters, formatter: told },
      splitLine: { lineStyle: { color: ink.rule, opacity: 0.6 } },
    },
    series: [
      {
        type: kind,
        data: days.map(({ value }) => value),
        ...{ barMaxWidth: 36, symbol: 'circle', symbolSize: 7, connectNulls: false },
        itemStyle: { color: ink.brand },
        lineStyle: { color: ink.brand, width: 2 },
        markLine: { silent: true, symbol: 'none', data: marks },
      },
      ...(ahead.length > 0
        ? [
            {
              ...{ type: 'line', data: ahead, symbol: 'none', silent: true },
              lineStyle: { color: ink.brand, width: 2, type: 'dotted' },
            },
          ]
        : []),
    ],
  };
}

function tipOf(
  given: unknown,
  axis: readonly string[],
  days: readonly Point[],
  ahead: readonly (number | null)[],
  forecast: string,
  told: (value: number) => string,
): string {
  const first: unknown = Array.isArray(given) ? given[0] : given;
  const at = typeof first === 'object' && first !== null && 'dataIndex' in first ? Number(first.dataIndex) : -1;
  const value = days[at]?.value ?? null;
  const later = at >= days.length ? (ahead[at] ?? null) : null;
  const lines = [axis[at] ?? '', value === null ? '' : told(value), later === null ? '' : `${forecast} ${told(later)}`];
  return lines.filter((line) => line !== '').join('\n');
}
