import { make, sign } from './draw.ts';
import { asked, words } from './words.ts';

/** One line of the chat as the world tells it. */
export interface Line {
  id: number;
  side: 'person' | 'account' | 'system';
  kind: string;
  body: Record<string, unknown>;
  byMachine: boolean;
  at: number;
}

/** What a bubble may ask of the page. */
export interface Touch {
  /** A tap on an entry of a msgmenu. */
  choose: (id: string, content: string) => void;
}

const text = (body: Record<string, unknown>, ...names: string[]): string => {
  for (const name of names) {
    const value = body[name];
    if (typeof value === 'string' || typeof value === 'number') return String(value);
  }
  return '';
};
const list = (body: Record<string, unknown>, name: string): Record<string, unknown>[] => {
  const value = body[name];
  return Array.isArray(value)
    ? value.filter((each): each is Record<string, unknown> => typeof each === 'object' && each !== null)
    : [];
};
const isWeb = (address: string): boolean => /^https?:\/\//i.test(address);

/** The mini-program in its phone frame, opened at a page as this person. */
export function miniAddress(path: string): string {
  return `/mini/?${new URLSearchParams({ persona: asked('persona') || 'lin', path, ...(asked('lang') ? { lang: asked('lang') } : {}) })}`;
}

const outward = (href: string, ...children: (Node | string)[]): HTMLElement =>
  make('a', { href, target: '_blank', rel: 'noopener noreferrer' }, ...children);

/** WeChat shows plain text and `<a>` only; all other marks are dropped, web addresses become links. */
function rich(source: string): (Node | string)[] {
  const parsed = new DOMParser().parseFromString(source.replace(/\n/g, '<br>'), 'text/html');
  const plain = (words: string): (Node | string)[] =>
    words
      .split(/(https?:\/\/[^\s，。；、）】]+)/)
      .map((piece, index) => (index % 2 === 1 ? outward(piece, piece) : piece));
  const walk = (node: Node): (Node | string)[] => {
    if (node.nodeType === Node.TEXT_NODE) return plain(node.textContent ?? '');
    if (!(node instanceof HTMLElement)) return [];
    if (node.tagName === 'BR') return ['\n'];
    if (node.tagName !== 'A') return [...node.childNodes].flatMap(walk);
    const path = node.dataset.miniprogramPath;
    const href = node.getAttribute('href') ?? '';
    const label = node.textContent ?? '';
    if (path !== undefined) return [outward(miniAddress(path), label)];
    return isWeb(href) ? [outward(href, label)] : [label];
  };
  return [...parsed.body.childNodes].flatMap(walk);
}

const picture = (id: string): string => `/sandbox/wechat/picture/${encodeURIComponent(id)}`;
const image = (body: Record<string, unknown>): HTMLElement =>
  make('img', { class: 'shot', src: picture(text(body, 'MediaId', 'media_id')), alt: words.picture, loading: 'lazy' });

function card(kind: string, headline: string, more: string, href = '', cover = ''): HTMLElement {
  const inside = [
    make('strong', {}, headline),
    more ? make('span', { class: 'more' }, more) : '',
    cover ? make('img', { class: 'cover', src: cover, alt: '', loading: 'lazy' }) : '',
    make('span', { class: 'kind' }, kind),
  ].filter((each) => each !== '');
  return href
    ? make('a', { class: 'card', href, target: '_blank', rel: 'noopener noreferrer' }, ...inside)
    : make('div', { class: 'card' }, ...inside);
}

function menu(body: Record<string, unknown>, touch: Touch): HTMLElement {
  const entries = list(body, 'list').map((entry) => {
    const label = text(entry, 'content');
    return make(
      'li',
      {},
      make('button', { type: 'button', class: 'choice', click: () => touch.choose(text(entry, 'id'), label) }, label),
    );
  });
  return make(
    'div',
    { class: 'bubble' },
    make('span', { class: 'words' }, ...rich(text(body, 'head_content'))),
    make('ul', { class: 'choices' }, ...entries),
    text(body, 'tail_content') ? make('span', { class: 'words' }, ...rich(text(body, 'tail_content'))) : null,
  );
}

function notice(body: Record<string, unknown>): HTMLElement {
  const values = typeof body.values === 'object' && body.values !== null ? Object.entries(body.values) : [];
  const rows = values.map(([key, value]) => make('div', {}, make('dt', {}, key), make('dd', {}, String(value))));
  const page = text(body, 'page');
  return make(
    'div',
    { class: 'card notice' },
    make('span', { class: 'kind' }, words.notice),
    make('strong', {}, text(body, 'title')),
    make('dl', {}, ...rows),
    page ? outward(miniAddress(page), words.enter) : null,
  );
}

/** What stands in one line's bubble or card. */
export function content(line: Line, touch: Touch): HTMLElement {
  const { body, kind } = line;
  switch (kind) {
    case 'text': {
      const words = text(body, 'Content', 'content');
      return make(
        'div',
        { class: 'bubble' },
        make('span', { class: 'words' }, ...(line.side === 'person' ? [words] : rich(words))),
      );
    }
    case 'image':
      return image(body);
    case 'voice':
      return make(
        'div',
        { class: 'bubble sound', role: 'img', 'aria-label': `${words.voice} ${words.sound}` },
        sign('wave'),
        words.sound,
      );
    case 'video':
    case 'shortvideo':
      return make('div', { class: 'card film' }, sign('play'), make('span', {}, text(body, 'title') || words.video));
    case 'msgmenu':
      return menu(body, touch);
    case 'news': {
      const [article = {}] = list(body, 'articles');
      const href = text(article, 'url');
      const cover = text(article, 'picurl');
      return card(
        words.article,
        text(article, 'title'),
        text(article, 'description'),
        isWeb(href) ? href : '',
        isWeb(cover) ? cover : '',
      );
    }
    case 'miniprogrampage':
      return card(
        words.miniProgram,
        text(body, 'title', 'Title'),
        '',
        miniAddress(text(body, 'pagepath', 'PagePath')),
        picture(text(body, 'thumb_media_id', 'ThumbMediaId')),
      );
    case 'link': {
      const href = text(body, 'url', 'Url');
      return card(
        words.link,
        text(body, 'title', 'Title'),
        text(body, 'description', 'Description'),
        isWeb(href) ? href : '',
      );
    }
    case 'location':
      return make(
        'div',
        { class: 'card map' },
        make('strong', {}, text(body, 'Label')),
        make('span', { class: 'ground', 'aria-hidden': 'true' }, sign('place')),
      );
    case 'music':
      return card(words.music, text(body, 'title'), text(body, 'description'));
    case 'subscription':
      return notice(body);
    default:
      return card(words.card, kind, text(body, 'article_id', 'card_id', 'media_id'));
  }
}

/** What a grey line in the middle says. */
export function aside(line: Line): string {
  switch (line.kind) {
    case 'subscribe':
      return words.followed;
    case 'unsubscribe':
      return words.unfollowed;
    default:
      return text(line.body, 'content');
  }
}
