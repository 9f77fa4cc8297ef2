import { DurableObject } from 'cloudflare:workers';
import type { Env } from '../config.ts';
import { deliverDue, type Postman } from './deliver.ts';
import { Land } from './land.ts';
import { makeRouter } from './routes.ts';
import { migrate } from './schema.ts';

const ANSWER_BYTES = 64 * 1024;

/** The one object that is the outside world: it remembers, answers by the rules, and posts what is due behind its one alarm. */
export class World extends DurableObject<Env> {
  readonly #land: Land;
  readonly #answer: (request: Request) => Promise<Response>;
  readonly #waiting = new Set<() => void>();
  #delivering = 0;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage);
    this.#land = new Land(ctx.storage, env);
    this.#answer = makeRouter({
      land: this.#land,
      clock: () => Date.now(),
      post: this.#post,
      nextRing: (ms) => this.#nextRing(ms),
      settle: () => this.#deliver(),
    });
  }

  override async fetch(request: Request): Promise<Response> {
    try {
      const answer = await this.#answer(request);
      this.#ring();
      // A slow webhook holds the alarm up to 15 s; news that came meanwhile does not wait for it.
      if (this.#delivering > 0) this.ctx.waitUntil(this.#deliver());
      return answer;
    } catch (fault) {
      console.error(
        JSON.stringify({ event: 'sandbox.fault', path: new URL(request.url).pathname, fault: String(fault) }),
      );
      return Response.json({ ok: false, code: 'internal' }, { status: 500 });
    }
  }

  override async alarm(): Promise<void> {
    try {
      await this.#deliver();
    } catch (fault) {
      console.error(JSON.stringify({ event: 'sandbox.fault', path: 'alarm', fault: String(fault) }));
    } finally {
      this.#land.calendar.arm();
    }
  }

  async #deliver(): Promise<number> {
    this.#delivering += 1;
    try {
      return await deliverDue(this.#land, this.#post, () => Date.now());
    } finally {
      this.#delivering -= 1;
      this.#ring();
    }
  }

  readonly #post: Postman = async (url, init, patienceMs) => {
    try {
      const request = new Request(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(patienceMs) });
      const door = this.env.GATEWAY;
      const answer = await (door ? door.fetch(request) : fetch(request));
      const body = await answer.text();
      return { status: answer.status, body: body.slice(0, ANSWER_BYTES) };
    } catch {
      return false;
    }
  };

  #ring(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  #nextRing(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, Math.max(1, ms));
      const waiting = this.#waiting;
      function done(): void {
        clearTimeout(timer);
        waiting.delete(done);
        resolve();
      }
      waiting.add(done);
    });
  }
}
