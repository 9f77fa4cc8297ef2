/** 查找聊天记录: what was found, as the page shows it, with the words looked for marked. */
import type { ChannelName } from '../../shared/message.ts';
import type { FoundMessage } from '../../shared/own-api.ts';
import { clockTime, dayName } from '../../web/client/time.ts';
import { channelWords } from '../../web/client/trade-words.ts';
import type { Language } from '../../web/client/words.ts';
import { sayIn } from '../words.ts';

/** A stretch of what was said; `hit`: it is what was looked for. */
export type Stretch = { key: number; text: string; hit: boolean };
/** One hit. */
export type FoundCard = { id: string; who: string; channel: string; at: string; stretches: Stretch[] };

/** One hit in the person's language. */
export function foundCard(one: FoundMessage, words: string, language: Language, now: number): FoundCard {
  const say = sayIn(language);
  const who = one.by === 'customer' ? say('you') : one.name || say(one.by === 'robot' ? 'robot' : 'staff');
  const at = `${dayName(one.at, now, language)} ${clockTime(one.at)}`;
  const known = (Object.keys(channelWords[language]) as ChannelName[]).find((name) => name === one.channel);
  return {
    ...{ id: one.id, who, at },
    channel: known && known !== 'miniprogram' ? channelWords[language][known] : '',
    stretches: stretchesOf(one.text, words),
  };
}

/** The text cut where the words stand in it. */
export function stretchesOf(text: string, words: string): Stretch[] {
  const wanted = words
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const low = text.toLowerCase();
  const stretches: Stretch[] = [];
  const add = (part: string, hit: boolean) => {
    if (part !== '') stretches.push({ key: stretches.length, text: part, hit });
  };
  let at = 0;
  while (at < text.length) {
    const hits = wanted.map((word) => ({ word, place: low.indexOf(word, at) })).filter(({ place }) => place >= 0);
    const [first] = hits.sort((left, right) => left.place - right.place || right.word.length - left.word.length);
    if (!first) break;
    add(text.slice(at, first.place), false);
    add(text.slice(first.place, first.place + first.word.length), true);
    at = first.place + first.word.length;
  }
  add(text.slice(at), false);
  return stretches;
}
