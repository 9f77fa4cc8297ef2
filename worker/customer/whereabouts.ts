/** Where the person stands when the robot greets them: their open ticket, and what they asked about last. Reads only. */
import type { Ticket } from '../../shared/ticket.ts';
import type { Asker } from '../brain/think.ts';
import type { Endpoint } from './store.ts';
import { stateOf } from './ticket/flow.ts';
import type { Turn } from './turn.ts';

/** What was asked longer ago is no guess at what is wanted now. */
const LATELY_MS = 14 * 86_400_000;
const TICKETS = 20;

/** On the web a screen may see its own address only: nothing of another is offered there. */
export function whereabouts(turn: Turn, endpoint: Endpoint): Pick<Asker, 'standing'> {
  const own = endpoint.channel === 'wechat' || endpoint.channel === 'miniprogram' ? null : endpoint.id;
  const ticket = turn.tickets
    .recent(turn.now, TICKETS)
    .find((one) => one.closedAt === null && one.mergedInto === null && (own === null || one.endpoint === own));
  const topic = turn.line.said.topic(own, turn.now - LATELY_MS);
  if (!ticket && topic === null) return {};
  return {
    standing: {
      ...(ticket ? { ticket: ticketStanding(ticket) } : {}),
      ...(topic === null ? {} : { topic }),
    },
  };
}

function ticketStanding(ticket: Ticket) {
  const { label, told } = stateOf(ticket.form, ticket.state);
  const { zh, en } = ticket.form.label;
  return {
    id: ticket.id,
    number: ticket.number,
    says: {
      zh: `工单 ${ticket.number}（${zh}）现在是“${label.zh}”。${told.zh}`,
      en: `Ticket ${ticket.number} (${en.toLowerCase()}) is “${label.en}”. ${told.en}`,
    },
  };
}
