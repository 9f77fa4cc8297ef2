/** What a piece of news is about: a message of the line, or a notice. Reads only. */
import type { Message } from '../../../shared/message.ts';
import { fallbackText, type Body } from '../../../shared/message.ts';
import type { NoticeKind } from '../../../shared/notice.ts';
import { statedOf } from '../../../shared/profile/fold.ts';
import type { Notice } from '../own/store.ts';
import { barredPush, pushOf, type Push } from '../reminders/push.ts';
import type { Turn } from '../turn.ts';
import type { NewsKept } from './store.ts';

export type Subject = {
  /** Set where it is a message. */
  message: Message | null;
  body?: Body;
  kind: NoticeKind;
  /** As a notice says it: on a phone's notification, or as words on a platform. */
  notice: Pick<Notice, 'id' | 'kind' | 'title' | 'text' | 'at' | 'facts' | 'opens'>;
  words: string;
  language: 'zh' | 'en';
  /** Of an event: how its own templates tell it. */
  push: Push | null;
  /** What an address is called on screens. */
  labelOf(endpoint: string): string;
};

/** The language they named, else that of their last encounter. */
function languageOf(turn: Turn): 'zh' | 'en' {
  const stated = statedOf(turn.profile.read(), 'trait:language');
  return (stated ?? turn.sessions.latest()?.mind.language) === 'en' ? 'en' : 'zh';
}

/** Null: it is read, taken back, over or gone. */
export function subjectOf(turn: Turn, { id, purpose }: NewsKept): Subject | null {
  const labelOf = (endpoint: string) => {
    const one = turn.line.endpoint(endpoint);
    return one ? turn.viewEndpoint(one).label || turn.around.accountName(one) : '';
  };
  const language = languageOf(turn);
  if (purpose === 'answer') {
    const message = turn.line.message(id);
    if (!message || message.recalled || message.status === 'failed' || message.status === 'unknown') return null;
    const text = fallbackText(message.body).slice(0, 60);
    const notice = {
      ...{ id, kind: 'answer' as const, at: message.at, facts: [], opens: { to: 'line' as const, message: id } },
      title: { zh: '您有新的客服回复', en: 'A new reply for you' },
      text: { zh: text, en: text },
    };
    return { message, body: message.body, kind: 'answer', notice, words: text, language, push: null, labelOf };
  }
  const notice = turn.own.notice(id);
  if (notice?.readAt !== null) return null;
  // What it is about is over: nobody is told any more.
  if ((notice.event?.until ?? Infinity) <= turn.now) return null;
  const words = [notice.title[language], notice.text[language]].filter((one) => one !== '').join('\n');
  const body = { kind: 'text' as const, text: words };
  return {
    message: null,
    body,
    kind: notice.kind,
    notice,
    words,
    language,
    push: barredPush(notice) ?? pushOf(turn, notice, language),
    labelOf,
  };
}
