/** One day of one person's line: what people and providers do, and what the weather does to it. */
import { env } from 'cloudflare:workers';
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import type { Address, Heard } from '../../shared/actors.ts';
import type { CustomerAct } from '../../shared/frame.ts';
import { agent, customer, rows, said, text, visitor } from '../customer/rig.ts';
import { stubOf } from '../stub.ts';
import { Dice } from './dice.ts';
import { answered } from './patience.ts';
import type { Call, Providers } from './providers.ts';
import { Screen } from './screen.ts';

const OPERATIONS = { least: 24, more: 16 };
const CALM_MS = 10_000;
/** Only letters age when time passes here: a look at what stands unread keeps its hour, and is no debt before. */
const DEBT = `select count(*) as n from letter where state <> 'dead' and not (kind = 'remind' and due_at > unixepoch('subsec') * 1000)`;
const WORDS = [
  '退款要多久',
  '运费怎么算',
  '物流到哪了',
  '你好',
  '订单 2026112300901 到哪了',
  '转人工',
  '不对',
  '谢谢',
] as const;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What was pushed: the key a provider names it by, its address and words. */
export type Pushed = { key: string; address: Address; words: string };

export class Day {
  readonly seed: number;
  readonly id: string;
  readonly dice: Dice;
  readonly addresses: { web: Address; mini: Address; wechat: Address; sms: Address };
  readonly web: Screen;
  readonly mini: Screen;
  readonly desk: Screen;
  readonly pushed: Pushed[] = [];
  readonly calls: { wechat: Call[]; sms: Call[] };
  /** How often each kind of thing was done. */
  readonly counts: Record<string, number> = {};
  operations = 0;
  faults = 0;
  #turn = 1000;
  #reported = 0;
  #made = 0;
  #open: Promise<unknown>[] = [];

  constructor(seed: number, providers: Providers) {
    this.seed = seed;
    this.dice = new Dice(seed);
    const serial = Day.#days++;
    this.id = `c_day${seed}_${serial}`;
    const accounts = JSON.parse(env.ACCOUNTS) as { channel: string; kind?: string; provider?: string; id: string }[];
    const at = (channel: Address['channel'], peer: string, match: (one: (typeof accounts)[number]) => boolean) => ({
      channel,
      account: accounts.find((one) => one.channel === channel && match(one))?.id ?? 'none',
      peer,
    });
    this.addresses = {
      web: at('web', `v_${this.id}`, () => true),
      mini: at('miniprogram', `o_m${this.id}`, () => true),
      wechat: at('wechat', `o_${this.id}`, (one) => one.kind === 'official'),
      sms: at('sms', `+8613${String(800_000_000 + serial)}`, (one) => one.provider === 'aliyun'),
    };
    this.calls = {
      wechat: providers.open(this.addresses.wechat.peer, seed * 2 + 1, seed),
      sms: providers.open(this.addresses.sms.peer, seed * 2 + 2, seed),
    };
    const chance = () => this.dice.roll();
    this.web = new Screen(this.id, visitor(this.addresses.web), `web-${seed}`, chance);
    this.mini = new Screen(this.id, visitor(this.addresses.mini), `mini-${seed}`, chance);
    this.desk = new Screen(this.id, agent(`a_${this.id}`), `desk-${seed}`, chance);
  }

  static #days = 0;

  get screens(): Screen[] {
    return [this.web, this.mini, this.desk];
  }

  /** Lives through the day, then waits for calm. Answers what is still not calm, or nothing. */
  async live(): Promise<string | null> {
    await this.#push(1);
    for (const one of this.screens) one.start();
    const operations = OPERATIONS.least + this.dice.below(OPERATIONS.more);
    for (let n = 0; n < operations; n += 1) await this.#something();
    return this.#calm();
  }

