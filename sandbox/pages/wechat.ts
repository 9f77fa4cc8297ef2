import { chatBar, type MenuButton } from './bar.ts';
import { aside, content, type Line } from './bubbles.ts';
import { face, make, sign, toneOf } from './draw.ts';
import { backButton, conversation, frame, nothing, title } from './frame.ts';
import { ask, follow, Refused } from './live.ts';
import { asked, pageAt, when, words } from './words.ts';

interface Chat {
  account: { id: string; name: string; kind: 'official' | 'mini'; menu: MenuButton[] };
  person: { id: string; name: string };
  follows: boolean;
  typing: boolean;
  lines: Line[];
}
interface Person {
  id: string;
  name: string;
  accounts: { channel: string; id: string; kind?: string; name?: string }[];
}

const persona = asked('persona') || 'lin';
const account = asked('account');
const path = `people/${encodeURIComponent(persona)}`;
const parts = frame();
let shown: { last: number; follows: boolean } | undefined;
let thread: ReturnType<typeof conversation> | undefined;

async function act(value: Record<string, unknown>): Promise<boolean> {
  try {
    await ask(`${path}/wechat/${encodeURIComponent(account)}`, value);
    return true;
  } catch {
    parts.say(words.failed);
    return false;
  }
}

function item(line: Line, chat: Chat): HTMLElement {
  if (line.side === 'system') return make('li', { class: 'stamp' }, make('span', {}, aside(line)));
  const mine = line.side === 'person';
  const name = mine ? chat.person.name : chat.account.name;
  const touch = { choose: (id: string, text: string) => void act({ kind: 'text', content: text, menuId: id }) };
  const ai = line.byMachine ? make('p', { class: 'machine' }, words.ai) : null;
  return make(
    'li',
    { class: mine ? 'talk mine' : 'talk' },
    face(name, toneOf(mine ? chat.person.id : chat.account.id)),
    make(
      'div',
      { class: 'said' },
      make('span', { class: 'unseen' }, `${mine ? words.you : name}: `),
      content(line, touch),
      ai,
    ),
  );
}

function items(chat: Chat): HTMLElement[] {
  let last = 0;
  return chat.lines.flatMap((line) => {
    const stamp = line.at - last > 300_000 ? [make('li', { class: 'stamp' }, make('time', {}, when(line.at)))] : [];
    last = line.at;
    return [...stamp, item(line, chat)];
  });
}

function drawFoot(chat: Chat): void {
  if (chat.follows) {
    parts.foot.replaceChildren(...chatBar(chat.account.menu, act, () => parts.say(words.failed)));
    return;
  }
  const press = (): void => void act({ kind: 'event', event: 'subscribe' });
  parts.foot.replaceChildren(
    make(
      'div',
      { class: 'join' },
      make('p', {}, words.followMore),
      make('button', { type: 'button', class: 'main', click: press }, words.follow),
    ),
  );
}

function drawHead(chat: Chat): void {
  const left = backButton(() => location.assign(pageAt('wechat.html', { persona })));
  const right =
    chat.account.kind === 'official' && chat.follows
      ? make(
          'button',
          {
            type: 'button',
            class: 'bare',
            'aria-label': words.unfollow,
            title: words.unfollow,
            click: () => void act({ kind: 'event', event: 'unsubscribe' }),
          },
          sign('leave'),
        )
      : undefined;
  const under = chat.typing ? words.typing : chat.account.kind === 'mini' ? words.mini : words.official;
  parts.head.replaceChildren(...title(chat.account.name, { left, under, ...(right ? { right } : {}) }));
}

/** Who this is, where nothing has been said yet. */
const profile = (chat: Chat): HTMLElement =>
  make(
    'div',
    { class: 'profile' },
    face(chat.account.name, toneOf(chat.account.id)),
    make('strong', {}, chat.account.name),
  );

function draw(chat: Chat): void {
  drawHead(chat);
  if (chat.follows !== shown?.follows) drawFoot(chat);
  const last = chat.lines.at(-1)?.id ?? 0;
  if (chat.lines.length === 0) parts.room.replaceChildren(profile(chat));
  else if (!thread) {
    thread = conversation(chat.account.name, items(chat));
    parts.room.replaceChildren(thread.scroller);
  } else if (last !== shown?.last) {
    thread.show(items(chat), chat.lines.at(-1)?.side === 'person');
  }
  shown = { last, follows: chat.follows };
}

async function load(fresh: boolean): Promise<void> {
  try {
    const chat = await ask<Chat>(`${path}/chat/${encodeURIComponent(account)}`);
    parts.line(true);
    if (fresh && chat.account.kind === 'mini')
      await act({ kind: 'event', event: 'user_enter_tempsession', sessionFrom: asked('from') });
    draw(chat);
  } catch (fault) {
    const code = fault instanceof Refused ? fault.code : 'offline';
    if (code === 'no_such_person' || code === 'no_such_account') {
      const person = code === 'no_such_person';
      parts.head.replaceChildren(...title(words.chats));
      parts.room.replaceChildren(
        nothing(person ? words.lost : words.noAccount, person ? words.lostMore : words.noAccountMore),
      );
      return;
    }
    parts.line(false);
    if (fresh) setTimeout(() => void load(true), 1500);
  }
}

async function drawList(): Promise<void> {
  parts.head.replaceChildren(...title(words.chats));
  try {
    const person = await ask<Person>(path);
    const chats = person.accounts.filter((each) => each.channel === 'wechat');
    const row = (each: Person['accounts'][number]): HTMLElement =>
      make(
        'li',
        {},
        make(
          'a',
          { class: 'row', href: pageAt('wechat.html', { persona, account: each.id }) },
          face(each.name ?? each.id, toneOf(each.id)),
          make(
            'span',
            { class: 'body' },
            make('strong', {}, each.name ?? each.id),
            make('span', { class: 'last' }, each.kind === 'mini' ? words.mini : words.official),
          ),
        ),
      );
    parts.room.replaceChildren(
      chats.length > 0 ? make('ul', { class: 'rows' }, ...chats.map(row)) : nothing(words.chatEmpty),
    );
    parts.line(true);
  } catch (fault) {
    if (fault instanceof Refused && fault.code === 'no_such_person')
      parts.room.replaceChildren(nothing(words.lost, words.lostMore));
    else {
      parts.line(false);
      setTimeout(() => void drawList(), 1500);
    }
  }
}

if (account) {
  void load(true);
  const mine = `chat:${account}`;
  follow(persona, {
    changed: (topics) => void (topics.some((each) => each === mine || each === 'all') && load(false)),
    line: parts.line,
  });
  // The other side's typing ends by itself after 15 s, without news.
  setInterval(() => void (document.querySelector('.head .under')?.textContent === words.typing && load(false)), 5000);
} else void drawList();
