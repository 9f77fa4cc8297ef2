/** The ways there are to a person now, as the planner knows them. Reads only. */
import { DAY_MS, startOfDay } from '../../../shared/reach/quiet.ts';
import type { Body } from '../../../shared/message.ts';
import type { NoticeKind, Purpose } from '../../../shared/notice.ts';
import type { Room } from '../../../shared/reach/counts.ts';
import { isNumber } from '../../../shared/reach/lease.ts';
import type { News, Way, WhyNot } from '../../../shared/reach/news.ts';
import type { ChannelName } from '../../../shared/message.ts';
import type { Push } from '../reminders/push.ts';
import { masked } from '../name.ts';
import { mayPush } from '../own/may-push.ts';
import { privacyStanding } from '../own/privacy.ts';
import type { Endpoint } from '../store.ts';
import type { Turn } from '../turn.ts';
import { roomOf } from './counting.ts';
import { isGivenUp, UNLINKED, whyNotTheirs } from './lease.ts';

/** So many SMS a day ask one person to come and read. */
export const SMS_PER_DAY = 5;
const CALLBACK = 'callback';

/** What is to be said: its body where it is a message, its kind where it is a notice, and how it is told where it is of an event. */
export type Said = { body?: Body; kind: NoticeKind; push?: Push | null };

/** Every way this news could take. The robot's words know none but where they were asked. */
export function waysOf(turn: Turn, news: News, said: Said): Way[] {
  if (news.weight === 'chatter') {
    const home = news.home === null ? null : turn.line.endpoint(news.home);
    return home ? [addressWay(turn, home, null, true)] : [];
  }
  const endpoints = turn.line.endpoints();
  const choices = turn.own.choices();
  const rests = privacyStanding(turn).restsSince;
  const purpose: Purpose = news.purpose === 'answer' ? 'service' : news.purpose;
  const may = (channel: ChannelName) => mayPush(choices, purpose, channel, rests);
  const ways = [
    ...endpoints.map((one) =>
      addressWay(turn, one, said.body ?? null, news.home === one.id || one.channel !== 'wechat' || may('wechat')),
    ),
    ...pushWays(turn, endpoints, news, may('app')),
    ...subscriptionWay(turn, endpoints, said, may('miniprogram')),
    ...smsWay(turn, endpoints, may('sms'), said.push?.sms !== null && said.push?.sms !== undefined),
    ...callbackWay(turn, endpoints, news, may('phone')),
  ];
  const listed = said.push?.listed === true;
  return listed ? ways.filter(({ kind }) => kind === 'screen' || kind === 'subscription') : ways;
}

const labelOf = (turn: Turn, one: Endpoint): string => masked(one) || turn.around.accountName(one);

function addressWay(turn: Turn, one: Endpoint, body: Body | null, may: boolean): Way {
  const label = labelOf(turn, one);
  const barred = one.blocked ? whyBlocked(one) : may ? null : 'refused';
  const common = { endpoint: one.id, channel: one.channel, label, ...leaseOf(one), ...(barred ? { barred } : {}) };
  if (!turn.around.callsOut(one)) return { kind: 'screen', ...common, here: turn.around.here(one.id) };
  const room = roomAt(turn, one);
  const unfit = body !== null && !turn.around.takes(one, body) && !barred ? { barred: 'unfit' as const } : {};
  return { kind: 'platform', ...common, ...(room ? { room } : {}), ...unfit };
}

/** The window of a telephone is its call. */
function roomAt(turn: Turn, one: Endpoint): Room | null {
  if (one.channel !== 'phone') return roomOf(one, turn.now);
  return one.window && one.window.endsAt > turn.now ? { state: 'open', ...one.window } : { state: 'closed' };
}

function whyBlocked({ blocked }: Endpoint): WhyNot {
  if (blocked?.code === 'opted_out') return 'opted-out';
  if (blocked?.code === 'number_moved') return 'moved';
  return blocked?.code === UNLINKED ? 'refused' : 'gone';
}

