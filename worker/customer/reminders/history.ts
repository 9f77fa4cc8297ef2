/** 提醒记录: what a person was told of their own matters, why, by which ways, and why not. Reads only. */
import * as v from 'valibot';
import { serviceKind } from '../../../shared/notice.ts';
import { untoldWords, type ReminderSent, type Silent } from '../../../shared/reminders/history.ts';
import { whyNoneWords } from '../../../shared/reach/words.ts';
import type { Words } from '../../../shared/profile/words.ts';
import type { Notice } from '../own/store.ts';
import type { Went } from '../reach/store.ts';
import type { Turn } from '../turn.ts';
import { advertising } from './push.ts';
import { isListedOnly, type Because } from './reason.ts';
import { reminderFor } from './telling.ts';

const becauseWords: Record<Because, Words> = {
  order: { zh: '问过这个单号', en: 'they asked about this number' },
  topic: { zh: '近来常问物流', en: 'they often asked about deliveries of late' },
};

/** Newest first; what the company told and nobody was told of is among them. */
export function remindersSent(turn: Turn, limit: number): ReminderSent[] {
  const told = turn.own.notices(null, limit).flatMap((notice) => sentOf(turn, notice));
  const kept = turn.appointments.untold(limit).map(({ key, at, event, why }): ReminderSent => {
    const { zh, en } = reminderFor(turn, event) ?? { zh: event, en: event };
    return { id: key, at, kind: null, title: { zh, en }, because: null, tries: [], none: untoldWords[why], read: null };
  });
  return [...told, ...kept].toSorted((one, other) => other.at - one.at).slice(0, limit);
}

/** An offer is no reminder: it has a list of its own. */
function sentOf(turn: Turn, notice: Notice): ReminderSent[] {
  const { id, at, kind, title, event, readAt } = notice;
  if (!v.is(serviceKind, kind)) return [];
  const went = turn.reach.went(id);
  const tries = triesOf(turn, went);
  const because = event?.because ? becauseWords[event.because] : null;
  const none = tries.some(({ fate }) => fate !== 'failed') || readAt !== null ? null : whyNone(turn, notice, went);
  return [{ id, at, kind, title, because, tries, none, read: readAt }];
}

function triesOf(turn: Turn, went: Went | null): ReminderSent['tries'] {
  const status = went?.saidAs ? turn.line.message(went.saidAs)?.status : undefined;
  return (went?.tries ?? []).flatMap(({ way, endpoint, at, fate }) => {
    if (way === 'screen') return [];
    const channel = turn.line.endpoint(endpoint)?.channel ?? null;
    return [{ way, channel, at, fate: way === 'platform' ? (fateOf(status) ?? fate) : fate }];
  });
}

function fateOf(status: string | undefined): ReminderSent['tries'][number]['fate'] | null {
  if (status === 'read') return 'delivered';
  return status === 'sent' || status === 'delivered' || status === 'unknown' || status === 'failed' ? status : null;
}

function whyNone(turn: Turn, notice: Notice, went: Went | null): Words | null {
  const silent = silentBy(turn, notice, went);
  if (silent) return untoldWords[silent];
  return went?.none ? whyNoneWords[went.none] : null;
}

function silentBy(turn: Turn, notice: Notice, went: Went | null): Silent | null {
  const { kind, event } = notice;
  if (went?.outdated) return 'outdated';
  if (kind !== 'answer' && advertising(notice) !== null) return 'advertises';
  if ((event?.until ?? Infinity) <= turn.now) return 'past';
  return event && v.is(serviceKind, kind) && isListedOnly(turn, kind, event.because) ? 'listed' : null;
}
