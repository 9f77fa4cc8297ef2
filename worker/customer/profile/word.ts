/** The person's own word about their profile: what is wrong, what they don't want, what may be used. It stays. Runs inside one transaction. */
import type { ProfileSaid } from '../../../shared/profile/view.ts';
import { sensitive } from '../../../shared/profile/fact.ts';
import { oweAnyHour } from '../offers/any-hour.ts';
import type { Turn } from '../turn.ts';
import { oweProfile } from './telling.ts';

/** Kept for each of the persons whose lines stand here: whichever way they part again, it is said. */
export function say(turn: Turn, said: ProfileSaid): void {
  const { of, on, says } = said;
  const value = said.says === 'is' ? { value: said.value } : {};
  for (const home of ['', ...turn.line.homes.others()]) {
    turn.profile.unsay(of, home);
    const key = `choice:${of}:${turn.around.freshId('w')}`;
    turn.profile.keep({ key, at: turn.now, fact: { kind: 'choice', of, on, says, ...value } }, home);
  }
  if (!on && of === 'all') turn.profile.drop(null);
  const class_ = sensitive.find((one) => of === `consent:${one}`);
  if (!on && class_) turn.profile.drop(class_);
  oweProfile(turn);
  // A campaign that waits for hours they no longer have asks them in turn.
  if ((!on && of === 'all') || (of === 'trait:hours' && (!on || says === 'is'))) oweAnyHour(turn);
}
