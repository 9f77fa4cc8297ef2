/** 联想: what may be meant by what is being typed, while the robot hears it. In 长辈模式 nothing moves under the hand: none. */
import type { Completion } from '../../../shared/own-api.ts';
import { Completing, completionsPath, robotHears } from '../../../web/client/completing.ts';
import { talk } from '../../net.ts';
import { language, textSize } from '../../preference.ts';

/** Is the robot to hear it, and the person helped by it? */
const mayOffer = () => textSize() !== 'elder' && robotHears(talk.follower.state);

/** Hears every letter of the field. */
export function completing(shown: (list: Completion[]) => void): (text: string) => void {
  const asking = new Completing(
    (words) => talk.read(completionsPath(words, language())),
    (list) => shown(mayOffer() ? [...list] : []),
  );
  return (text) => asking.typed(text, mayOffer(), Date.now());
}
