/** What a customer is told of a ticket, in both languages: dates, news, progress. Pure. */
import { dateOf } from '../../../shared/calendar.ts';
import type { Ticket, TicketEntry, Words } from '../../../shared/ticket.ts';
import { stateOf } from './flow.ts';

const ZONE_MS = 8 * 3_600_000;
const DAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A moment as people say it: 12月3日（周四）18:00, the year where it is another. */
export function momentWords(at: number, now: number): Words {
  const local = new Date(at + ZONE_MS);
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()];
  const clock = local.toISOString().slice(11, 16);
  const other = dateOf(at).slice(0, 4) !== dateOf(now).slice(0, 4);
  return {
    zh: `${other ? `${year}年` : ''}${month + 1}月${day}日（${DAYS[local.getUTCDay()] ?? ''}）${clock}`,
    en: `${day} ${MONTHS[month] ?? ''}${other ? ` ${year}` : ''}, ${clock}`,
  };
}

/** The first news: that it is registered, under which number, and by when it is answered for. */
export function openedWords(ticket: Ticket, now: number): Words {
  const due = momentWords(ticket.promise.at, now);
  const { zh, en } = ticket.form.label;
  return {
    zh: `已为您登记${zh}工单，工单号 ${ticket.number}。我们最晚在 ${due.zh} 前给您处理结果，进度会随时告诉您。`,
    en: `Your ticket (${en.toLowerCase()}) is registered: ${ticket.number}. You have our answer by ${due.en} at the latest, and hear of every step.`,
  };
}

/** One entry of the history as the customer reads it; null: it is none of their news. */
export function entryWords(ticket: Ticket, entry: Pick<TicketEntry, 'by' | 'internal' | 'event'>): Words | null {
  if (entry.internal) return null;
  const { event, by } = entry;
  switch (event.what) {
    case 'opened':
      return { zh: '工单已登记', en: 'The ticket is registered' };
    case 'comment':
      if (by.kind === 'customer') return { zh: '您补充了说明', en: 'You added something' };
      return { zh: '客服回复', en: 'We replied' };
    case 'moved':
      return movedWords(ticket, event);
    case 'urged':
      return { zh: `您催办了（第 ${event.times} 次）`, en: `You reminded us (${event.times})` };
    case 'rated':
      return {
        zh: `${event.changed ? '您把评价改为' : '您评价了'} ${event.score} 分`,
        en: `${event.changed ? 'You changed your rating to' : 'You rated it'} ${event.score} of 5`,
      };
    case 'merged':
      return { zh: `已并入工单 ${event.number}`, en: `Merged into ticket ${event.number}` };
    case 'unmerged':
      return { zh: '已从合并的工单中拆出，单独处理', en: 'Taken out of the merged ticket, handled on its own' };
    case 'assigned':
    case 'edited':
    case 'copied':
    case 'absorbed':
    case 'linked':
    case 'child':
    case 'warned':
    case 'missed':
      return null;
  }
}

function movedWords(ticket: Ticket, event: Extract<TicketEntry['event'], { what: 'moved' }>): Words {
  const { told, phase } = stateOf(ticket.form, event.to);
  if (event.cause === 'reopened') return { zh: '已重新打开，继续处理', en: 'Opened again, we go on' };
  if (event.cause === 'confirmed') return { zh: '您已确认解决', en: 'You confirmed that it is solved' };
  if (event.cause === 'elapsed' && phase === 'closed')
    return { zh: '较长时间没有收到您的回复，工单已关闭', en: 'Closed, as we have not heard from you for long' };
  return told;
}

/** The line in the conversation that brings a piece of news. */
export function newsWords(ticket: Ticket, entry: Pick<TicketEntry, 'by' | 'internal' | 'event'>): Words | null {
  const told = entryWords(ticket, entry);
  if (!told) return null;
  const text = 'text' in entry.event && entry.event.text ? entry.event.text : '';
  return {
    zh: `工单 ${ticket.number}：${told.zh}${text ? `。${text}` : ''}`,
    en: `Ticket ${ticket.number}: ${told.en}${text ? `. ${text}` : ''}`,
  };
}

/** What the colleague who has it from now on is told; `by` gave it, null: the desk. */
export function givenWords({ number, title }: Pick<Ticket, 'number' | 'title'>, by: string | null): Words {
  return by === null
    ? { zh: `工单 ${number}「${title}」分配给您`, en: `Ticket ${number} “${title}” is yours` }
    : { zh: `${by} 把工单 ${number}「${title}」指派给您`, en: `${by} gave you ticket ${number} “${title}”` };
}

/** What a visitor said of where to answer them, for colleagues. */
export const contactSaid = (contact: string): string =>
  `联系方式 / contact: ${contact}（访客自己填写，未验证 / not proven）`;
