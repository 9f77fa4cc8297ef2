/** Times as screens show them, in the local zone. By hand: some phones' script engines have no Intl. */
import type { Language } from './words.ts';

const two = (value: number) => String(value).padStart(2, '0');
const weekdays = {
  zh: ['日', '一', '二', '三', '四', '五', '六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY_MS = 86_400_000;

/** 17:29. */
export function clockTime(at: number): string {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Names a local day; equal for two moments of the same day. */
export function dayKey(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** 今天, 昨天, 11月25日 周三, 2025年3月18日: the line between two days. */
export function dayName(at: number, now: number, language: Language): string {
  const zh = language === 'zh';
  if (dayKey(at) === dayKey(now)) return zh ? '今天' : 'Today';
  if (dayKey(at) === dayKey(now - DAY_MS)) return zh ? '昨天' : 'Yesterday';
  const date = new Date(at);
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  if (year !== new Date(now).getFullYear()) {
    return zh ? `${year}年${month + 1}月${day}日` : `${day} ${months[month]} ${year}`;
  }
  const weekday = weekdays[language][date.getDay()];
  return zh ? `${month + 1}月${day}日 周${weekday}` : `${weekday}, ${day} ${months[month]}`;
}

/** For lists: 17:29 today, 昨天, 11/25, 2025/3/18. */
export function listTime(at: number, now: number, language: Language): string {
  if (dayKey(at) === dayKey(now)) return clockTime(at);
  if (dayKey(at) === dayKey(now - DAY_MS)) return language === 'zh' ? '昨天' : 'Yesterday';
  const date = new Date(at);
  const short = `${date.getMonth() + 1}/${date.getDate()}`;
  return date.getFullYear() === new Date(now).getFullYear() ? short : `${date.getFullYear()}/${short}`;
}

/** 约 3 分钟, less than a minute: how long something may take or has taken. */
export function duration(ms: number, language: Language): string {
  const minutes = Math.round(ms / 60_000);
  const zh = language === 'zh';
  if (minutes < 1) return zh ? '不到 1 分钟' : 'less than a minute';
  if (minutes < 60) return zh ? `${minutes} 分钟` : `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return zh ? `${hours} 小时 ${minutes % 60} 分` : `${hours} h ${minutes % 60} min`;
}
