/** 定时报表: when one is due, which days it tells, and its words. Pure; figures alone, nobody's name. */
import * as v from 'valibot';
import { figureKinds, type FigureName, type Figures } from './figures.ts';
import { figureWords } from './figure-words.ts';
import type { Digest } from './settings/digests.ts';
import type { Targets } from './settings/targets.ts';
import { goalOf, isReached, monthsAfter, phasesFrom } from './targets.ts';
import { dateOf } from './calendar.ts';
import { dayAfter, weekdayOf } from './zone.ts';

/** Sent later than this after its time, it says so. */
const LATE_MS = 10 * 60_000;

const moment = (day: string, at: string) => Date.parse(`${day}T${at}:00+08:00`);
/** The newest moment up to now at which it is due. */
export function dueAt({ every, day, at }: Pick<Digest, 'every' | 'day' | 'at'>, now: number): number {
  const today = dateOf(now);
  if (every === 'month') {
    const one = `${today.slice(0, 8)}${String(day).padStart(2, '0')}`;
    return moment(one, at) <= now ? moment(one, at) : moment(monthsAfter(one, -1), at);
  }
  const one = every === 'day' ? today : dayAfter(today, -((weekdayOf(today) - (day - 1) + 7) % 7));
  return moment(one, at) <= now ? moment(one, at) : moment(dayAfter(one, every === 'day' ? -1 : -7), at);
}

/** The days it tells: the day, week or month that ended before the day it is due. */
export function daysOf({ every }: Pick<Digest, 'every'>, due: number): { from: string; to: string } {
  const day = dateOf(due);
  const from = every === 'month' ? monthsAfter(day, -1) : dayAfter(day, every === 'day' ? -1 : -7);
  return { from, to: dayAfter(day, -1) };
}

const said = {
  zh: {
    ...{ to: ' 至 ', trial: '（试发）', none: '无数据', goal: '目标', reached: '已达到', missed: '未达到' },
    ...{
      late: (at: string) => `补发：原定 ${at} 发送`,
      see: '查看报表',
      between: '，',
      open: '（',
      shut: '）',
      colon: '：',
    },
    ...{ seconds: '秒', minutes: '分钟', hours: '小时' },
  },
  en: {
    ...{ to: ' to ', trial: ' (try)', none: 'no data', goal: 'target', reached: 'reached', missed: 'not reached' },
    ...{
      late: (at: string) => `Late: it was due ${at}`,
      see: 'Report',
      between: ', ',
      open: ' (',
      shut: ')',
      colon: ': ',
    },
    ...{ seconds: ' s', minutes: ' min', hours: ' h' },
  },
};
type Said = (typeof said)['zh'];
const tenth = (value: number) => String(Math.round(value * 10) / 10);

function told(name: FigureName, value: number, words: Said): string {
  switch (figureKinds[name].unit) {
    case 'count':
      return tenth(value);
    case 'share':
      return `${tenth(value * 100)}%`;
    case 'score':
      return value.toFixed(2);
    case 'ms':
      if (value < 99_500) return `${tenth(value / 1_000)}${words.seconds}`;
      return value < 5_970_000
        ? `${tenth(value / 60_000)}${words.minutes}`
        : `${tenth(value / 3_600_000)}${words.hours}`;
  }
}

export type Edition = { due: number; trial: boolean; now: number };

/** Title and lines: each figure beside what it is to reach. */
export function digestWords(
  digest: Pick<Digest, 'name' | 'every' | 'figures' | 'language'>,
  figures: Figures,
  targets: Targets,
  { due, trial, now }: Edition,
  publicUrl: string,
): { title: string; text: string; link: string } {
  const words = said[digest.language];
  const { from, to } = daysOf(digest, due);
  const running = phasesFrom(targets, dateOf(now));
  const days = from === to ? from : `${from}${words.to}${to}`;
  const title = `${digest.name}${trial ? words.trial : ''} ${days}`;
  const link = `${publicUrl}/desk/reports?from=${from}&to=${to}`;
  const lines = digest.figures.map((name) => {
    const { value } = figures[name];
    const goal = goalOf(name, running);
    const reached = goal && value !== null ? isReached(name, value, goal.value) : null;
    const beside = goal
      ? `${words.open}${words.goal} ${told(name, goal.value, words)}${
          reached === null ? '' : `${words.between}${reached ? words.reached : words.missed}`
        }${words.shut}`
      : '';
    return `${figureWords[name][digest.language]}${words.colon}${value === null ? words.none : told(name, value, words)}${beside}`;
  });
  const at = new Date(due + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
  const late = !trial && now - due > LATE_MS ? [words.late(at)] : [];
  return { title, link, text: [title, ...late, ...lines, `${words.see}${words.colon}${link}`].join('\n') };
}

export const sendStates = ['owed', 'going', 'sent', 'failed', 'unknown'] as const;
/** One sending by one way. `unknown`: nobody can tell whether it arrived; it is not sent again. */
export const digestSend = v.object({
  ...{ id: v.number(), digest: v.string(), name: v.string(), due: v.number(), trial: v.boolean() },
  ...{ by: v.picklist(['mail', 'robot']), to: v.string(), state: v.picklist(sendStates) },
  ...{ tries: v.number(), at: v.number(), nextAt: v.nullable(v.number()), why: v.string() },
});
export type DigestSend = v.InferOutput<typeof digestSend>;
/** GET /staff/v1/reports/digests — the newest sendings first, at most 50; `mails`: whether the company's hook is there to send them. */
export const digestsAnswer = v.object({ ok: v.literal(true), mails: v.boolean(), sends: v.array(digestSend) });
/** POST /staff/v1/reports/digests/:digest — sends it now, as a try, of the days it would tell. */
export const digestTried = v.object({ ok: v.literal(true), sends: v.number() });
