/** A picture, film, voice or document on its way to the gateway, as it is drawn in the line. */
import type { Language } from '../../web/client/words.ts';
import { sayIn } from '../words.ts';
import { boxOf, emptyBody, fileView, voiceView, type BodyView } from './body.ts';

/** One file the person chose. `share`: how much of it has left, 0 to 1. `code`: why it failed; empty while it is under way. */
export type Gift = {
  key: string;
  kind: 'image' | 'video' | 'voice' | 'file';
  /** Where it lies on the phone. */
  path: string;
  name: string;
  size: number;
  width: number;
  height: number;
  seconds: number;
  at: number;
  share: number;
  code: string;
  detail: string;
  /** What the person was referring to. */
  quote: string;
};

/** The inside of its bubble. */
export function giftBody(gift: Gift, language: Language): BodyView {
  const { kind, path, name, size, width, height, seconds } = gift;
  switch (kind) {
    case 'image':
    case 'video': {
      const caption = sayIn(language)(kind);
      const box = kind === 'image' ? boxOf(width, height) : { width: 0, height: 0 };
      return { ...emptyBody, pictures: [{ kind, url: path, caption, shown: false, ...box }] };
    }
    case 'voice':
      return { ...emptyBody, voice: voiceView(path, seconds, '', language) };
    case 'file':
      return { ...emptyBody, file: fileView(path, name, size) };
  }
}

/** How far it is. */
export function giftWord({ share }: Gift, language: Language): string {
  return sayIn(language)('giving', { n: Math.floor(share * 100) });
}
