/** The company's side of one person's day: lanes, letters and timers as the gateway has them; every decision is the planner's. */
import {
  answered,
  exhausted,
  noCounts,
  opened,
  refunded,
  roomIn,
  spent,
  type Counts,
} from '../../shared/reach/counts.ts';
import { departure, GATHER_MS, gathers } from '../../shared/reach/lane.ts';
import type { Attempt, News, Plan, Way } from '../../shared/reach/news.ts';
import { plan } from '../../shared/reach/plan.ts';
import type { Dice } from '../sim/dice.ts';
import type { Clock } from './clock.ts';
import { tableOf, type Act, type Chat, type Subscriptions } from './platform.ts';

/** A letter of news, and what became of it. */
export type Due = {
  news: News;
  voice: 'robot' | 'agent' | 'company';
  length: number;
  attempts: Attempt[];
  read: boolean;
  /** What is shown of it when it did not arrive. */
  reason: string | null;
};

export type Screen = { endpoint: string; here: boolean };
type Rung = { news: string; at: number };
/** `sms`: those that arrived; `pushes`: those the company's push took; `callbacks`: the tasks by which a colleague rings somebody. */
export type Outside = {
  chats: Map<string, Chat>;
  subscriptions: Subscriptions;
  sms: Rung[];
  pushes: Rung[];
  callbacks: Rung[];
};

const LONGEST = 600;

export class Line {
  readonly dues: Due[] = [];
  readonly screens: Screen[] = [{ endpoint: 'web', here: false }];
  blockedSms = false;
  /** Their APP is woken by the company's push. */
  app = false;
  /** They want no calls. */
  refusesCalls = false;
  calledAt: number | null = null;
  /** When their number was last heard from. */
  heardAt = 0;
  left = 0;
  readonly #clock: Clock;
  readonly #dice: Dice;
  readonly #outside: Outside;
  /** False: sends at once and asks nobody, as a gateway without a planner does. */
  readonly #planned: boolean;
  readonly #counts = new Map<string, Counts>();
  readonly #lanes = new Map<string, Due[]>();
  readonly #busy = new Set<string>();

  constructor(clock: Clock, dice: Dice, outside: Outside, planned: boolean) {
    this.#clock = clock;
    this.#dice = dice;
    this.#outside = outside;
    this.#planned = planned;
  }

  /** The platform told of an act of the person; `at` is when it happened there. */
  heard(address: string, act: Act, at: number): void {
    const chat = this.#outside.chats.get(address);
    const row = chat && tableOf(chat.kind, act);
    if (!row) return;
    const [left, seconds] = row;
    const seconded = Math.floor(at / 1000) * 1000;
    const given = { scene: act, left, endsAt: seconded + seconds * 1000 };
    this.#counts.set(address, opened(this.#of(address), given, seconded, this.#clock.now));
    this.#go(address);
  }

  /** They looked, or spoke: whatever was said before is read, and they have come. */
  came(endpoint: string | null): void {
    this.calledAt = null;
    for (const due of this.dues) {
      const shown = due.attempts.some(
        (one) => one.way === 'screen' && (endpoint === null || one.endpoint === endpoint),
      );
      if (endpoint === null || shown) due.read ||= due.attempts.length > 0 && due.reason === null;
    }
  }

