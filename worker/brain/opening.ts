/** 猜你想问: what a greeting offers, by where the person stands, what the editors chose, and what is asked most. Pure. */
import type { Option } from '../../shared/message.ts';
import { mayHear } from './answer.ts';
import { questionOf } from './entry.ts';
import type { Moment, Thought } from './mind.ts';
import * as speech from './speech.ts';

/** More than this is read by nobody; the way to a person comes beside it. */
const MOST = 6;
const TICKET = 'ticket:';

/** Their open ticket, what they asked about last, then the editors' questions, and the most asked where there is room. */
export function openingOptions(moment: Moment): Option[] {
  const { mind, knowledge, asker, now } = moment;
  const { ticket, topic } = asker.standing ?? {};
  const ids = new Set([...(topic === undefined ? [] : [topic]), ...knowledge.top, ...mostAsked(moment)]);
  const questions = [...ids].flatMap((id): Option[] => {
    const entry = knowledge.entries.get(id);
    const label = questionOf(entry, mind.language);
    if (!entry || label === undefined || !mayHear(entry, asker, now)) return [];
    return [{ id: `entry:${id}`, label: [...label].slice(0, 60).join('') }];
  });
  return [...(ticket ? [ticketOption(ticket, mind.language)] : []), ...questions].slice(0, MOST);
}

/** The ticket a tap asks for, as it stands now; null where it is none of theirs any more. */
export function tellTicket({ mind, asker }: Moment, option: string): Thought | null {
  const ticket = asker.standing?.ticket;
  if (!ticket || option !== `${TICKET}${ticket.id}`) return null;
  return speech.turn({ ...mind, misses: 0 }, speech.plain(ticket.says[mind.language]));
}

function ticketOption({ id, number }: { id: string; number: string }, language: 'zh' | 'en'): Option {
  return { id: `${TICKET}${id}`, label: language === 'zh' ? `工单 ${number} 到哪一步了` : `How is ticket ${number}?` };
}

/** By a year's count, the most asked first; bounded however many were counted. */
function mostAsked({ knowledge: { asked } }: Moment): string[] {
  const counted = [...(asked ?? [])].sort(([one, often], [other, more]) => more - often || (one < other ? -1 : 1));
  return counted.slice(0, 2 * MOST).map(([id]) => id);
}
