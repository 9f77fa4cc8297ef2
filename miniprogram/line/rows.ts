/** The line as rows: days, grey lines, and what was said, in the server's order; own words on their way come last. */
import type { Line } from '../../shared/line.ts';
import { formStates } from '../../shared/form-rules.ts';
import type { ChannelName, Message } from '../../shared/message.ts';
import { refusals } from '../../shared/refusal.ts';
import type { Entry } from '../../web/client/outbox.ts';
import { pendingRows, type PendingRow } from '../../web/client/pending.ts';
import { tickedOf } from '../../web/client/ticked.ts';
import { clockTime, dayKey, dayName } from '../../web/client/time.ts';
import { channelWords } from '../../web/client/trade-words.ts';
import type { Language } from '../../web/client/words.ts';
import { sayIn } from '../words.ts';
import { bodyView, emptyBody, type BodyView, type Drawing } from './body.ts';
import { giftBody, giftWord, type Gift } from './gift.ts';
import { inWindow, type Window } from './window.ts';

/** One row. `head`: it begins a group and says who, where and when. `state` is empty unless it is worth saying. */
export type Row = {
  key: string;
  /** Where it is scrolled to by. */
  id: string;
  kind: 'day' | 'note' | 'unread' | 'said';
  text: string;
  own: boolean;
  head: boolean;
  name: string;
  face: string;
  robot: boolean;
  robotWord: string;
  channel: ChannelName | '';
  channelWord: string;
  time: string;
  body: BodyView;
  /** What it refers to, in a line; empty: nothing. */
  quote: string;
  state: '' | 'waiting' | 'giving' | 'failed' | 'delivered' | 'read';
  stateWord: string;
  /** Whether the answer helped, as far as the person said; empty where nothing is asked. */
  feedback: '' | 'asked' | 'helpful' | 'unhelpful';
  /** The pending send that can be tried again or thrown away. */
  pending: string;
};

/**
 * What rows depend on beside the line. `offline`: nothing goes out at the moment. `window`: the part to draw; null for all.
 * `unread`: the revision before which the person is told that what follows is new; 0: nowhere.
 */
export type Seen = Drawing & {
  now: number;
  instance: string;
  pending: readonly Entry<object>[];
  gifts: readonly Gift[];
  offline: boolean;
  window: Window | null;
  unread: number;
};

const HERE: ChannelName = 'miniprogram';
const GROUP_MS = 5 * 60_000;

/** A row with nothing in it. */
export const blankRow: Row = {
  key: '',
  id: '',
  kind: 'note',
  text: '',
  own: false,
  head: false,
  name: '',
  face: '',
  robot: false,
  robotWord: '',
  channel: '',
  channelWord: '',
  time: '',
  body: emptyBody,
  quote: '',
  state: '',
  stateWord: '',
  feedback: '',
  pending: '',
};

/** The rows of the line that are drawn. */
export function rowsOf(line: Line | null, seen: Seen): Row[] {
  const { language, now, window } = seen;
  const rows: Row[] = [];
  const whole = line?.messages ?? [];
  const messages = (window ? inWindow(whole, window) : whole).filter(({ direction }) => direction !== 'note');
  const ends = window === null || window.to === null;
  const sends = pendingRows(line, seen.pending, seen.instance);
  const own = ends ? sends : [];
  const gifts = ends ? seen.gifts : [];
  const coming = sends.filter(({ state }) => state === 'waiting').map(({ body }) => body);
  const drawing: Seen = { ...seen, forms: formStates(whole, coming) };
  const last = own.length + gifts.length > 0 || !ends ? undefined : lastSpoken(whole)?.id;
  let unread = seen.unread;
  let day = '';
  let group = '';
  let groupAt = 0;
  const newDay = (at: number) => {
    if (dayKey(at) === day) return;
    day = dayKey(at);
    group = '';
    rows.push({ ...blankRow, key: `day ${day}`, kind: 'day', text: dayName(at, now, language) });
  };
  const begins = (who: string, at: number) => {
    const head = who !== group || at - groupAt > GROUP_MS;
    group = who;
    if (head) groupAt = at;
    return head;
  };
  for (const message of messages) {
    newDay(message.at);
    if (unread > 0 && message.revision >= unread) {
      unread = 0;
      group = '';
      rows.push({ ...blankRow, key: 'unread', kind: 'unread', text: sayIn(language)('unreadBelow') });
    }
    const row = messageRow(message, line, drawing, message.id === last);
    if (row.kind === 'note') group = '';
    else row.head = begins(`${row.own} ${row.name} ${row.channel}`, message.at);
    rows.push(row);
  }
  for (const pending of own) {
    newDay(pending.at);
    const row = pendingRow(pending, seen);
    row.head = begins(`true ${row.name} ${row.channel}`, pending.at);
    rows.push(row);
  }
  for (const gift of gifts) {
    newDay(gift.at);
    const row = giftRow(gift, seen);
    row.head = begins(`true ${row.name} ${row.channel}`, gift.at);
    rows.push(row);
  }
  for (const row of rows) row.id = rowId(row.key);
  return rows;
}

