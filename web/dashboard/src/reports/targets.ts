/** The plan's targets beside the figures: read once a visit, told in words. */
import { computed, ref } from 'vue';
import * as v from 'valibot';
import { dateOf } from '../../../../shared/calendar.ts';
import type { FigureName } from '../../../../shared/figures.ts';
import { figureKinds } from '../../../../shared/figures.ts';
import { targets, type Targets } from '../../../../shared/settings/targets.ts';
import { forecastOf, goalOf, isReached, phasesFrom } from '../../../../shared/targets.ts';
import { settingsNet } from '../settings/net.ts';
import { send } from './net.ts';
import { useReportWords } from './words.ts';

/** What a figure is to reach, in words; `reached`: whether the value does, null where there is none. */
export type Aim = {
  value: number;
  text: string;
  phase: string;
  /** The phase's name alone, and its last day. */
  named: string;
  ends: string;
  reached: boolean | null;
};
/** Where the days lead, in words; `line`: the course to draw, where there is one. */
export type CourseTold = { text: string; line: { on: string; now: number } | null };

export function useTargets() {
  const words = useReportWords();
  const plan = ref<Targets | null>(null);
  /** Why there are none to show; a report is worth reading without them. */
  const why = ref('');
  const running = computed(() => (plan.value ? phasesFrom(plan.value, dateOf(Date.now())) : []));

  async function load(): Promise<void> {
    const answer = await send(settingsNet.read('targets'));
    why.value = 'why' in answer ? answer.why : '';
    if (!('value' in answer)) return;
    const read = v.safeParse(targets, answer.value.value);
    plan.value = read.success ? read.output : null;
  }

  function aimOf(name: FigureName, value: number | null): Aim | null {
    const goal = goalOf(name, running.value);
    if (!goal) return null;
    const sign = figureKinds[name].better === 'less' ? '≤' : '≥';
    return {
      value: goal.value,
      text: words.r('aim', { sign, value: words.valueOf(name, goal.value) }),
      phase: words.r('phase', { name: words.both(goal.phase), day: goal.ends }),
      named: words.both(goal.phase),
      ends: goal.ends,
      reached: value === null ? null : isReached(name, value, goal.value),
    };
  }

  /** Where the days of a figure lead; null: it has no goal. */
  function courseOf(name: FigureName, days: readonly { day: string; value: number | null }[]): CourseTold | null {
    const goal = goalOf(name, running.value);
    if (!goal) return null;
    const told = forecastOf(name, days, goal.value, dateOf(Date.now()));
    if (told.kind !== 'reaches') return { text: words.r(`course.${told.kind}`), line: null };
    const late = told.on > goal.ends;
    return { text: words.r(late ? 'course.late' : 'course.reaches', { day: told.on }), line: told };
  }

  const loaded = computed(() => plan.value !== null);
  return { load, aimOf, courseOf, why, loaded, runs: computed(() => running.value.length > 0) };
}