  async #something(): Promise<void> {
    this.operations += 1;
    const roll = this.dice.below(100);
    if (roll < 14) return this.#count('web', () => this.#speak(this.web));
    if (roll < 24) return this.#count('mini', () => this.#speak(this.mini));
    if (roll < 40) return this.#count('push', () => this.#later(this.#push(1 + this.dice.below(3))));
    if (roll < 52) return this.#count('reply', () => this.#reply());
    if (roll < 60) return this.#count('take', () => this.#order());
    if (roll < 64) return this.#count('act', () => this.#act());
    if (roll < 70) return this.#count('report', () => this.#later(this.#report()));
    if (roll < 74) return this.#count('read', () => this.dice.one([this.web, this.mini, this.desk]).read());
    if (roll < 79) {
      await pause(this.dice.below(12));
      return;
    }
    this.faults += 1;
    if (roll < 85) return this.#count('cut', () => this.#victim().cut());
    if (roll < 89) return this.#count('deaf', () => this.#turnDeaf(this.#victim()));
    if (roll < 91) return this.#count('restart', () => this.#victim().restart());
    if (roll < 95) return this.#count('evict', () => this.#evict());
    return this.#count('reset', () => this.#reset());
  }

  async #count(kind: string, act: () => unknown): Promise<void> {
    this.counts[kind] = (this.counts[kind] ?? 0) + 1;
    await act();
    if (this.dice.below(3) === 0) await pause(this.dice.below(4));
  }

  #later(work: Promise<void>): void {
    this.#open.push(work);
  }

  #victim(): Screen {
    return this.dice.one([this.web, this.mini, this.desk]);
  }

  /** Fresh words nobody else says, so that each can be found again. */
  #words(): string {
    this.#made += 1;
    return `${this.dice.one(WORDS)} 〔${this.#made}〕`;
  }

  #speak(screen: Screen): void {
    for (let n = 1 + this.dice.below(3); n > 0; n -= 1) screen.say({ type: 'send', body: text(this.#words()) });
  }

  /** The agent answers where the person last wrote, or on any address; now and then by a floor long gone. */
  #reply(): void {
    const session = this.desk.line?.session;
    const endpoints = this.desk.line?.endpoints ?? [];
    const note = this.dice.below(6) === 0;
    const fence = Math.max(0, (session?.fence ?? 0) - (this.dice.below(8) === 0 ? 1 : 0));
    const endpoint = endpoints[this.dice.below(endpoints.length * 2)]?.id;
    this.desk.say({
      type: 'send',
      body: text(`客服说 ${this.#words()}`),
      ...(note ? { note } : { fence }),
      ...(endpoint && !note ? { endpoint } : {}),
    });
  }

  /** The desk's order, told again until it is answered. */
  async #order(): Promise<void> {
    const session = this.desk.line?.session?.id;
    if (!session) return;
    this.#turn += 1;
    const turn = this.#turn;
    const waits = this.dice.below(5) === 0;
    const repeats = this.dice.one([1, 1, 3]);
    for (let n = 0; n < repeats; n += 1) {
      await this.#told(() =>
        waits
          ? customer(this.id).waiting({ session, turn, state: 'queued' })
          : customer(this.id).assigned({ session, turn, agent: { id: `a_${this.id}`, name: '林小夏' } }),
      );
    }
  }

  #act(): void {
    const fence = this.desk.line?.session?.fence ?? 0;
    const summary = { category: 'other', text: '', resolved: true };
    if (this.dice.below(3) === 0) this.desk.say({ type: 'act', act: { act: 'close', fence, summary } });
    else {
      const act = this.dice.one<CustomerAct>([
        { act: 'request-human' },
        { act: 'close' },
        { act: 'leave-queue' },
        { act: 'rate', score: 3 },
      ]);
      this.web.say({ type: 'act', act });
    }
  }

  /** Some pushes, each up to five times, in any order. */
  async #push(many: number): Promise<void> {
    const deliveries: Pushed[] = [];
    for (let n = 0; n < many; n += 1) {
      const words = this.#words();
      const one = { key: `k${this.#made}`, address: this.dice.one([this.addresses.sms, this.addresses.wechat]), words };
      this.pushed.push(one);
      for (let times = this.dice.one([1, 2, 5]); times > 0; times -= 1) deliveries.push(one);
    }
    await Promise.all(
      this.dice.shuffled(deliveries).map(({ address, key, words }) => {
        const hearing = said(address, key, words);
        if (hearing.heard.window) hearing.heard = { ...hearing.heard, window: { ...hearing.heard.window, left: 100 } };
        return this.#told(() => customer(this.id).hear(hearing));
      }),
    );
  }

  /** Reports of what a carrier took: late, twice, and while the call is not yet answered. */
  async #report(): Promise<void> {
    const calls = this.calls.sms.slice(this.#reported);
    this.#reported = this.calls.sms.length;
    const reports = calls.flatMap(({ providerId }) => {
      const status = this.dice.one<'delivered' | 'failed'>(['delivered', 'delivered', 'failed']);
      const report: Extract<Heard, { kind: 'report' }> = {
        kind: 'report',
        key: `report:${providerId}`,
        providerId,
        address: this.addresses.sms,
        status,
        at: 1,
      };
      return [report, { ...report, status: 'sent' as const }, report];
    });
    for (const report of this.dice.shuffled(reports)) await this.#told(() => customer(this.id).report(report));
  }

  /** Calls as a provider does: until an answer comes. */
  async #told(call: () => Promise<unknown>): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      try {
        await answered(call());
        return;
      } catch (error) {
        if (tries >= 20) throw error;
        await pause(3);
      }
    }
  }

  #turnDeaf(screen: Screen): void {
    screen.network.deaf = true;
    if (screen !== this.desk) this.#speak(screen);
    this.#later(pause(5 + this.dice.below(20)).then(() => screen.heal()));
  }

  /** The object leaves memory after what it is doing; its sockets sleep. */
  async #evict(): Promise<void> {
    try {
      await answered(evictDurableObject(stubOf(customer(this.id))));
    } catch {
      // It was not in memory, or was reset meanwhile.
    }
  }

  /** The object is thrown away in the middle; what is on its way is cut off. */
  async #reset(): Promise<void> {
    try {
      await answered(runInDurableObject(stubOf(customer(this.id)), (_instance, state) => state.abort('weather')));
    } catch {
      // The call that asks for it is cut off as well.
    }
  }

  async #calm(): Promise<string | null> {
    await Promise.all(this.#open);
    await this.#report();
    for (const one of this.screens) one.heal();
    const end = performance.now() + CALM_MS;
    for (;;) {
      const owed = await this.#passTime();
      const loud = this.screens
        .filter((one) => !one.quiet || (one.status !== 'live' && one.status !== 'polling'))
        .map((one) => one.standing);
      if (owed === 0 && loud.length === 0) return null;
      if (performance.now() > end) return `owed ${owed}, not quiet: ${loud.join(' ')}`;
      for (const one of this.screens) if (one.status === 'waiting') one.heal();
      await pause(4);
    }
  }

  /** Lets a minute pass for what waits, rings the alarm, and counts what is still owed. */
  async #passTime(): Promise<number> {
    const stub = stubOf(customer(this.id));
    try {
      await answered(
        runInDurableObject(stub, (_instance, state) => {
          state.storage.sql.exec(`update letter set due_at = due_at - 60000 where state in ('owed', 'passive')`);
        }),
      );
      await answered(runDurableObjectAlarm(stub));
      const [row] = await answered(rows(this.id, DEBT));
      return Number(row?.n);
    } catch {
      return 1;
    }
  }
}
