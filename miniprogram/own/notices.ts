/** 服务提醒 as the page 通知 shows them: what the line holds of them, and older ones that were fetched beside it. */
import type { Line } from '../../shared/line.ts';
import type { NoticeKind, NoticeView } from '../../shared/notice.ts';
import { NOTICES_SHOWN } from '../../shared/protocol.ts';
import { listTime } from '../../web/client/time.ts';
import type { Language } from '../../web/client/words.ts';
import { sayIn, type Word } from '../words.ts';

/** What each kind is drawn with. */
const icons: Record<NoticeKind, string> = {
  order: 'cart',
  logistics: 'vehicle',
  refund: 'wallet',
  ticket: 'task',
  appointment: 'calendar',
  answer: 'chat',
  offer: 'notification',
};

const names: Record<NoticeKind, Word> = {
  order: 'kindOrder',
  logistics: 'kindLogistics',
  refund: 'kindRefund',
  ticket: 'kindTicket',
  appointment: 'kindAppointment',
  answer: 'kindAnswer',
  offer: 'kindOffer',
};

/** Why news of one's own matters comes; an offer has a page that says so. */
const reasons: Partial<Record<NoticeKind, Word>> = {
  order: 'becauseOrder',
  logistics: 'becauseOrder',
  refund: 'becauseRefund',
  ticket: 'becauseTicket',
  appointment: 'becauseAppointment',
  answer: 'becauseAnswer',
};

/** One notice as it is drawn; `more` says where a tap leads, empty: nowhere. `unasked`: it says why it came, and may be stopped. */
export type NoticeCard = {
  id: string;
  icon: string;
  kind: string;
  title: string;
  text: string;
  time: string;
  read: boolean;
  label: string;
  facts: { key: string; label: string; value: string }[];
  more: string;
  /** Why it came, where nothing of it says so. */
  because: string;
  unasked: boolean;
};

/** All notices this phone has seen of the person, newest first. */
export class NoticeList {
  #epoch = '';
  #held = new Map<string, NoticeView>();
  /** Tapped here, the line doesn't know yet. */
  readonly #read = new Set<string>();
  #allRead = false;
  /** Whether older ones may be had. */
  more = false;

  /** Takes what the line holds now. */
  take(line: Line | null): void {
    if (!line) return;
    const { newest = [], unread = 0 } = line.notices ?? {};
    if (line.epoch !== this.#epoch) {
      this.#epoch = line.epoch;
      this.#held = new Map();
      this.more = newest.length >= NOTICES_SHOWN;
    }
    if (newest.some((one) => !this.#held.has(one.id))) this.#allRead = false;
    for (const one of newest) this.#held.set(one.id, one);
    if (unread === 0) this.#allRead = true;
  }

  /** Takes a page of older ones. */
  takeOlder(notices: readonly NoticeView[], more: boolean): void {
    for (const one of notices) this.#held.set(one.id, one);
    this.more = more;
  }

  /** They were looked at on this phone. */
  markRead(notices: 'all' | readonly string[]): void {
    if (notices === 'all') this.#allRead = true;
    else for (const id of notices) this.#read.add(id);
  }

  get list(): readonly NoticeView[] {
    return [...this.#held.values()]
      .sort((left, right) => right.at - left.at)
      .map((one) => (this.#allRead || this.#read.has(one.id) ? { ...one, read: true } : one));
  }
}

/** The kinds there are, as a choice of what to see; none where there is nothing to choose. */
export function kindsOf(list: readonly NoticeView[], language: Language): { value: string; label: string }[] {
  const say = sayIn(language);
  const kinds = [...new Set(list.map(({ kind }) => kind))];
  if (kinds.length < 2) return [];
  return [{ value: '', label: say('kindAll') }, ...kinds.map((value) => ({ value, label: say(names[value]) }))];
}

/** One notice in the person's language. */
export function noticeCard(notice: NoticeView, language: Language, now: number): NoticeCard {
  const say = sayIn(language);
  const { id, kind, title, text, at, read, facts, opens } = notice;
  return {
    id,
    icon: icons[kind] ?? 'notification',
    kind: say(names[kind] ?? 'notices'),
    title: title[language],
    text: text[language],
    time: listTime(at, now, language),
    read,
    label: `${read ? '' : `${say('noticeNew')} `}${title[language]}`,
    facts: facts.map(({ name, label, value }) => ({ key: name, label: label[language], value })),
    because: kind === 'offer' || facts.some(({ name }) => name === 'why') ? '' : say(reasons[kind] ?? 'becauseOwn'),
    unasked: facts.some(({ name }) => name === 'why'),
    more:
      kind === 'offer'
        ? say('offerMore')
        : opens === null
          ? ''
          : say(opens.to === 'ticket' ? 'noticeTicket' : 'noticeLine'),
  };
}
