/** What the hall asks about the person's own affairs, by its kind. Runs inside one transaction. */
import type { OwnOrder, OwnOutcome } from '../../../shared/own-calls.ts';
import { refuse, type Result } from '../../../shared/refusal.ts';
import type { Viewer } from '../../../shared/actors.ts';
import type { Snapshot } from '../../brain/entry.ts';
import { announceFrozen } from '../announce.ts';
import type { Seen } from '../stream.ts';
import type { Turn } from '../turn.ts';
import { answersForm, formFor } from './asking.ts';
import { completionsFor } from './complete.ts';
import { dataOf } from './data.ts';
import { planErasure } from './erase.ts';
import { guessesFor } from './guess.ts';
import { metAt } from './met.ts';
import { linked, unlinked } from './phone.ts';
import { privacyStanding, saidToNotice } from './privacy.ts';
import { profileView } from '../profile/view.ts';
import { advertising } from '../reminders/push.ts';
import { answeredNow } from '../reminders/answered.ts';
import { movedAway } from '../reach/lease.ts';
import { say } from '../profile/word.ts';
import { foundIn } from './search.ts';
import { notify, viewOfNotice } from './notices.ts';

const PAGE = 30;

/** `seenBy` makes of a viewer what screens remember of one. */
export function obeyOwn(
  turn: Turn,
  order: Exclude<OwnOrder, { order: 'erase' }>,
  seenBy: (turn: Turn, viewer: Viewer) => Seen,
  knowledge: Snapshot | null,
): Result<OwnOutcome> {
  if (order.order === 'notify') {
    const { key, kind, title, text, facts, opens } = order.notice;
    const barred = advertising(order.notice);
    if (barred) return refuse('marketing_words', `${barred}.`);
    const home = turn.line.homes.named(order.of);
    return { ok: true, ...notify(turn, { key: `company:${key}`, kind, title, text, facts, opens, home }) };
  }
  if (order.order === 'answered') return answeredNow(turn, order);
  if (order.order === 'met') return { ok: true, met: metAt(turn) };
  if (order.order === 'moved') {
    movedAway(turn, order.number, order.at);
    return { ok: true, met: metAt(turn) };
  }
  if (order.order === 'frozen') {
    announceFrozen(turn, order);
    return { ok: true, met: metAt(turn) };
  }
  const seen = seenBy(turn, order.viewer);
  if (order.order === 'guess' || order.order === 'complete') {
    if (seen.kind === 'agent') return refuse('not_allowed');
    if (order.order === 'complete') {
      return { ok: true, completions: completionsFor(turn, seen, knowledge, order) };
    }
    return { ok: true, guesses: guessesFor(turn, seen, knowledge, order.language) };
  }
  if (order.order === 'asking') return { ok: true, form: formFor(turn, seen, order.language) };
  if (order.order === 'answer') return answersForm(turn, seen, order.given, knowledge);
  // Whoever shows one address only may prove another one too: it becomes the line's, and their screen shows no more than before.
  if (order.order === 'link') return { ok: true, endpoint: linked(turn, order.address, order.vouched).id };
  if (seen.kind === 'customer' && !seen.whole) return refuse('not_allowed');
  switch (order.order) {
    case 'notices': {
      const found = turn.own.notices(order.before, PAGE + 1);
      const notices = found.slice(0, PAGE).map(viewOfNotice);
      return { ok: true, notices, unread: turn.own.unread(), more: found.length > PAGE };
    }
    case 'data':
      return { ok: true, ...dataOf(turn, order.part) };
    case 'search':
      return { ok: true, ...foundIn(turn, order.words, order.before) };
    case 'privacy': {
      if (order.said === null) return { ok: true, standing: privacyStanding(turn) };
      return seen.kind === 'customer' ? saidToNotice(turn, seen.endpoint, order.said) : refuse('not_allowed');
    }
    case 'profile':
      if (seen.kind !== 'customer') return refuse('not_allowed');
      if (order.said) say(turn, order.said);
      return { ok: true, profile: profileView(turn) };
    case 'unlink':
      return unlinked(turn, order.endpoint);
    case 'erasure-plan':
      return { ok: true, plan: planErasure(turn) };
  }
}
