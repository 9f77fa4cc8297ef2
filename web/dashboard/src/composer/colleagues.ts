import { ref, shallowRef } from 'vue';
import type { Colleague } from '../../../../shared/order-api.ts';
import { staffCall } from '../staff/net.ts';

const all = shallowRef<readonly Colleague[]>([]);

/** Whom a note may name. */
export const colleagues = all;

/** They are on their way for the first time. */
export const colleaguesComing = ref(false);

/** Fetches them; new colleagues are seen after a minute. */
let loadedAt = 0;
export async function loadColleagues(): Promise<void> {
  if (Date.now() - loadedAt < 60_000) return;
  loadedAt = Date.now();
  colleaguesComing.value = all.value.length === 0;
  try {
    const answer = await staffCall<{ colleagues: Colleague[] }>('GET', 'colleagues');
    if (answer.ok) all.value = answer.colleagues;
  } catch {
    loadedAt = 0;
  } finally {
    colleaguesComing.value = false;
  }
}

/** What stands after an @ at the caret; null when nobody is being looked for. */
export function atted(text: string, caret: number): string | null {
  return /(?:^|[^\w@])@([^\s@]{0,20})$/u.exec(text.slice(0, caret))?.[1] ?? null;
}

/** Colleagues whose name or pinyin begins so. */
export function named(list: readonly Colleague[], asked: string): Colleague[] {
  const wanted = asked.toLowerCase();
  return list.filter(
    (one) => one.name.toLowerCase().includes(wanted) || one.typed.split(' ').some((way) => way.startsWith(wanted)),
  );
}

/** The colleagues a note names. */
export function mentionsIn(text: string, list: readonly Colleague[]): { id: string; name: string }[] {
  return list.filter((one) => text.includes(`@${one.name}`)).map(({ id, name }) => ({ id, name }));
}
