import { face, make, sign, toneOf } from './draw.ts';
import { backButton, conversation, frame, nothing, title, writingBox } from './frame.ts';
import { ask, follow, Refused } from './live.ts';
import { asked, when, words } from './words.ts';

interface Message {
  id: number;
  number: string;
  text: string;
  direction: 'to person' | 'from person';
  at: number;
}
interface Inbox {
  person: { id: string; name: string; phone: string };
  messages: Message[];
}

const persona = asked('persona') || 'lin';
const parts = frame();
let messages: Message[] = [];
let numbers: { number: string; name: string }[] = [];
let open = asked('number');
let choosing = false;
let thread: ReturnType<typeof conversation> | undefined;
let shown: number | undefined;

const seenKey = (number: string): string => `yixian.world.seen.${persona}.${number}`;
const seen = (number: string): number => Number(localStorage.getItem(seenKey(number)) ?? 0);
const signatureOf = (number: string): string | undefined =>
  messages
    .filter((each) => each.number === number)
    .map((each) => /^【([^】]{1,20})】/.exec(each.text)?.[1])
    .findLast((each) => each !== undefined);
const nameOf = (number: string): string =>
  signatureOf(number) ?? numbers.find((each) => each.number === number)?.name ?? number;

function go(number: string): void {
  open = number;
  choosing = false;
  const url = new URL(location.href);
  if (number) url.searchParams.set('number', number);
  else url.searchParams.delete('number');
  history.pushState(null, '', url);
  draw(true);
}

/** Splits a text at its links and makes them links. */
function withLinks(text: string): (string | HTMLElement)[] {
  return text
    .split(/(https?:\/\/[^\s，。；、）】]+)/)
    .map((piece, index) =>
      index % 2 === 1 ? make('a', { href: piece, target: '_blank', rel: 'noopener noreferrer' }, piece) : piece,
    );
}

function bubble(message: Message): HTMLElement {
  const mine = message.direction === 'from person';
  return make(
    'li',
    { class: mine ? 'sms mine' : 'sms' },
    make(
      'div',
      { class: 'bubble' },
      mine ? make('span', { class: 'unseen' }, `${words.you}: `) : null,
      ...withLinks(message.text),
    ),
  );
}

function bubbles(list: Message[]): HTMLElement[] {
  let last = 0;
  return list.flatMap((message) => {
    const stamp =
      message.at - last > 300_000 ? [make('li', { class: 'stamp' }, make('time', {}, when(message.at)))] : [];
    last = message.at;
    return [...stamp, bubble(message)];
  });
}

async function send(text: string): Promise<boolean> {
  try {
    await ask(`people/${persona}/sms`, { to: open, text });
    return true;
  } catch {
    parts.say(words.failed);
    return false;
  }
}

function drawThread(fresh: boolean): void {
  const lines = messages.filter((each) => each.number === open);
  const last = lines.at(-1);
  if (last) localStorage.setItem(seenKey(open), String(last.id));
  if (fresh || !thread) {
    thread = conversation(nameOf(open), bubbles(lines));
    parts.room.replaceChildren(thread.scroller);
    parts.foot.replaceChildren(writingBox(words.reply, send));
  } else if (last?.id !== shown) thread.show(bubbles(lines), last?.direction === 'from person');
  shown = last?.id;
  const name = nameOf(open);
  parts.head.replaceChildren(
    ...title(name, { left: backButton(() => go('')), ...(name === open ? {} : { under: open }) }),
  );
}

function row(number: string): HTMLElement {
  const thread = messages.filter((each) => each.number === number);
  const last = thread.at(-1);
  const unread = thread.filter((each) => each.id > seen(number) && each.direction === 'to person').length;
  return make(
    'li',
    {},
    make(
      'button',
      { type: 'button', class: 'row', click: () => go(number) },
      face(nameOf(number), toneOf(number)),
      make(
        'span',
        { class: 'body' },
        make(
          'span',
          { class: 'top' },
          make('strong', {}, nameOf(number)),
          last ? make('time', {}, when(last.at)) : null,
        ),
        make('span', { class: 'last' }, last?.text ?? number),
      ),
      unread > 0
        ? make('span', { class: 'badge' }, String(unread), make('span', { class: 'unseen' }, ` ${words.unread}`))
        : null,
    ),
  );
}

function drawList(): void {
  const begin = make(
    'button',
    {
      type: 'button',
      class: 'bare',
      'aria-label': words.newMessage,
      click: () => ((choosing = !choosing), draw(true)),
    },
    sign('write'),
  );
  parts.head.replaceChildren(...title(words.messages, { right: begin }));
  parts.foot.replaceChildren();
  if (choosing) {
    const choices = numbers.map(({ number }) => row(number));
    parts.room.replaceChildren(make('h2', { class: 'hint' }, words.choose), make('ul', { class: 'rows' }, ...choices));
    return;
  }
  const threads = [...new Set([...messages].reverse().map((each) => each.number))];
  parts.room.replaceChildren(
    threads.length > 0 ? make('ul', { class: 'rows' }, ...threads.map(row)) : nothing(words.empty, words.emptyMore),
  );
}

function draw(fresh: boolean): void {
  if (open) drawThread(fresh);
  else drawList();
}

async function load(fresh: boolean): Promise<void> {
  try {
    const inbox = await ask<Inbox>(`people/${persona}/inbox`);
    messages = inbox.messages;
    parts.line(true);
    draw(fresh);
  } catch (fault) {
    if (fault instanceof Refused && fault.code === 'no_such_person') {
      parts.head.replaceChildren(...title(words.messages));
      parts.room.replaceChildren(nothing(words.lost, words.lostMore));
    } else {
      parts.line(false);
      if (fresh) setTimeout(() => void load(true), 1500);
    }
  }
}

addEventListener('popstate', () => {
  open = new URLSearchParams(location.search).get('number') ?? '';
  draw(true);
});
void load(true);
void ask<{ accounts: { channel: string; number?: string; name?: string }[] }>(`people/${persona}`)
  .then(({ accounts }) => {
    numbers = accounts.flatMap((each) =>
      each.channel === 'sms' && each.number ? [{ number: each.number, name: each.name ?? each.number }] : [],
    );
  })
  .catch(() => undefined);
follow(persona, {
  changed: (topics) => void (topics.some((each) => each === 'sms' || each === 'all') && load(false)),
  line: parts.line,
});
