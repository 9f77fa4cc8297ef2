import type { HolidayYear, Period } from '../../../../../shared/settings/calendars.ts';

/** Periods as they are written: 09:00-12:00, 13:00-18:00. */
export function periodsText(periods: readonly Period[]): string {
  return periods.map((one) => `${one.from}-${one.to}`).join(', ');
}

/** Periods out of what was typed; whatever is no period stays for the shape to refuse. */
export function periodsOf(text: string): Period[] {
  return text
    .split(/[,，;；、]+/u)
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => {
      const [from = '', to = ''] = one.split(/\s*[-–—~～至]\s*/u);
      return { from: padded(from), to: padded(to) };
    });
}

const padded = (hour: string) => {
  const plain = hour.replace('：', ':');
  return /^\d:\d\d$/u.test(plain) ? `0${plain}` : plain;
};

/** Days off as they are written, one a line: name, first day, last day. */
export function offText(off: HolidayYear['off']): string {
  return off.map((one) => `${one.name} ${one.from} ${one.to}`).join('\n');
}

/** Days off out of lines; a line with one date is that day alone. */
export function offOf(text: string): HolidayYear['off'] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const dates = line.match(/\d{4}-\d{2}-\d{2}/gu) ?? [];
      const name = line.replaceAll(/\d{4}-\d{2}-\d{2}/gu, '').trim();
      const [from = '', to = from] = dates;
      return { name, from, to };
    });
}

/** Dates out of what was typed. */
export function datesOf(text: string): string[] {
  return text.split(/[,，、\s]+/u).filter((one) => one !== '');
}

/** A day's open time as shares of 24 hours, for the picture; a period into the next day is cut at midnight. */
export function spansOf(periods: readonly Period[]): { from: number; to: number }[] {
  const minute = (text: string) => {
    const [hour = 0, rest = 0] = text.split(':').map(Number);
    return (hour * 60 + rest) / 1440;
  };
  return periods.flatMap((one) => {
    const [from, to] = [minute(one.from), minute(one.to)];
    if (!Number.isFinite(from) || !Number.isFinite(to)) return [];
    return [{ from, to: to > from ? to : 1 }];
  });
}
