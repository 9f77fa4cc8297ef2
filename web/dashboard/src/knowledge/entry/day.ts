const two = (given: number) => String(given).padStart(2, '0');

/** A day people write, as 2026-11-30; null where it is none. 2026/11/30, 2026.11.30, 20261130 and 2026年11月30日 are the same day. */
export function readDay(written: string): string | null {
  const found =
    /^(\d{4})(\d\d)(\d\d)$/u.exec(written.trim()) ??
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/u.exec(written.normalize('NFKC').trim());
  const [year, month, date] = (found ?? []).slice(1).map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  const at = new Date(year, month - 1, date);
  return at.getMonth() === month - 1 && at.getDate() === date ? dayOf(at.getTime()) : null;
}

/** The local day of a moment. */
export function dayOf(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The first moment of a local day; none where nothing is written, NaN where no day is. */
export function startOf(written: string): number | undefined {
  if (written.trim() === '') return undefined;
  const [year = NaN, month = NaN, date = NaN] = (readDay(written) ?? '').split('-').map((part) => Number(part || NaN));
  return new Date(year, month - 1, date).getTime();
}
