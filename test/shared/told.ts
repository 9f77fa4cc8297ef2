/** Encounters told as a story: what happened at which second. */
import type { Encounter } from '../../shared/ledger.ts';
import { encounterOf, type About, type Beat } from '../../worker/customer/encounter.ts';
import { freshService, type Session, type Step } from '../../worker/customer/sessions.ts';

/** 10:00 of a day in November, in the zone of the figures. */
export const TEN = Date.parse('2026-11-25T10:00:00+08:00');
const people: Record<string, string> = { xia: '林小夏', qing: '王晴' };
export const who = (id: string) => ({ id, name: people[id] ?? id });

type Told =
  | [second: number, by: Beat['by']]
  | [second: number, state: 'queued' | 'left-message' | 'back' | 'group']
  | [second: number, state: 'to' | 'given', agent: string];

type More = Partial<Pick<Encounter, 'session' | 'customer' | 'channel' | 'group' | 'revision'>> & {
  begins?: number;
  rating?: { score: number; solved?: boolean };
  asked?: boolean;
  resolved?: boolean;
  category?: string;
  next?: About['next'];
  robot?: About['robot'];
  measured?: Partial<About['measured']>;
  site?: string;
};

/** The facts of an encounter in which this happened, and which ended at the last second. */
export function told(events: readonly Told[], ends: number, more: More = {}): Encounter {
  const begins = more.begins ?? TEN;
  const steps: Step[] = [];
  const beats: Beat[] = [];
  for (const [second, what, agent = ''] of events) {
    const at = begins + second * 1000;
    switch (what) {
      case 'customer':
      case 'robot':
      case 'agent':
        beats.push({ at, by: what });
        break;
      case 'queued':
      case 'left-message':
        steps.push({ at, state: what });
        break;
      case 'group':
        steps.push({ at, state: 'queued', given: true });
        break;
      case 'back':
        steps.push({ at, state: 'robot' });
        break;
      case 'to':
        steps.push({ at, state: 'agent', agent: who(agent) });
        break;
      case 'given':
        steps.push({ at, state: 'agent', agent: who(agent), given: true });
    }
  }
  const summary =
    more.resolved === undefined && more.category === undefined
      ? null
      : {
          ...{ category: more.category ?? '', resolved: more.resolved ?? true, text: '' },
          ...{ path: { zh: '', en: '' }, by: who('xia'), at: begins },
        };
  const session: Session = {
    ...bare,
    ...{ id: more.session ?? 's_1', openedAt: begins, closedAt: begins + ends * 1000 },
    rating: more.rating ? { ...more.rating, at: begins } : null,
    service: {
      ...freshService,
      ...{ steps, group: more.group ?? '', summary },
      invite: more.asked ? { at: begins, until: begins + 1, by: 'close', message: null } : null,
    },
  };
  const { customer = 'c_1', revision = 1, channel = 'web', next = null } = more;
  const { robot = { entries: 0, wrong: 0, missed: 0 }, site = '' } = more;
  const measured = { open: null, targetMs: 120_000, tier: 0, ...more.measured };
  return encounterOf(session, { customer, revision, channel, next, beats, robot, measured, site });
}

const bare: Session = {
  ...{ id: '', state: 'closed', openedAt: 0, closedAt: 0, endpoint: 'e_1', fence: 1, turn: 1, version: 1, agent: null },
  ...{ handover: null, waitingSince: null, rating: null, ratingAsked: false, idleAt: null, number: '1125-1' },
  ...{ notice: null, owed: null, robotOffer: null, service: freshService },
  mind: {} as Session['mind'],
};

/** An encounter agent `xia` took after two seconds and answered after nine. */
export const served1 = (session: string, more: Parameters<typeof told>[2] = {}) =>
  told(
    [
      [0, 'customer'],
      [0, 'queued'],
      [2, 'to', 'xia'],
      [9, 'agent'],
    ],
    60,
    { session, ...more },
  );
