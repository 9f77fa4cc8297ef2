/** One random day of a person: they ask on several channels, are answered, walk away, come back; then what must hold is checked. */
import type { News, NewsPurpose } from '../../shared/reach/news.ts';
import { NUMBER_LEASE_MS } from '../../shared/reach/lease.ts';
import { Dice } from '../sim/dice.ts';
import { Clock } from './clock.ts';
import { Line, type Due, type Outside } from './line.ts';
import { Chat, Subscriptions, type Act } from './platform.ts';

export type DayOutcome = {
  due: number;
  /** Arrived outside or read on a screen. */
  arrived: number;
  /** Not arrived, and shown why, by the reason. */
  reasons: Record<string, number>;
  silent: string[];
  /** 45015 and 45047 of WeChat. */
  overruns: number;
  twice: string[];
  /** Last counted messages taken by what is no resolution. */
  wasted: string[];
  sms: number;
  callbacks: number;
  /** Pushes, SMS and calls at an hour their purpose may not ring. */
  loud: string[];
  /** SMS and calls to a number whose lease was over. */
  strangers: string[];
  events: number;
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MIDNIGHT = Date.UTC(2026, 10, 25, 16);

/** The hour of the day in China. */
const hourOf = (at: number) => Math.floor(((at + 8 * HOUR) / HOUR) % 24);
const MAY_RING: Record<NewsPurpose, (hour: number) => boolean> = {
  answer: () => true,
  service: (hour) => hour >= 8 && hour < 22,
  marketing: (hour) => hour >= 8 && hour < 20,
  personal: (hour) => hour >= 8 && hour < 20,
};

/** Plays the day of a seed; `planned` false: without a planner. */
export function playDay(seed: number, planned = true): DayOutcome {
  const dice = new Dice(seed);
  const clock = new Clock(MIDNIGHT);
  const chats = new Map([
    ['official', new Chat('official')],
    ['chat', new Chat('mini')],
  ]);
  const outside = { chats, subscriptions: new Subscriptions(), sms: [], pushes: [], callbacks: [] } as Outside;
  const line = new Line(clock, dice, outside, planned);
  // Of every eighth the lease of the number is over, or ends within the day.
  const lease = new Dice(seed + 0x1ea5e);
  const leaseEndsAt =
    MIDNIGHT + (lease.next() < 0.125 ? Math.floor((lease.next() * 3 - 1) * 24 * HOUR) : 30 * 24 * HOUR);
  line.heardAt = leaseEndsAt - NUMBER_LEASE_MS;
  let count = 0;
  const within = (from: number, to: number) => from + dice.next() * (to - from);
  const news = (more: Pick<News, 'purpose' | 'weight' | 'home'>): News => ({
    id: `n${(count += 1)}`,
    since: clock.now,
    ...more,
  });

  /** They do something on WeChat; we hear of it a moment later, at times by the second or third push only, at times not in order. */
  function acts(address: string, act: Act, then: () => void): void {
    const at = clock.now;
    chats.get(address)?.act(act, at);
    const delay = dice.next() < 0.9 ? within(20, 400) : within(5_000, 15_500);
    clock.after(delay, () => {
      line.heard(address, act, at);
      then();
    });
  }

  function robot(home: string): void {
    const bubbles = 1 + Math.floor(dice.next() * 3);
    for (let at = 0; at < bubbles; at += 1)
      line.say(news({ purpose: 'answer', weight: 'chatter', home }), 'robot', within(5, 300));
  }

  /** A colleague answers in bubbles, for a while; the last one settles it. */
  function agent(home: string): void {
    let at = within(10_000, dice.next() < 0.2 ? (dice.next() < 0.2 ? 60 : 6) * HOUR : 10 * MINUTE);
    const bubbles = 1 + Math.floor(dice.next() * 7);
    for (let one = 0; one < bubbles; one += 1) {
      clock.after(at, () => line.say(news({ purpose: 'answer', weight: 'resolution', home }), 'agent', within(5, 250)));
      at += dice.next() < 0.6 ? within(1_000, 5_000) : within(20_000, 40 * MINUTE);
    }
  }

  function answered(home: string): void {
    robot(home);
    if (dice.next() < 0.5) agent(home);
  }

  function asks(): void {
    const chance = dice.next();
    if (chance < 0.35) acts('official', 'message', () => answered('official'));
    else if (chance < 0.5) acts('chat', 'message', () => answered('chat'));
    else if (chance < 0.6)
      acts('official', (['menu', 'scan', 'subscribe'] as const)[Math.floor(dice.next() * 3)] ?? 'menu', () =>
        robot('official'),
      );
    else if (chance < 0.66) acts('chat', 'enter', () => robot('chat'));
    else {
      const screen = line.screens[0];
      if (!screen) return;
      screen.here = true;
      line.came(null);
      answered('web');
      const looking = clock.now + within(10_000, 30 * MINUTE);
      for (let at = clock.now + 5_000; at < looking; at += within(5_000, 4 * MINUTE))
        clock.at(at, () => screen.here && line.came('web'));
      clock.at(looking, () => (screen.here = false));
    }
    if (dice.next() < 0.1) {
      outside.subscriptions.accepted += 1;
      line.left += 1;
    }
  }

  const visits = 1 + Math.floor(dice.next() * 5);
  for (let visit = 0; visit < visits; visit += 1) {
    const at = MIDNIGHT + within(0, 24) * HOUR;
    const words = 1 + Math.floor(dice.next() * 4);
    for (let word = 0; word < words; word += 1) clock.at(at + word * within(1_000, 2 * MINUTE), asks);
  }
  for (let left = Math.floor(dice.next() * 4); left > 0; left -= 1) {
    clock.at(MIDNIGHT + within(0, 24) * HOUR, () =>
      line.say(
        news({ purpose: dice.next() < 0.3 ? 'marketing' : 'service', weight: 'plain', home: null }),
        'company',
        80,
      ),
    );
  }
  if (dice.next() < 0.15) clock.at(MIDNIGHT + within(0, 24) * HOUR, () => (outside.subscriptions.accepted = 0));
  line.app = lease.next() < 0.3;
  if (dice.next() < 0.1) line.blockedSms = true;
  if (dice.next() < 0.1) line.refusesCalls = true;
  if (dice.next() < 0.05) {
    clock.at(MIDNIGHT + within(0, 24) * HOUR, () => {
      for (const chat of chats.values()) chat.following = chat.kind !== 'official';
    });
  }
  const ended = clock.play();
  return judged(line.dues, outside, { ended, leaseEndsAt }, clock.happened);
}

function judged(
  dues: readonly Due[],
  outside: Outside,
  { ended, leaseEndsAt }: { ended: boolean; leaseEndsAt: number },
  events: number,
): DayOutcome {
  // By one way once: a call to come and read, and then a colleague's, are two.
  const arrivals = new Map<string, number>();
  const come = new Set<string>();
  const came = (id: string, way: string) => {
    come.add(id);
    arrivals.set(`${id} ${way}`, (arrivals.get(`${id} ${way}`) ?? 0) + 1);
  };
  const weights = new Map(dues.map((due) => [due.news.id, due.news.weight]));
  const wasted: string[] = [];
  let overruns = 0;
  for (const [name, chat] of outside.chats) {
    overruns += chat.errors.length;
    for (const { news, last } of chat.arrived) {
      for (const id of news) came(id, 'chat');
      if (last && !news.some((id) => weights.get(id) === 'resolution')) wasted.push(`${name}: ${news.join(', ')}`);
    }
  }
  const { pushes, sms, callbacks } = outside;
  for (const id of outside.subscriptions.arrived) came(id, 'subscription');
  for (const [way, rung] of Object.entries({ pushes, sms, callbacks })) for (const { news } of rung) came(news, way);
  const purposes = new Map(dues.map((due) => [due.news.id, due.news.purpose]));
  const loud = [...pushes, ...sms, ...callbacks]
    .filter(({ news, at }) => !MAY_RING[purposes.get(news) ?? 'marketing'](hourOf(at)))
    .map((one) => one.news);
  const strangers = [...outside.sms, ...outside.callbacks].flatMap(({ news, at }) => (at > leaseEndsAt ? [news] : []));
  const reasons: Record<string, number> = {};
  const silent: string[] = ended ? [] : ['the day never ended'];
  let arrived = 0;
  for (const due of dues) {
    if (due.read || come.has(due.news.id)) arrived += 1;
    else if (due.reason !== null) reasons[due.reason] = (reasons[due.reason] ?? 0) + 1;
    else silent.push(`${due.news.id} ${due.voice} ${JSON.stringify(due.attempts)}`);
  }
  const twice = [...arrivals].filter(([, times]) => times > 1).map(([id]) => id);
  return {
    due: dues.length,
    arrived,
    reasons,
    silent,
    overruns,
    twice,
    wasted,
    sms: outside.sms.length,
    callbacks: outside.callbacks.length,
    loud,
    strangers,
    events,
  };
}
