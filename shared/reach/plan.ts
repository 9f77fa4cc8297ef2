/**
 * The one place that decides where an answer or a reminder goes: the open screen → the conversation's own channel while its window
 * and count last → another WeChat address, a push to their APP, or a one-time subscription → an SMS with a way back → a colleague's call. Pure: the
 * gateway asks it before a letter leaves, and the colleague's screen asks it before they send.
 */
import { isLapsed } from './lease.ts';
import type { Attempt, Ledger, News, Plan, Way, WayKind, Why, WhyNone } from './news.ts';
import { mayRing } from './quiet.ts';

/** Unread so long on a screen that is open, or with no screen open, and the next way is taken. */
export const UNREAD_MS = { here: 180_000, away: 30_000 };
/** A notice asks for less patience: nobody waits in front of it. */
export const NOTICE_UNREAD_MS = 8_000;
/** Called so recently and not come: they are not called again. */
export const CALL_AGAIN_MS = 30 * 60_000;

const RANK: Record<WayKind, number> = { screen: 0, platform: 1, push: 2, subscription: 3, sms: 4, callback: 5 };
const CALLS: readonly WayKind[] = ['subscription', 'sms', 'callback'];
const RINGS: readonly WayKind[] = ['push', 'sms', 'callback'];

/** Where this news goes now, or when to look again, and why. */
export function plan(news: News, ways: readonly Way[], ledger: Ledger, now: number): Plan {
  if (ledger.read) return none('read');
  const last = newest(ledger.attempts);
  if (last?.fate === 'going') return none('going');
  if (last?.fate === 'unknown') return none('unknown');
  if (last && isTold(news, last)) return none('told');
  const unread = last && last.fate !== 'failed' ? last : null;
  const due = unread ? unread.at + patience(news, ways, unread) : now;
  const tried = (way: Way) => ledger.attempts.some((one) => one.way === way.kind && one.endpoint === way.endpoint);
  const open = inOrder(news, ways).filter((way) => !tried(way));
  const next = choose(news, open, ways, ledger, { now, due, last });
  // Called, and nothing more can be done: that they were called is what there is to say.
  return next.way === null && next.at === null && unread && CALLS.includes(unread.way) ? none('told') : next;
}

/**
 * Whether a try ends it: the words themselves were taken outside, a colleague phones, or it was a notice, which says all there is. Who was
 * only called to come and read an answer, and gives no sign of life, is looked after on.
 */
function isTold({ purpose, weight }: News, { way, fate }: Attempt): boolean {
  if (fate === 'failed') return false;
  if (way === 'screen') return fate === 'delivered';
  if (way === 'push') return false;
  const isCall = way === 'subscription' || way === 'sms';
  return !isCall || purpose !== 'answer' || weight !== 'resolution';
}

type Moment = { now: number; due: number; last: Attempt | null };

function choose(news: News, open: readonly Way[], ways: readonly Way[], ledger: Ledger, moment: Moment): Plan {
  const { now, due, last } = moment;
  const hindered: Extract<Plan, { way: null }>[] = [];
  for (const way of open) {
    const hindrance = hindranceOf(news, way, ledger, now);
    if (hindrance) {
      hindered.push(hindrance);
      continue;
    }
    // Nobody looks: a phone shows at once that there is something.
    const isAtOnce = way.kind === 'push' && last?.way === 'screen' && !isHere(ways, last);
    const at = mayRing(news.purpose, RINGS.includes(way.kind), isAtOnce ? now : Math.max(now, due));
    return { way, why: whyOf(news, way, ways, last), at };
  }
  // What time or the person will mend is told before what nothing will.
  return (
    hindered.find((one) => one.at !== null) ??
    hindered.find(waits) ??
    hindered.find((one) => one.why !== 'no-way') ??
    none(news.weight === 'chatter' && last ? 'stays' : 'no-way')
  );
}

const waits = (one: Plan): boolean => one.way === null && (one.why === 'waits' || one.why === 'kept');

