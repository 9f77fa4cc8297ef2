import type { ConsentView } from '../../../../shared/person.ts';

/** Newest first, with whether each is what stands now for its purpose on its address. */
export function newestOf(list: readonly ConsentView[]): { one: ConsentView; now: boolean }[] {
  const seen = new Set<string>();
  return list.map((one) => {
    const key = `${one.purpose} ${one.channel} ${one.label}`;
    const now = !seen.has(key);
    seen.add(key);
    return { one, now };
  });
}
