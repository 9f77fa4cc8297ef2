/** What erasing takes and leaves, as it is said. */
import type { ErasurePlan } from '../../shared/erasure.ts';
import { sayIn } from '../words.ts';
import type { Language } from '../../web/client/words.ts';

/** One line of what goes or stays. */
export type Point = { key: string; text: string };
export type PlanView = { goes: Point[]; ends: string; stays: Point[] };

const COUNTED = ['messages', 'encounters', 'tickets', 'notices', 'files', 'addresses'] as const;

/** The plan in words; what there is none of is not named. */
export function planView({ goes, open, stays }: ErasurePlan, language: Language): PlanView {
  const say = sayIn(language);
  const ends = [
    ...(open.encounter ? [say('eraseOpenTalk')] : []),
    ...(open.tickets > 0 ? [say('eraseOpenTickets', { n: String(open.tickets) })] : []),
  ];
  return {
    goes: [
      ...COUNTED.filter((what) => goes[what] > 0).map((what) => ({
        key: what,
        text: say(`erase_${what}`, { n: String(goes[what]) }),
      })),
      { key: 'rest', text: say('eraseRest') },
    ],
    ends: ends.join(say('eraseJoin')),
    stays: [
      ...stays.map(({ what, days }) => ({ key: what, text: say(`stays_${what}`, { n: String(days ?? '') }) })),
      { key: 'elsewhere', text: say('staysElsewhere') },
    ],
  };
}
