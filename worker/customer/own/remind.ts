/** A notice or an answer as a one-time subscription message of WeChat says it, and what the platform's answer means for the ledger. */
import type { Address } from '../../../shared/actors.ts';
import type { NoticeKind } from '../../../shared/notice.ts';
import type { Sent } from '../../channels/channel.ts';
import type { Subject } from '../reach/subject.ts';
import { subscriptionFor } from '../reach/ways.ts';
import type { Turn } from '../turn.ts';
import { withdrawn } from './choices.ts';

/** A template the operator got approved, and which of a notice's words go where: `{title}`, `{text}`, `{at}` or a fact by its name. */
export type Template = { id: string; kind: NoticeKind; title: string; account: string; values: Record<string, string> };

type Noticed = Subject['notice'];
/** `words`: what the template's `{…}` stand for. */
export type Reminder = {
  address: Address;
  template: Template;
  words: Readonly<Record<string, string>>;
  page: string;
  language: 'zh' | 'en';
};

/** The message WeChat is asked to push, by a subscription the person gave; null: there is none left. */
export function reminderOf(
  turn: Turn,
  { notice, kind, push, language }: Pick<Subject, 'notice' | 'kind' | 'push' | 'language'>,
): Reminder | null {
  const found = subscriptionFor(turn, turn.line.endpoints(), kind, push?.wechat?.id);
  if (!found || found.left <= 0) return null;
  const { channel, account, peer } = found.endpoint;
  return {
    // The event's own template says which of its words go where; any other is filled as its account says.
    template: push?.wechat?.id === found.template.id ? { ...found.template, ...push.wechat } : found.template,
    address: { channel, account, peer },
    words: { ...wordsOf(notice, language), ...push?.words },
    page: pageOf(notice),
    language,
  };
}

/** A notice's words by the names templates call them. */
function wordsOf({ title, text, at, facts }: Noticed, language: 'zh' | 'en'): Record<string, string> {
  const china = new Date(at + 8 * 3_600_000).toISOString();
  return {
    ...Object.fromEntries(facts.map(({ name, value }) => [name, value])),
    title: title[language],
    text: text[language],
    at: `${china.slice(0, 10)} ${china.slice(11, 16)}`,
  };
}

/** The page a tap on the phone's notification opens. */
function pageOf({ id, kind, opens }: Noticed): string {
  if (opens?.to === 'ticket') return `pages/ticket/index?ticket=${encodeURIComponent(opens.ticket)}&notice=${id}`;
  if (opens?.to === 'line') {
    const at = opens.message === undefined ? '' : `message=${encodeURIComponent(opens.message)}`;
    // An answer is a message of the line: no notice is read by coming.
    if (kind === 'answer' && opens.message === id) return `pages/home/index?${at}`;
    return `pages/home/index?notice=${id}${at && `&${at}`}`;
  }
  return `pages/notices/index?notice=${id}`;
}

/** What the platform said corrects the ledger; a fate nobody knows counts as sent. */
export function reminded(turn: Turn, { template, address }: Reminder, sent: Sent): void {
  const home = turn.line.endpointAt(address)?.home ?? '';
  if (!sent.ok && sent.fate !== 'unknown') {
    if (sent.reason.code === 'wechat_43101') withdrawn(turn, template.id, home, null);
    return;
  }
  const held = turn.own.subscription(template.id, home);
  if (held.left > 0) turn.own.saveSubscription({ ...held, left: held.left - 1 });
}