/** The name of a row's place on the page. */
export function rowId(key: string): string {
  return `r-${key.replace(/[^\w-]/gu, '-')}`;
}

function lastSpoken(messages: readonly Message[]): Message | undefined {
  for (let at = messages.length - 1; at >= 0; at -= 1) if (messages[at]?.direction === 'in') return messages[at];
  return undefined;
}

function messageRow(message: Message, line: Line | null, seen: Seen, last: boolean): Row {
  const { language } = seen;
  const say = sayIn(language);
  const { id, speaker, direction, channel, at, body, revision } = message;
  const view = bodyView(body, id, { ...seen, ticked: tickedOf(message, seen.pending) });
  if (message.recalled) return { ...blankRow, key: id, text: say('recalled') };
  if (speaker.kind === 'system' || body.kind === 'event') {
    return { ...blankRow, key: id, text: view.pieces.map((piece) => piece.text).join('') };
  }
  const own = direction === 'in';
  const robot = speaker.kind === 'robot';
  const name = own ? say('you') : (speaker.name ?? say(robot ? 'robot' : 'staff'));
  const other = channel !== null && channel !== HERE ? channel : '';
  const state = !own || !last ? '' : line !== null && line.marks.company.read >= revision ? 'read' : 'delivered';
  return {
    ...blankRow,
    key: id,
    kind: 'said',
    own,
    name,
    face: own || robot ? '' : name.slice(0, 1),
    robot,
    robotWord: robot ? say(message.source?.generated ? 'generated' : 'robotTag') : '',
    channel: other,
    channelWord: other === '' ? '' : channelWords[language][other],
    time: clockTime(at),
    body: view,
    quote: quoteOf(message, language),
    state,
    stateWord: state === '' ? '' : say(state),
    feedback: robot && message.source ? feedbackOf(message.helpful) : '',
  };
}

function quoteOf({ quote }: Message, language: Language): string {
  if (!quote) return '';
  const say = sayIn(language);
  const who =
    quote.speaker.name ??
    say(quote.speaker.kind === 'customer' ? 'you' : quote.speaker.kind === 'robot' ? 'robot' : 'staff');
  return quote.text === '' ? say('quoteGone') : `${who}：${quote.text}`;
}

function feedbackOf(helpful: boolean | undefined): Row['feedback'] {
  if (helpful === undefined) return 'asked';
  return helpful ? 'helpful' : 'unhelpful';
}

function pendingRow({ key, body, at, state, reason }: PendingRow, seen: Seen): Row {
  const say = sayIn(seen.language);
  const failed = state === 'refused';
  const why = reason ? refusalWord(reason.code, reason.detail, seen.language) : '';
  return {
    ...blankRow,
    key: `pending ${key}`,
    kind: 'said',
    own: true,
    name: say('you'),
    time: clockTime(at),
    body: bodyView(body, key, seen),
    state: failed ? 'failed' : 'waiting',
    stateWord: failed ? `${say('failed')}${why && ` · ${why}`}` : say(seen.offline ? 'waiting' : 'sending'),
    pending: key,
  };
}

function giftRow(gift: Gift, { language }: Seen): Row {
  const say = sayIn(language);
  const why = gift.code === '' ? '' : refusalWord(gift.code, gift.detail, language);
  return {
    ...blankRow,
    key: `gift ${gift.key}`,
    kind: 'said',
    own: true,
    name: say('you'),
    time: clockTime(gift.at),
    body: giftBody(gift, language),
    state: gift.code === '' ? 'giving' : 'failed',
    stateWord: gift.code === '' ? giftWord(gift, language) : `${say('failed')}${why && ` · ${why}`}`,
    pending: gift.key,
  };
}

/** Why something was refused, in the person's language where the code is known. */
export function refusalWord(code: string, detail: string, language: Language): string {
  const known = Object.entries(refusals).find(([name]) => name === code);
  return known ? known[1][language] : detail;
}

/** An act that was refused. `moot`: what was asked has come true by itself meanwhile, so nobody need hear of it. */
export type RefusedAct = { key: string; act: string; code: string; detail: string; moot: boolean };

/** Acts (转人工, a rating …) that were refused and must not stay behind. */
export function refusedActs(line: Line | null, pending: readonly Entry<object>[]): RefusedAct[] {
  const state = line?.session?.state;
  return pending.flatMap(({ key, payload, refused }) => {
    const { type, act } = payload as { type?: string; act?: { act: string } };
    if (refused === null || type !== 'act') return [];
    const served = state === 'agent' || state === 'queued';
    const moot = act?.act === 'request-human' ? served : act?.act === 'leave-queue' && state !== 'queued';
    return [{ key, act: act?.act ?? '', ...refused, moot }];
  });
}

/** Has the person said anything in the encounter of now? Until then common questions are offered. */
export function hasSpoken(line: Line | null, pending: readonly Entry<object>[]): boolean {
  const session = line?.session;
  if (pending.some(({ payload }) => 'type' in payload && payload.type === 'send')) return true;
  if (!line || !session || session.state === 'closed') return false;
  return session.state !== 'robot' || line.messages.some((one) => one.direction === 'in' && one.session === session.id);
}
