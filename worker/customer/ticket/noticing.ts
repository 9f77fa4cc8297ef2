/** Every step of a ticket stands in the customer's message centre, whatever became of the words in the conversation. */
import type { Ticket } from '../../../shared/ticket.ts';
import { notify } from '../own/notices.ts';
import { reminderFor, tell } from '../reminders/telling.ts';
import type { Turn } from '../turn.ts';
import { stateOf } from './flow.ts';
import type { TicketNews } from './rules.ts';
import { entryWords } from './words.ts';

const CUT = 300;

/** Keeps a notice of this news and names it; what customers did themselves they know (null), except that something was opened for them. */
export function noticeOf(turn: Turn, ticket: Ticket, news: TicketNews): string | null {
  const { event, by } = news;
  if (by.kind === 'customer' && event.what !== 'opened') return null;
  const told = entryWords(ticket, news);
  if (!told) return null;
  const said = 'text' in event && event.text ? event.text.slice(0, CUT) : ticket.title.slice(0, CUT);
  const home = turn.line.homes.ofTicket(ticket.id) || turn.homeOf(ticket.endpoint);
  const { label } = stateOf(ticket.form, ticket.state);
  const key = `ticket:${ticket.id}:${ticket.revision}:${event.what}`;
  const opens = { to: 'ticket' as const, ticket: ticket.id };
  const facts = [
    { name: 'number', label: { zh: '工单号', en: 'Ticket' }, value: ticket.number },
    { name: 'state', label: { zh: '状态', en: 'State' }, value: label.zh },
  ];
  const reminder = reminderFor(turn, 'ticket-moved');
  // Switched off, it stands in the message centre in the house's words, told by the account's own templates.
  if (!reminder?.on)
    return notify(turn, { key, kind: 'ticket', title: told, text: { zh: said, en: said }, facts, opens, home }).notice;
  const values = { number: ticket.number, state: label.zh, what: told.zh, said };
  const english = { ...values, state: label.en, what: told.en };
  return tell(turn, reminder, { key, values, english, opens, facts, home }).notice;
}
