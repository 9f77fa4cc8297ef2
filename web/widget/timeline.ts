/** The list of messages: rows are kept while nothing about them changes, days are separated, own words wait at the end. */
import { dayKey, dayName, clockTime } from '../client/time.ts';
import { noticesBeside, pendingRows, type PendingRow } from '../client/pending.ts';
import { tickedOf } from '../client/ticked.ts';
import { channelWords } from '../client/trade-words.ts';
import type { Language } from '../client/words.ts';
import type { CustomerPayload, LineFollower } from '../client/line.ts';
import { formStates, type FormState } from '../../shared/form-rules.ts';
import type { Line } from '../../shared/line.ts';
import { RECALL_MS } from '../../shared/protocol.ts';
import type { Message } from '../../shared/message.ts';
import type { NoticeView } from '../../shared/notice.ts';
import {
  checkDoubleIcon,
  checkIcon,
  errorCircleIcon,
  serviceIcon,
  thumbDownIcon,
  thumbUpIcon,
  timeIcon,
} from '../tokens/icons.ts';
import { drawBody, later, type Drawing } from './bodies.ts';
import { arrange, icon, make } from './dom.ts';

/** `now`, what the reader said of an answer, is shown in place: nothing else of the row may move for it. */
type Now = { helpful?: boolean | undefined; ticked?: readonly number[] };
type Row = { key: string; mark: string; now?: Now; draw(): HTMLElement };
type Held = { mark: string; now: string; node: HTMLElement };
/** What the timeline needs beside the line. */
export type TimelineTools = Omit<Drawing, 'ticked'> & {
  language(): Language;
  retry(key: string): void;
  discard(key: string): void;
  feedback(message: string, helpful: boolean): void;
  quote(message: Message): void;
  recall(message: string): void;
};

/** Draws a line into a list element, again and again. */
export class Timeline {
  readonly list: HTMLElement;
  readonly #tools: TimelineTools & Drawing;
  #ticked = new Map<string, readonly number[]>();
  #held = new Map<string, Held>();
  #forms: ReadonlyMap<string, FormState> = new Map();

  constructor(tools: TimelineTools) {
    this.#tools = { ...tools, ticked: (message) => this.#ticked.get(message) ?? [] };
    this.list = make('ol', { class: 'list' });
  }

