/** What the message page draws: the line as flat rows, pure. */
import { pendingRows } from '../web/client/pending.ts';
import type { Entry } from '../web/client/outbox.ts';
import { clockTime, dayKey, dayName } from '../web/client/time.ts';
import { channelWords, statusWords } from '../web/client/trade-words.ts';
import type { Language } from '../web/client/words.ts';
import { fallbackText } from '../shared/fallback.ts';
import { shownStatus } from '../shared/reduce.ts';
import type { Line } from '../shared/line.ts';
import type { Body, Message } from '../shared/message.ts';

/** One row; `side` says who spoke, `kind` what is drawn. */
export type Row = {
  key: string;
  side: 'me' | 'them' | 'middle';
  kind: 'day' | 'text' | 'steps' | 'order' | 'link' | 'location' | 'image';
  who: string;
  automatic: boolean;
  /** Its channel when it is not this mini-program's. */
  mark: string;
  time: string;
  text: string;
  steps: string[];
  options: { id: string; label: string }[];
  goods: string[];
  express: string;
  status: string;
  bad: boolean;
};

export type Names = { robot: string; order: (no: string) => string; waiting: string; refused: string };

const blank: Omit<Row, 'key' | 'side' | 'kind'> = {
  who: '',
  automatic: false,
  mark: '',
  time: '',
  text: '',
  steps: [],
  options: [],
  goods: [],
  express: '',
  status: '',
  bad: false,
};

/** Rows of the line in the server's order, days between, own words on their way last. */
export function rowsOf(
  line: Line,
  pending: readonly Entry<object>[],
  instance: string,
  now: number,
  language: Language,
  names: Names,
): Row[] {
  const rows: Row[] = [];
  let day = '';
  for (const message of line.messages) {
    if (dayKey(message.at) !== day) {
      day = dayKey(message.at);
      rows.push({ ...blank, key: `day-${day}`, side: 'middle', kind: 'day', text: dayName(message.at, now, language) });
    }
    rows.push(rowOf(line, message, language, names));
  }
  for (const one of pendingRows(line, pending, instance)) {
    rows.push({
      ...blank,
      ...bodyOf(one.body, names),
      key: one.key,
      side: 'me',
      time: clockTime(one.at),
      status: one.state === 'refused' ? names.refused : names.waiting,
      bad: one.state === 'refused',
    });
  }
  return rows;
}

function rowOf(line: Line, message: Message, language: Language, names: Names): Row {
  const { speaker, channel } = message;
  const middle = speaker.kind === 'system' || message.body.kind === 'event';
  const mine = speaker.kind === 'customer';
  const status = mine || middle ? '' : shownStatus(line, message);
  return {
    ...blank,
    ...bodyOf(message.body, names),
    key: message.id,
    side: middle ? 'middle' : mine ? 'me' : 'them',
    who: mine || middle ? '' : speaker.kind === 'robot' ? names.robot : (speaker.name ?? ''),
    automatic: speaker.kind === 'robot',
    mark: channel === null || channel === 'miniprogram' ? '' : channelWords[language][channel],
    time: clockTime(message.at),
    status: mine && line.marks.company.read >= message.revision ? statusWords[language].read : '',
    bad: status === 'failed',
  };
}

function bodyOf(body: Body, names: Names): Pick<Row, 'kind' | 'text' | 'steps' | 'options' | 'goods' | 'express'> {
  const plain = { steps: [], options: [], goods: [], express: '' };
  switch (body.kind) {
    case 'steps':
      return { ...plain, kind: 'steps', text: body.title, steps: body.steps, options: body.options ?? [] };
    case 'menu':
      return { ...plain, kind: 'text', text: body.text, options: body.options };
    case 'order': {
      const { no, stateText, items, express } = body.order;
      return {
        ...plain,
        kind: 'order',
        text: `${names.order(no)} · ${stateText}`,
        goods: items.map((item) => [item.title, item.price].filter(Boolean).join('  ')),
        express: express ? [express.company, express.no, express.last].filter(Boolean).join(' ') : '',
      };
    }
    case 'image':
      return { ...plain, kind: 'image', text: body.url ?? '' };
    case 'link':
      return { ...plain, kind: 'link', text: body.title };
    case 'location':
      return { ...plain, kind: 'location', text: body.label };
    default:
      return { ...plain, kind: 'text', text: fallbackText(body) };
  }
}
