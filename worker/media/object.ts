/** The actor of one file: opens transactions and streams; decides nothing. */
import { DurableObject } from 'cloudflare:workers';
import * as v from 'valibot';
import { MEDIA_KEPT_MS, MEDIA_ORDER, mediaOrder, type MediaCalls, type MediaTaken } from '../../shared/media.ts';
import { refuse } from '../../shared/refusal.ts';
import type { Env } from '../env.ts';
import { migrate } from '../lib/migrate.ts';
import { faultLine, freshNumber, log } from '../log.ts';
import { give } from './give.ts';
import { steps } from './schema.ts';
import { FileStore } from './store.ts';
import { take } from './take.ts';

/** What has not come whole by then is forgotten. */
const UNFINISHED_MS = 10 * 60_000;
const AFTER_FAULT_MS = 60_000;

export class Media extends DurableObject<Env> implements MediaCalls {
  readonly #file: FileStore;
  #taking = false;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, steps);
    this.#file = new FileStore(ctx.storage.sql);
  }

  async about() {
    return this.#file.about();
  }

  async forget() {
    this.#forget();
  }

  /** PUT takes the file in, once; GET gives it. Only the hall and the person's actor come here. */
  override async fetch(request: Request): Promise<Response> {
    if (request.method === 'PUT') return Response.json(await this.#take(request));
    const about = this.#file.about();
    return about ? give(this.#file, about, request) : Response.json(refuse('not_found'), { status: 404 });
  }

  override async alarm(): Promise<void> {
    try {
      const until = this.#file.until();
      if (until === null) return;
      if (until <= Date.now()) this.#forget();
      else await this.ctx.storage.setAlarm(until);
    } catch (fault) {
      log(faultLine('', freshNumber(), 'media alarm', fault));
      await this.ctx.storage.setAlarm(Date.now() + AFTER_FAULT_MS);
    }
  }

  async #take(request: Request): Promise<MediaTaken> {
    const order = v.safeParse(
      v.pipe(v.string(), v.parseJson(), mediaOrder),
      decodeURIComponent(request.headers.get(MEDIA_ORDER) ?? ''),
    );
    if (!order.success || !request.body) return refuse('bad_request');
    const about = this.#file.about();
    if (about) return { ok: true, media: about };
    if (this.#taking || this.#file.state() === 'gone') return refuse('not_found');
    this.#taking = true;
    try {
      this.#begin();
      const id = this.ctx.id.name ?? '';
      const taken = await take(id, order.output, request.body, (number, start, bytes) =>
        this.#file.add(number, start, bytes),
      );
      // Forgotten while it came: it goes again.
      if (this.#file.state() === 'gone') {
        this.#forget();
        return refuse('not_found');
      }
      if (!taken.ok) this.#clear();
      else this.#keep({ ...taken.media, owner: order.output.owner });
      return taken;
    } finally {
      this.#taking = false;
    }
  }

  #begin(): void {
    this.ctx.storage.transactionSync(() => {
      const now = Date.now();
      this.#file.clear();
      this.#file.begin(now, now + UNFINISHED_MS);
      void this.ctx.storage.setAlarm(now + UNFINISHED_MS);
    });
  }

  #keep(media: Omit<Parameters<FileStore['keep']>[0], 'at'>): void {
    this.ctx.storage.transactionSync(() => {
      const now = Date.now();
      this.#file.keep({ ...media, at: now }, now + MEDIA_KEPT_MS);
      void this.ctx.storage.setAlarm(now + MEDIA_KEPT_MS);
    });
  }

  /** As if nothing had come: what gives it may try again. */
  #clear(): void {
    this.ctx.storage.transactionSync(() => {
      this.#file.clear();
      void this.ctx.storage.deleteAlarm();
    });
  }

  #forget(): void {
    this.ctx.storage.transactionSync(() => {
      this.#file.forget(Date.now());
      void this.ctx.storage.deleteAlarm();
    });
  }
}