  draw(line: Line, follower: LineFollower<CustomerPayload>, now: number): void {
    const rows: Row[] = [];
    const pending = pendingRows(line, follower.pending, follower.instance);
    const coming = pending.filter(({ state }) => state === 'waiting').map(({ body }) => body);
    this.#forms = formStates(line.messages, coming);
    let day = '';
    const put = (at: number, row: Row) => {
      if (dayKey(at) !== day) rows.push(this.#dayRow(at, now));
      day = dayKey(at);
      rows.push(row);
    };
    const notices = noticesBeside(line);
    let told = 0;
    const tell = (before: number) => {
      for (let one = notices[told]; one && one.at < before; one = notices[(told += 1)])
        put(one.at, this.#noticeRow(one, line));
    };
    for (const message of line.messages) {
      if (message.direction === 'note') continue;
      tell(message.at);
      put(message.at, this.#messageRow(message, line.marks.company.read >= message.revision, now, follower));
    }
    tell(Infinity);
    const offline = follower.status !== 'live' && follower.status !== 'polling';
    for (const row of pending) rows.push(this.#pendingRow(row, offline));
    this.#show(rows);
  }

  #show(rows: readonly Row[]): void {
    const held = new Map<string, Held>();
    for (const { key, mark, now = {}, draw } of rows) {
      const told = JSON.stringify(now);
      const before = this.#held.get(key);
      const node = before?.mark === mark ? before.node : draw();
      if (before && before.now !== told) press(node, now);
      held.set(key, { mark, now: told, node });
    }
    this.#held = held;
    arrange(
      this.list,
      [...held.values()].map(({ node }) => node),
    );
  }

  #dayRow(at: number, now: number): Row {
    const name = dayName(at, now, this.#tools.language());
    return { key: dayKey(at), mark: name, draw: () => make('li', { class: 'day' }, make('span', {}, name)) };
  }

  /** 服务提醒: drawn by a part of its own, fetched with the first. */
  #noticeRow(notice: NoticeView, { messages }: Line): Row {
    // A ticket's step is mostly said in the conversation in the same moment.
    const said = notice.kind === 'ticket' && messages.some(({ at }) => at === notice.at);
    const draw = () => {
      const place = later(
        'news',
        () => import('./news.ts'),
        this.#tools,
        (news) => news.drawNotice(notice, this.#tools.form, said),
      );
      return make('li', { class: 'row' }, place);
    };
    return { key: notice.id, mark: this.#tools.language(), draw };
  }

  #messageRow(message: Message, read: boolean, now: number, follower: LineFollower<CustomerPayload>): Row {
    const { say, language } = this.#tools;
    const own = message.direction === 'in';
    // Words of this address alone, and not for long, can be taken back.
    const here = message.endpoint === follower.welcome?.viewer.endpoint;
    const back = own && here && now - message.at < RECALL_MS;
    const gone = `${message.recalled !== undefined}${message.quote?.text === ''}`;
    const form = this.#forms.get(message.id);
    const asked = form ? `${form.open} ${form.chosen}` : '';
    const mark = `${language()}${own && read}${message.status}${back}${gone}${fileMark(message.body)}${asked}`;
    const draw = () => {
      const { speaker, body, channel } = message;
      if (message.recalled) return make('li', { class: 'note' }, make('p', {}, say('recalled')));
      if (speaker.kind === 'system' || body.kind === 'event') {
        return make('li', { class: 'note' }, drawBody(body, message.id, this.#tools));
      }
      const robot = speaker.kind === 'robot';
      const who = own ? say('you') : (speaker.name ?? say(robot ? 'robot' : 'staff'));
      const where = channel && channelWords[language()][channel];
      return make(
        'li',
        { class: own ? 'row own' : 'row', 'data-id': message.id },
        !own && make('i', { class: robot ? 'face robot' : 'face' }, robot ? icon(serviceIcon, 18) : who.slice(0, 1)),
        make(
          'div',
          { class: 'said' },
          make(
            'div',
            { class: 'meta' },
            make('span', { class: own ? 'hidden' : '' }, who),
            robot && make('b', { class: 'tag' }, say(message.source?.generated ? 'generated' : 'robotTag')),
            where && make('span', { class: `mark ${channel}` }, where),
            make('time', {}, clockTime(message.at)),
          ),
          make('div', { class: 'bubble' }, this.#quoted(message), drawBody(body, message.id, this.#tools, form)),
          this.#acts(message, back),
          own && this.#tick(read ? 'read' : 'sent'),
          robot && message.source && this.#feedback(message),
        ),
      );
    };
    const ticked = tickedOf(message, follower.pending);
    this.#ticked.set(message.id, ticked);
    return { key: message.id, mark, now: { helpful: message.helpful, ticked }, draw };
  }

  /** What these words refer to; a tap goes there. */
  #quoted({ quote }: Message): HTMLElement | null {
    const { say } = this.#tools;
    if (!quote) return null;
    const { kind, name } = quote.speaker;
    const who = kind === 'customer' ? say('you') : (name ?? say(kind === 'robot' ? 'robot' : 'staff'));
    const onclick = () => this.list.querySelector(`[data-id="${quote.id}"]`)?.scrollIntoView({ block: 'center' });
    const words = quote.text === '' ? say('quoteGone') : `${who}: ${quote.text}`;
    return make('button', { type: 'button', class: 'quote', onclick }, words);
  }

  #acts(message: Message, back: boolean): HTMLElement {
    const { say, quote, recall } = this.#tools;
    return make(
      'div',
      { class: 'acts' },
      make('button', { type: 'button', onclick: () => quote(message) }, say('quote')),
      back && make('button', { type: 'button', onclick: () => recall(message.id) }, say('recall')),
    );
  }

  /** Did the answer help? The last word counts. */
  #feedback({ id, helpful }: Message): HTMLElement {
    const { say, feedback } = this.#tools;
    const thumb = (up: boolean) => {
      const word = say(up ? 'helpful' : 'unhelpful');
      const onclick = () => {
        press(row, { helpful: up });
        feedback(id, up);
      };
      const pressed = String(helpful === up);
      const given = { type: 'button', 'aria-label': word, title: word, 'aria-pressed': pressed, onclick };
      return make('button', given, icon(up ? thumbUpIcon : thumbDownIcon, 14));
    };
    const row = make('div', { class: 'state feedback' }, thumb(true), thumb(false));
    return row;
  }

  #tick(state: 'read' | 'sent'): HTMLElement {
    const drawn = icon(state === 'read' ? checkDoubleIcon : checkIcon, 14);
    return make('div', { class: `state ${state}` }, drawn, this.#tools.say(state));
  }

  #pendingRow({ key, body, at, state, reason }: PendingRow, offline: boolean): Row {
    const { say, language, retry, discard } = this.#tools;
    const draw = () =>
      make(
        'li',
        { class: 'row own' },
        make(
          'div',
          { class: 'said' },
          make(
            'div',
            { class: 'meta' },
            make('span', { class: 'hidden' }, say('you')),
            make('time', {}, clockTime(at)),
          ),
          make('div', { class: 'bubble waiting' }, drawBody(body, key, this.#tools)),
          state === 'waiting'
            ? make('div', { class: 'state' }, icon(timeIcon, 14), say(offline ? 'queuedSend' : 'sending'))
            : make(
                'div',
                { class: 'state failed', title: reason?.detail },
                icon(errorCircleIcon, 14),
                say('failed'),
                make('button', { type: 'button', onclick: () => retry(key) }, say('retry')),
                make('button', { type: 'button', onclick: () => discard(key) }, say('discard')),
              ),
        ),
      );
    return { key: `pending ${key}`, mark: `${language()}${state}${offline}`, draw };
  }
}

/** What a row shows of its file: a picture that was fetched meanwhile is drawn anew. */
export function fileMark(body: Message['body']): string {
  if (body.kind !== 'image' && body.kind !== 'voice' && body.kind !== 'video') return '';
  return `${body.url ?? ''} ${'coming' in body && body.coming === true}`;
}

/** Shows in place which of a row's thumbs is pressed, up first, then down, and which steps are ticked off. */
function press(row: HTMLElement, { helpful, ticked }: Now): void {
  const [up, down] = row.querySelectorAll('.feedback button');
  up?.setAttribute('aria-pressed', String(helpful === true));
  down?.setAttribute('aria-pressed', String(helpful === false));
  if (!ticked) return;
  row.querySelectorAll<HTMLInputElement>('.steps input').forEach((box, at) => (box.checked = ticked.includes(at)));
}