/** Home first, then by rank; chatter knows home alone. Of the same rank the one with most room. */
function inOrder(news: News, ways: readonly Way[]): Way[] {
  const home = (way: Way) => way.endpoint === news.home && (way.kind === 'screen' || way.kind === 'platform');
  const rank = (way: Way) => {
    if (home(way)) return -1;
    // The APP they asked in rings before anything else does.
    if (way.kind === 'push' && way.endpoint === news.home) return -0.5;
    return RANK[way.kind] + (way.kind === 'screen' && !way.here ? 10 : 0);
  };
  return ways
    .filter((way) => home(way) || mayLeaveHome(news, way))
    .toSorted((left, right) => rank(left) - rank(right) || countOf(right) - countOf(left));
}

/** Whose words may go where the person didn't ask: a screen that is open, or a way made for calling. Plain SMS addresses are no such way. */
function mayLeaveHome(news: News, way: Way): boolean {
  if (news.weight === 'chatter') return false;
  if (way.kind === 'screen') return news.home === null || way.here === true;
  return way.kind !== 'platform' || way.channel === 'wechat';
}

const countOf = (way: Way): number => (way.room?.state === 'open' ? way.room.left : (way.left ?? 0));

/** Why this way can't be taken now; null: it can. */
function hindranceOf(news: News, way: Way, ledger: Ledger, now: number): Extract<Plan, { way: null }> | null {
  if (way.barred) return none(way.barred);
  // Whoever has the number now may be somebody else.
  if (way.heardAt !== undefined && isLapsed(way.heardAt, now)) return none('lapsed');
  if (way.room) {
    if (way.room.state === 'closed') return none('no-way');
    if (way.room.state === 'spent') return none('waits');
    if (way.room.left <= 1 && news.weight !== 'resolution') return none('kept');
  }
  if (way.left !== undefined && way.left <= 0) return none('no-way');
  if (way.today && way.today.sent >= way.today.most) return none('called');
  const again = ledger.calledAt === null ? now : ledger.calledAt + CALL_AGAIN_MS;
  return CALLS.includes(way.kind) && again > now ? none('called', again) : null;
}

function patience(news: News, ways: readonly Way[], unread: Attempt): number {
  if (CALLS.includes(unread.way)) return CALL_AGAIN_MS;
  if (unread.way === 'push') return UNREAD_MS.here;
  if (news.purpose !== 'answer') return NOTICE_UNREAD_MS;
  return isHere(ways, unread) ? UNREAD_MS.here : UNREAD_MS.away;
}

const isHere = (ways: readonly Way[], { endpoint }: Attempt): boolean =>
  ways.some((way) => way.kind === 'screen' && way.endpoint === endpoint && way.here === true);

function whyOf(news: News, way: Way, ways: readonly Way[], last: Attempt | null): Why {
  if (last?.fate === 'failed') return 'undelivered';
  if (last) return CALLS.includes(last.way) ? 'silent' : 'unread';
  if (way.kind === 'screen') return way.here ? 'here' : 'away';
  if (way.endpoint === news.home && way.kind === 'platform') return 'home';
  const home = ways.find((one) => one.endpoint === news.home && one.kind === 'platform');
  if (!home) return 'first';
  return home.room?.state === 'spent' ? 'spent' : 'closed';
}

const newest = (attempts: readonly Attempt[]): Attempt | null =>
  attempts.reduce<Attempt | null>((found, one) => (found && found.at > one.at ? found : one), null);

const none = (why: WhyNone, at: number | null = null): Extract<Plan, { way: null }> => ({ way: null, why, at });

/** What the colleague is shown before they send: where it goes, and what follows if nobody reads it there. */
export function outlook(
  news: News,
  ways: readonly Way[],
  now: number,
  calledAt: number | null = null,
): { first: Plan; then: Plan | null } {
  const fresh: Ledger = { attempts: [], read: false, calledAt };
  const first = plan(news, ways, fresh, now);
  if (first.way === null) return { first, then: null };
  const { kind: way, endpoint } = first.way;
  const sent: Attempt = { way, endpoint, at: first.at, fate: 'sent' };
  const called = CALLS.includes(way);
  const ledger = { ...fresh, attempts: [sent], calledAt: called ? first.at : calledAt };
  const then = plan(news, ways, ledger, called ? first.at + CALL_AGAIN_MS : now);
  return { first, then: then.way ? then : null };
}