  say(news: News, voice: Due['voice'], length: number): void {
    const due: Due = { news, voice, length, attempts: [], read: false, reason: null };
    this.dues.push(due);
    if (news.home !== null && this.#outside.chats.has(news.home)) {
      this.#lanes.set(news.home, [...(this.#lanes.get(news.home) ?? []), due]);
      // Where few are left, what is said within moments goes together.
      const room = roomIn(this.#of(news.home), this.#clock.now);
      const home = news.home;
      if (gathers(room, news.weight)) this.#clock.after(GATHER_MS, () => this.#go(home));
      else this.#go(home);
      return;
    }
    if (news.home !== null)
      due.attempts.push({ way: 'screen', endpoint: news.home, at: this.#clock.now, fate: 'sent' });
    this.#look(due);
  }

  ways({ purpose }: Pick<News, 'purpose'>): Way[] {
    const now = this.#clock.now;
    return [
      ...this.screens.map(({ endpoint, here }) => ({
        kind: 'screen' as const,
        endpoint,
        channel: 'web' as const,
        label: '',
        here,
      })),
      ...[...this.#outside.chats].map(([endpoint]) => ({
        ...{ kind: 'platform' as const, endpoint, channel: 'wechat' as const, label: '' },
        room: roomIn(this.#of(endpoint), now),
      })),
      ...(this.app ? [{ kind: 'push' as const, endpoint: 'app', channel: 'app' as const, label: '' }] : []),
      { kind: 'subscription', endpoint: 'mini', channel: 'miniprogram', label: '', left: this.left },
      {
        kind: 'sms',
        endpoint: 'sms',
        channel: 'sms',
        label: '',
        today: { sent: this.#outside.sms.length, most: 5 },
        heardAt: this.heardAt,
        ...(this.blockedSms ? { barred: 'opted-out' as const } : {}),
      },
      ...(purpose === 'answer'
        ? [
            {
              ...{ kind: 'callback' as const, endpoint: 'sms', channel: 'phone' as const, label: '' },
              heardAt: this.heardAt,
              ...(this.refusesCalls ? { barred: 'refused' as const } : {}),
            },
          ]
        : []),
    ];
  }

  #of(address: string): Counts {
    return this.#counts.get(address) ?? noCounts;
  }

  #plan(due: Due): Plan {
    const ledger = { attempts: due.attempts, read: due.read, calledAt: this.calledAt };
    return plan(due.news, this.ways(due.news), ledger, this.#clock.now);
  }

  /** The lane's first letters leave if they may, joined where few are left. */
  #go(address: string): void {
    const lane = this.#lanes.get(address) ?? [];
    const [first] = lane;
    if (!first || this.#busy.has(address)) return;
    if (!this.#planned) {
      this.#lanes.set(address, lane.slice(1));
      return this.#call(address, [first]);
    }
    const leaving = departure(
      lane.map((due) => ({ due, weight: due.news.weight })),
      {
        endpoint: address,
        room: roomIn(this.#of(address), this.#clock.now),
        now: this.#clock.now,
        fits: (run) => run.reduce((sum, { due }) => sum + due.length, 0) <= LONGEST,
        plan: ({ due }) => this.#plan(due),
      },
    );
    if (!leaving) return;
    if (leaving.act === 'wait') {
      // The person's next act will open it: said beside it.
      if (leaving.why !== 'quiet') for (const one of lane) one.reason = leaving.why;
      if (leaving.at !== null) this.#clock.at(leaving.at, () => this.#go(address));
      return;
    }
    const run = leaving.run.map(({ due }) => due);
    const over = leaving.over.map(({ due }) => due);
    for (const one of over) one.reason = 'superseded';
    this.#lanes.set(
      address,
      lane.filter((one) => !run.includes(one) && !over.includes(one)),
    );
    if (leaving.act === 'send') return this.#call(address, run);
    for (const one of run) {
      one.attempts.push({ way: 'platform', endpoint: address, at: this.#clock.now, fate: 'failed' });
      this.#look(one);
    }
    this.#go(address);
  }

  #call(address: string, run: Due[]): void {
    const [clock, dice] = [this.#clock, this.#dice];
    const sentAt = clock.now;
    this.#busy.add(address);
    this.#counts.set(address, spent(this.#of(address), sentAt));
    const attempts = run.map((due) => {
      const attempt: Attempt = { way: 'platform', endpoint: address, at: sentAt, fate: 'going' };
      due.attempts.push(attempt);
      due.reason = null;
      return attempt;
    });
    const chance = dice.next();
    const settle = (fate: Attempt['fate']) => {
      this.#busy.delete(address);
      this.#counts.set(address, answered(this.#of(address), sentAt, clock.now));
      for (const one of attempts) one.fate = fate;
      for (const due of run) this.#look(due);
      this.#go(address);
    };
    clock.after(50 + dice.exponential(chance < 0.02 ? 2_000 : 300), () => {
      // Busy: certainly not taken, tried again by the same letter.
      if (chance > 0.98) {
        this.#counts.set(address, refunded(this.#of(address), sentAt));
        for (const due of run) due.attempts.pop();
        this.#lanes.set(address, [...run, ...(this.#lanes.get(address) ?? [])]);
        clock.after(1_000, () => {
          this.#busy.delete(address);
          this.#go(address);
        });
        return;
      }
      const lost = chance > 0.97;
      const errcode =
        lost && dice.next() < 0.5
          ? 0
          : (this.#outside.chats.get(address)?.send(
              run.map((one) => one.news.id),
              clock.now,
            ) ?? 0);
      if (errcode === 45_047) this.#counts.set(address, exhausted(this.#of(address)));
      if (errcode === 45_015 || errcode === 43_004) this.#counts.set(address, noCounts);
      settle(lost ? 'unknown' : errcode === 0 ? 'sent' : 'failed');
    });
  }

  /** The timer of one piece of news: another way now, or look again later, or why not. */
  #look(due: Due): void {
    const planned = this.#plan(due);
    const now = this.#clock.now;
    if (planned.way === null) {
      due.reason = planned.why === 'told' || planned.why === 'read' ? null : planned.why;
      if (planned.at !== null) this.#clock.at(planned.at, () => this.#look(due));
      return;
    }
    if (planned.at > now) return this.#clock.at(planned.at, () => this.#look(due));
    const { kind, endpoint } = planned.way;
    due.reason = null;
    if (kind === 'platform') {
      const lane = this.#lanes.get(endpoint) ?? [];
      if (!lane.includes(due)) this.#lanes.set(endpoint, [...lane, due]);
      return this.#go(endpoint);
    }
    this.#outer(due, kind, endpoint);
  }

  #outer(due: Due, kind: Exclude<Way['kind'], 'platform'>, endpoint: string): void {
    const attempt: Attempt = { way: kind, endpoint, at: this.#clock.now, fate: 'sent' };
    due.attempts.push(attempt);
    if (kind === 'screen') return this.#look(due);
    if (kind === 'push') {
      // The company's push service may be down.
      if (this.#dice.next() < 0.05) attempt.fate = 'failed';
      else this.#outside.pushes.push({ news: due.news.id, at: this.#clock.now });
      return this.#look(due);
    }
    this.calledAt = this.#clock.now;
    if (kind === 'subscription') {
      this.left -= 1;
      if (this.#outside.subscriptions.send(due.news.id) !== 0) {
        attempt.fate = 'failed';
        this.left = 0;
        this.calledAt = null;
      }
    } else if (kind === 'callback') {
      this.#outside.callbacks.push({ news: due.news.id, at: this.#clock.now });
    } else {
      const chance = this.#dice.next();
      if (chance < 0.9) this.#outside.sms.push({ news: due.news.id, at: this.#clock.now });
      // The carrier takes nearly all; its receipt comes later, and a few it never tells of.
      const receipt = chance < 0.86 ? ('delivered' as const) : chance >= 0.9 ? ('failed' as const) : null;
      attempt.fate = chance < 0.94 ? 'sent' : chance < 0.97 ? 'unknown' : 'failed';
      if (attempt.fate === 'failed') this.calledAt = null;
      const { calledAt } = this;
      if (attempt.fate === 'sent' && receipt)
        this.#clock.after(2_000 + this.#dice.exponential(20_000), () => {
          attempt.fate = receipt;
          if (receipt === 'failed' && this.calledAt === calledAt) this.calledAt = null;
          this.#look(due);
        });
    }
    this.#look(due);
  }
}
