/** Every step of a ticket stands in the customer's message centre, whatever became of the words in the conversation. */
import type { Ticket } from '../../../shared/ticket.ts';
import { notify } from '../own/notices.ts';
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
  const { label } = stateOf(ticket.form, ticket.state);
  const { notice } = notify(turn, {
    key: `ticket:${ticket.id}:${ticket.revision}:${event.what}`,
    kind: 'ticket',
    title: told,
    text: { zh: said, en: said },
    facts: [
      { name: 'number', label: { zh: '工单号', en: 'Ticket' }, value: ticket.number },
      { name: 'state', label: { zh: '状态', en: 'State' }, value: label.zh },
    ],
    opens: { to: 'ticket', ticket: ticket.id },
  });
  return notice;
}
