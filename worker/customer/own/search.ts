/** 查找聊天记录: words in everything that was said with the person, on whatever channel. One request looks through a bounded stretch. */
import { fallbackText } from '../../../shared/fallback.ts';
import type { Message } from '../../../shared/message.ts';
import type { FoundMessage } from '../../../shared/own-api.ts';
import type { Turn } from '../turn.ts';

const PAGE = 20;
const AT_ONCE = 250;
/** So many messages are looked through for one answer; the next one goes on from there. */
const STRETCH = 2_000;
/** So much of a message is shown, with the hit in it. */
const SHOWN = 90;
const AHEAD = 24;

/** Messages that hold every one of the words, newest first. */
export function foundIn(
  turn: Turn,
  words: string,
  from: number | null,
): { found: FoundMessage[]; before: number | null } {
  const wanted = wordsOf(words);
  const found: FoundMessage[] = [];
  let before = from;
  for (let looked = 0; looked < STRETCH; looked += AT_ONCE) {
    const messages = turn.line.said.before(before, AT_ONCE);
    for (const message of messages) {
      before = message.revision;
      const one = hit(message, wanted);
      if (one) found.push(one);
      if (found.length === PAGE) return { found, before };
    }
    if (messages.length < AT_ONCE) return { found, before: null };
  }
  return { found, before };
}

/** Full width, half width, upper and lower case are one. */
const plain = (text: string) => text.normalize('NFKC').toLowerCase();

function wordsOf(words: string): string[] {
  return plain(words)
    .split(/\s+/u)
    .filter((word) => word !== '');
}

function hit({ id, at, channel, speaker, direction, body }: Message, wanted: readonly string[]): FoundMessage | null {
  if (direction === 'note' || body.kind === 'event') return null;
  const text = fallbackText(body).replace(/\s+/gu, ' ');
  const looked = plain(text);
  if (!wanted.every((word) => looked.includes(word))) return null;
  const first = Math.min(...wanted.map((word) => looked.indexOf(word)));
  const begin = text.length <= SHOWN ? 0 : Math.max(0, Math.min(first - AHEAD, text.length - SHOWN));
  const shown = text.slice(begin, begin + SHOWN);
  return {
    ...{ id, at, channel, by: speaker.kind, name: speaker.name ?? '' },
    text: `${begin > 0 ? '…' : ''}${shown}${begin + SHOWN < text.length ? '…' : ''}`,
  };
}
