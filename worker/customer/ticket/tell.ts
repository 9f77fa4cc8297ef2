/** A ticket's news in the conversation: a message where that may be sent, else a grey line. Runs inside one transaction. */
import type { Ticket, Words } from '../../../shared/ticket.ts';
import { leavesFor } from '../reach/counting.ts';
import type { Weight } from '../reach/planning.ts';
import { sendable } from '../sendable.ts';
import type { Endpoint } from '../store.ts';
import type { Turn } from '../turn.ts';
import { stateOf } from './flow.ts';
import { noticeOf } from './noticing.ts';
import type { TicketNews } from './rules.ts';
import { entryWords, newsWords, openedWords } from './words.ts';

/** Says a piece of news on the address the ticket came from; what is only worth a line, or may not be sent, stands in the conversation. */
export function tellCustomer(turn: Turn, ticket: Ticket, news: TicketNews): void {
  const notice = noticeOf(turn, ticket, news);
  const words = news.event.what === 'opened' ? openedWords(ticket, turn.now) : newsWords(ticket, news);
  if (!words) return;
  const endpoint = turn.line.endpoint(ticket.endpoint);
  if (endpoint && mayLeave(turn, endpoint, ticket, news)) {
    say(turn, endpoint, words, turn.around.callsOut(endpoint) ? weightOf(ticket, news) : undefined);
    // A platform has told it: the same news is not pushed as well.
    if (notice !== null && turn.around.callsOut(endpoint)) turn.reach.over(notice);
    return;
  }
  // A line belongs to no address: everybody who sees a part of the conversation reads it, so it quotes nobody.
  const told = entryWords(ticket, news);
  if (!told) return;
  turn.system(
    turn.sessions.open(),
    inLanguage(turn, {
      zh: `工单 ${ticket.number}：${told.zh}`,
      en: `Ticket ${ticket.number}: ${told.en}`,
    }),
  );
}

/** Says words of the house on an address, in the customer's language. */
export function say(turn: Turn, endpoint: Endpoint, words: Words, weight?: Weight): void {
  const text = inLanguage(turn, words);
  const body = { kind: 'text' as const, text };
  turn.say(endpoint, turn.sessions.open(), { kind: 'robot' }, body, weight ? { weight } : {});
}

export function inLanguage(turn: Turn, words: Words): string {
  return words[turn.sessions.latest()?.mind.language === 'en' ? 'en' : 'zh'];
}

/** The end of a matter may take the last message of a count. */
function weightOf(ticket: Ticket, { event }: TicketNews): Weight {
  const ends = event.what === 'moved' && ['confirming', 'solved', 'closed'].includes(ticket.phase);
  return ends ? 'resolution' : 'plain';
}

function mayLeave(turn: Turn, endpoint: Endpoint, ticket: Ticket, news: TicketNews): boolean {
  const { event, by } = news;
  // What customers did themselves they know; an opened ticket they must be told of whoever opened it.
  if (by.kind === 'customer' && event.what !== 'opened') return false;
  if (event.what === 'moved' && !stateOf(ticket.form, event.to).tells) return false;
  if (!turn.around.callsOut(endpoint)) return true;
  if (sendable(endpoint, turn.now) !== null) return false;
  return weightOf(ticket, news) === 'resolution' || leavesFor(endpoint, 1, turn.now);
}
