/** What the company's own systems are told. Opens transactions and calls out; decides nothing. */
import { DurableObject } from 'cloudflare:workers';
import { refuse } from '../../shared/refusal.ts';
import { testType, type Happened, type WebhookCalls } from '../../shared/webhook.ts';
import { egressOf } from '../channels/egress.ts';
import { configOf } from '../config.ts';
import type { Env } from '../env.ts';
import { Drain } from '../lib/drain.ts';
import { Forgotten } from '../lib/forgotten.ts';
import { migrate } from '../lib/migrate.ts';
import { faultLine, freshNumber, log } from '../log.ts';
import { ensureSettings, settingsNow } from '../settings/shelf.ts';
import { FeedStore } from './feed.ts';
import { steps } from './schema.ts';
import { sendOnce } from './send.ts';
import { WebhookStore, type Letter } from './store.ts';

/** The first try leaves at once; the alarm looks after it only when this object was reset meanwhile. */
const LOOK_AGAIN_MS = 2_000;
const AFTER_FAULT_MS = 5_000;

export class Webhook extends DurableObject<Env> implements WebhookCalls {
  readonly #store: WebhookStore;
  readonly #feed: FeedStore;
  readonly #forgotten: Forgotten;
  readonly #drain: Drain<Letter>;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, steps);
    this.#store = new WebhookStore(ctx.storage.sql);
    this.#feed = new FeedStore(ctx.storage.sql);
    this.#forgotten = new Forgotten(ctx.storage.sql);
    const call = egressOf(configOf(env));
    this.#drain = new Drain({
      due: (now, busy, limit) => this.#store.due(now, busy, limit),
      deliver: async (letter) => {
        const endpoint = this.#endpoint(letter.lane);
        if (!endpoint?.on) return () => this.#change(() => this.#store.stop(letter));
        const secrets = this.#store.secrets(letter.lane, Date.now());
        const outcome = await sendOnce(call, { url: endpoint.url, name: letter.name, body: letter.body, secrets });
        return () => this.#change((now) => this.#store.settle(letter, outcome, now));
      },
      now: () => Date.now(),
    });
  }

  async happened(event: Happened) {
    const { webhooks } = await ensureSettings(this.env);
    if (this.#forgotten.has(String(event.data['customer']))) return { ok: true } as const;
    const wanting = webhooks.endpoints.filter((one) => one.on && one.events.includes(event.type));
    this.#change((now) => {
      wanting.forEach((one) => this.#store.owe(one.id, event, now));
      if (webhooks.feed === true) this.#feed.add(event, now);
    });
    return { ok: true } as const;
  }

  async forget(customer: string) {
    this.#change((now) => {
      this.#forgotten.add(customer, now);
      this.#store.forgetPerson(customer);
      this.#feed.forgetPerson(customer);
    });
    return { ok: true } as const;
  }

  async feed({ after, limit }: Parameters<WebhookCalls['feed']>[0]) {
    return this.ctx.storage.transactionSync(() => this.#feed.after(after, limit, Date.now()));
  }

  async standing() {
    const { webhooks } = await ensureSettings(this.env);
    return { ok: true as const, endpoints: webhooks.endpoints.map((one) => this.#store.standing(one.id)) };
  }

  async deliveries({ endpoint, state, before }: Parameters<WebhookCalls['deliveries']>[0]) {
    return { ok: true as const, ...this.#store.deliveries(endpoint, state, before) };
  }

  async secret({ endpoint, fresh }: Parameters<WebhookCalls['secret']>[0]) {
    await ensureSettings(this.env);
    if (!this.#endpoint(endpoint)) return refuse('not_found');
    const secret = this.#change((now) =>
      fresh ? this.#store.freshSecret(endpoint, now) : this.#store.endpoint(endpoint).secret,
    );
    return { ok: true as const, secret };
  }

  async replay({ endpoint, delivery }: Parameters<WebhookCalls['replay']>[0]) {
    await ensureSettings(this.env);
    if (!this.#endpoint(endpoint)) return refuse('not_found');
    return this.#change((now) => this.#store.replay(endpoint, delivery, now));
  }

  async sendTest({ endpoint }: Parameters<WebhookCalls['sendTest']>[0]) {
    await ensureSettings(this.env);
    if (!this.#endpoint(endpoint)) return refuse('not_found');
    return this.#change((now) => {
      const event = { key: `test-${crypto.randomUUID()}`, type: testType, at: now, data: { test: true } };
      return { ok: true as const, delivery: this.#store.owe(endpoint, event, now) };
    });
  }

  /** Tries what is due again. Never throws: the runtime would drop the alarm. */
  override async alarm(): Promise<void> {
    try {
      await ensureSettings(this.env);
      this.#change((now) => this.#store.forget(now));
      await this.#drain.run();
    } catch (fault) {
      log(faultLine('', freshNumber(), 'webhook alarm', fault));
      await this.ctx.storage.setAlarm(Date.now() + AFTER_FAULT_MS);
    }
  }

  #endpoint(id: string) {
    return settingsNow(this.env).webhooks.endpoints.find((one) => one.id === id);
  }

  /** One transaction: the change and the next alarm. Then what is due leaves. */
  #change<Answer>(act: (now: number) => Answer): Answer {
    const answer = this.ctx.storage.transactionSync(() => {
      const now = Date.now();
      const given = act(now);
      const at = this.#store.nextAt();
      if (at === null) void this.ctx.storage.deleteAlarm();
      else void this.ctx.storage.setAlarm(Math.max(at, now + LOOK_AGAIN_MS));
      return given;
    });
    this.ctx.waitUntil(this.#drain.run());
    return answer;
  }
}
