/** A notice on its way to somebody who isn't looking: by a one-time subscription of WeChat, once. Leaves as a letter. */
import type { Address } from '../../../shared/actors.ts';
import type { NoticeKind } from '../../../shared/notice.ts';
import type { Sent } from '../../channels/channel.ts';
import { backoff } from '../backoff.ts';
import type { Commit } from '../deliver.ts';
import type { Letter } from '../letters.ts';
import type { Turn } from '../turn.ts';
import { mayPush, withdrawn } from './choices.ts';
import { privacyStanding } from './privacy.ts';
import type { Notice } from './store.ts';

/** A template the operator got approved, and which of a notice's words go where: `{title}`, `{text}`, `{at}` or a fact by its name. */
export type Template = { id: string; kind: NoticeKind; title: string; account: string; values: Record<string, string> };

export type Reminder = { address: Address; template: Template; notice: Notice; page: string; language: 'zh' | 'en' };

const TRIES = 6;

/** Sends it, or finds that it needn't: resolves to what settles the letter. */
export async function deliverReminder(
  letter: Letter,
  commit: Commit,
  remind: (reminder: Reminder) => Promise<Sent>,
): Promise<() => void> {
  const reminder = commit((turn) => reminderOf(turn, letter));
  if (!reminder) return () => undefined;
  const sent = await remind(reminder);
  return () => commit((turn) => settleReminder(turn, letter, reminder, sent));
}

/** What to send and where; null: read meanwhile, or no way the person agreed to. Counted as sent before it is, so that no fault sends it twice. */
function reminderOf(turn: Turn, letter: Letter): Reminder | null {
  const notice = turn.own.notice(letter.body);
  const way = notice && notice.readAt === null && notice.pushedAt === null ? wayFor(turn, notice) : null;
  if (!notice || !way) {
    turn.letters.done(letter);
    return null;
  }
  turn.own.pushed(notice.id, turn.now);
  return {
    ...way,
    notice,
    page: pageOf(notice),
    language: turn.sessions.latest()?.mind.language === 'en' ? 'en' : 'zh',
  };
}

function wayFor(turn: Turn, notice: Notice): Pick<Reminder, 'address' | 'template'> | null {
  if (!mayPush(turn.own.choices(), 'service', 'miniprogram', privacyStanding(turn).restsSince)) return null;
  const held = new Map(turn.own.subscriptions().map((one) => [one.template, one.left]));
  const template = turn.around.templates.find((one) => one.kind === notice.kind && (held.get(one.id) ?? 0) > 0);
  const endpoint = turn.line
    .endpoints()
    .find((one) => one.channel === 'miniprogram' && one.account === template?.account);
  if (!template || !endpoint) return null;
  return { template, address: { channel: 'miniprogram', account: endpoint.account, peer: endpoint.peer } };
}

/** A notice's words by the names templates call them. */
export function wordsOf({ title, text, at, facts }: Notice, language: 'zh' | 'en'): Record<string, string> {
  const china = new Date(at + 8 * 3_600_000).toISOString();
  return {
    ...Object.fromEntries(facts.map(({ name, value }) => [name, value])),
    title: title[language],
    text: text[language],
    at: `${china.slice(0, 10)} ${china.slice(11, 16)}`,
  };
}

/** The page a tap on the phone's notification opens. */
function pageOf({ id, opens }: Notice): string {
  if (opens?.to === 'ticket') return `pages/ticket/index?ticket=${encodeURIComponent(opens.ticket)}&notice=${id}`;
  if (opens?.to === 'line') {
    const at = opens.message === undefined ? '' : `&message=${encodeURIComponent(opens.message)}`;
    return `pages/home/index?notice=${id}${at}`;
  }
  return `pages/notices/index?notice=${id}`;
}

function settleReminder(turn: Turn, letter: Letter, { template }: Reminder, sent: Sent): void {
  if (!sent.ok && sent.fate === 'retry' && letter.tries + 1 < TRIES) {
    // Certainly not sent: it may be tried again.
    turn.own.unpushed(letter.body);
    turn.letters.postpone(letter, turn.now + Math.max(sent.afterMs, backoff(letter.tries)));
    return;
  }
  turn.letters.done(letter);
  if (!sent.ok && sent.fate === 'failed') {
    turn.own.unpushed(letter.body);
    if (sent.reason.code === 'wechat_43101') withdrawn(turn, template.id, false);
    return;
  }
  const held = turn.own.subscriptions().find((one) => one.template === template.id);
  if (held) turn.own.saveSubscription({ ...held, left: Math.max(0, held.left - 1) });
}
