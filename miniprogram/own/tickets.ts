/** The person's tickets (工单) as their pages show them: by state, and each with its way in steps, words and times. */
import type { TicketView } from '../../shared/ticket.ts';
import { urlOfMedia } from '../../shared/media-rules.ts';
import { wholeAddress } from '../../web/client/media-key.ts';
import { clockTime, dayName, duration } from '../../web/client/time.ts';
import type { Language } from '../../web/client/words.ts';
import { sayIn, type Word } from '../words.ts';

/** One ticket in the list. */
export type TicketCard = {
  id: string;
  title: string;
  kind: string;
  state: string;
  told: string;
  number: string;
  at: string;
};
export type TicketGroup = { key: string; name: string; tickets: TicketCard[] };

const moment = (at: number, now: number, language: Language) => `${dayName(at, now, language)} ${clockTime(at)}`;

/** What waits for the person first, then what is worked on, then what has ended; the newest change first in each. */
export function ticketGroups(tickets: readonly TicketView[], language: Language, now: number): TicketGroup[] {
  const say = sayIn(language);
  const of = (key: string, name: string, phases: readonly TicketView['state']['phase'][]): TicketGroup => ({
    key,
    name,
    tickets: tickets
      .filter(({ state }) => phases.includes(state.phase))
      .sort((left, right) => right.updatedAt - left.updatedAt)
      .map(({ id, title, kind, state, number, updatedAt }) => ({
        ...{ id, title, number, kind: kind[language], state: state.label[language], told: state.told[language] },
        at: moment(updatedAt, now, language),
      })),
  });
  return [
    of('yours', say('ticketsYours'), ['waiting', 'confirming']),
    of('doing', say('ticketsDoing'), ['open', 'doing']),
    of('done', say('ticketsDone'), ['solved', 'closed']),
  ].filter((group) => group.tickets.length > 0);
}

/** One step of the way, one word of the progress. */
export type Step = { key: number; label: string; at: string; state: 'done' | 'now' | 'next' };
export type Told = { key: number; told: string; text: string; at: string; own: boolean; pictures: string[] };

/** A ticket as its page shows it. */
export type TicketPage = TicketCard & {
  due: string;
  steps: Step[];
  progress: Told[];
  fields: { key: number; label: string; value: string }[];
  may: { comment: boolean; confirm: boolean; reopen: boolean; urge: boolean };
  /** Why it can't be urged yet, or how often it was. */
  urgeNote: string;
  /** What the person said of its end; null: nothing yet. `name` says the stars in words. */
  rated: { stars: { score: number; on: boolean }[]; name: string; note: string; text: string } | null;
  /** It may be rated now, or what was said be changed; with the reasons there are. */
  rates: boolean;
  reasons: NonNullable<TicketView['reasons']>;
};

/** The whole page in the person's language; `base` is the gateway's address, for its pictures. */
export function ticketPage(ticket: TicketView, language: Language, now: number, base: string): TicketPage {
  const say = sayIn(language);
  const { id, title, number, kind, state, steps, progress, fields, may, updatedAt, dueAt, urged } = ticket;
  const ended = state.phase === 'solved' || state.phase === 'closed';
  const waits = may.urgeFrom !== null && may.urgeFrom > now;
  return {
    ...{ id, title, number, kind: kind[language], state: state.label[language], told: state.told[language] },
    at: moment(updatedAt, now, language),
    due: ended ? '' : say('ticketDue', { at: moment(dueAt, now, language) }),
    steps: steps.map((one, key) => ({
      key,
      label: one.label[language],
      at: one.at === null ? '' : moment(one.at, now, language),
      state: one.now ? 'now' : one.at === null ? 'next' : 'done',
    })),
    progress: progress
      .map((one, key) => ({
        key,
        told: one.told[language],
        text: one.text ?? '',
        at: moment(one.at, now, language),
        own: one.by === 'customer',
        pictures: (one.media ?? []).map((id) => wholeAddress(base, urlOfMedia(id))),
      }))
      .reverse(),
    fields: fields.map(({ label, value }, key) => ({ key, label: label[language], value })),
    may: { comment: may.comment, confirm: may.confirm, reopen: may.reopen, urge: may.urgeFrom !== null && !waits },
    urgeNote: waits
      ? say('ticketUrgeFrom', { wait: duration((may.urgeFrom ?? now) - now, language) })
      : urged > 0
        ? say('ticketUrged', { n: urged })
        : '',
    rated: ratedView(ticket.rating, language),
    rates: may.rateUntil !== undefined && may.rateUntil > now,
    reasons: ticket.reasons ?? [],
  };
}

const scores: readonly Word[] = ['rate1', 'rate2', 'rate3', 'rate4', 'rate5'];

function ratedView(rating: TicketView['rating'], language: Language): TicketPage['rated'] {
  if (!rating) return null;
  const say = sayIn(language);
  const { score, solved, tags = [], text = '' } = rating;
  const word = scores[score - 1];
  const told = [...(solved === undefined ? [] : [say(solved ? 'solved' : 'unsolved')]), ...tags];
  return {
    stars: scores.map((_, index) => ({ score: index + 1, on: index < score })),
    name: word ? say('stars', { n: score, word: say(word) }) : '',
    ...{ note: told.join(' · '), text },
  };
}