/** An APP of theirs, which the company's own push wakes. A guest's shows its own address alone. */
function pushWays(turn: Turn, endpoints: readonly Endpoint[], news: News, may: boolean): Way[] {
  if (turn.around.wakes === 'nothing') return [];
  const apps = endpoints.filter(
    (one) => one.channel === 'app' && !one.blocked && (one.id === news.home || !one.peer.startsWith('v_')),
  );
  const barred = may ? {} : { barred: 'refused' as const };
  return apps.map((one) => ({
    ...{ kind: 'push', endpoint: one.id, channel: 'app', label: labelOf(turn, one), ...barred },
  }));
}

/** The template a notice of this kind goes by, and where: the event's own, else one with accepts left, if there is one. */
export function subscriptionFor(turn: Turn, endpoints: readonly Endpoint[], kind: NoticeKind, own?: string) {
  const held = turn.own.subscriptions();
  const known = turn.around.templates.filter((one) => one.kind === kind);
  const first = turn.around.templates.filter((one) => one.id === own);
  const all = [...first, ...known].flatMap((template) =>
    endpoints
      .filter((one) => one.channel === 'miniprogram' && one.account === template.account)
      .map((endpoint) => {
        const accepted = held.find((one) => one.template === template.id && one.home === endpoint.home);
        return { template, endpoint, left: accepted?.left ?? 0 };
      }),
  );
  return all.find(({ left }) => left > 0) ?? all[0] ?? null;
}

function subscriptionWay(turn: Turn, endpoints: readonly Endpoint[], said: Said, may: boolean): Way[] {
  const found = subscriptionFor(turn, endpoints, said.kind, said.push?.wechat?.id);
  if (!found) return [];
  const { template, endpoint, left } = found;
  const way = {
    kind: 'subscription' as const,
    endpoint: endpoint.id,
    channel: endpoint.channel,
    label: template.title,
  };
  return [{ ...way, left, ...(may ? {} : { barred: 'refused' as const }) }];
}

/** What the planner must know of a number's lease. */
const leaseOf = (one: Endpoint) => (isNumber(one) ? { heardAt: one.heardAt } : {});

/** Theirs for sure first, by SMS before by telephone. */
const numbersOf = (
  turn: Turn,
  endpoints: readonly Endpoint[],
  fits: (one: Endpoint) => boolean,
): Endpoint | undefined => {
  const numbers = endpoints.filter(isNumber);
  const held = numbers.filter((one) => whyNotTheirs(one, turn.now) === null);
  return (
    held.find((one) => one.channel === 'sms' && !one.blocked) ?? held.find(fits) ?? numbers.find(fits) ?? numbers[0]
  );
};

/** Their number by SMS, which says it itself or has a way back. */
function smsWay(turn: Turn, endpoints: readonly Endpoint[], may: boolean, tells: boolean): Way[] {
  const first = numbersOf(turn, endpoints, () => true);
  if (!first) return [];
  if ((tells ? turn.around.smsFor(first.peer) : turn.around.summonsBy(first.peer)) === null) return [];
  const barred = first.blocked ? whyBlocked(first) : may ? null : ('refused' as const);
  const sent = turn.reach.summonsSince('sms', startOfDay(turn.now));
  const common = { endpoint: first.id, label: masked(first), ...leaseOf(first), ...(barred ? { barred } : {}) };
  return [{ kind: 'sms', channel: 'sms', ...common, today: { sent, most: SMS_PER_DAY } }];
}

/** For an answer a colleague's call. Only their own word about calls bars it, or that the number is not theirs any more: who wants no SMS may be phoned. */
function callbackWay(turn: Turn, endpoints: readonly Endpoint[], news: News, may: boolean): Way[] {
  if (news.purpose !== 'answer' || !turn.around.settings.tickets.kinds.some((one) => one.id === CALLBACK)) return [];
  const first = numbersOf(turn, endpoints, (one) => !isGivenUp(one));
  if (!first) return [];
  const barred = isGivenUp(first) ? { barred: whyBlocked(first) } : may ? {} : { barred: 'refused' as const };
  const common = { endpoint: first.id, label: masked(first), ...leaseOf(first), ...barred };
  return [{ kind: 'callback', channel: 'phone', ...common }];
}

/** Since when the numbers of summons are kept: longer than any limit looks back. */
export const NEWS_KEPT_MS = 3 * DAY_MS;
