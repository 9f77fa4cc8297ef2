import { onBeforeUnmount, onMounted, shallowRef, type ShallowRef } from 'vue';

const EVERY_MS = 5_000;
/** Half an hour. */
const KEPT = 360;
/** Kept while one looks at other pages. */
const kept = new Map<string, number[]>();

/** What a figure was every five seconds since the page was opened. */
export function useSamples(name: string, value: () => number): ShallowRef<readonly number[]> {
  const samples = shallowRef<readonly number[]>(kept.get(name) ?? []);
  function take(): void {
    const next = [...(kept.get(name) ?? []), value()].slice(-KEPT);
    kept.set(name, next);
    samples.value = next;
  }
  let timer: ReturnType<typeof setInterval> | undefined;
  onMounted(() => {
    take();
    timer = setInterval(take, EVERY_MS);
  });
  onBeforeUnmount(() => clearInterval(timer));
  return samples;
}

/** How many minutes so many samples span. */
export const minutesOf = (many: number): number => Math.max(1, Math.round((many * EVERY_MS) / 60_000));
