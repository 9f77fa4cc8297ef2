/** The knowledge of a deployment: entries, flows, versions, what nobody answered. Opens transactions and calls out; decides nothing. */
import { DurableObject } from 'cloudflare:workers';
import type { Change, KnowledgeCalls, RowsAsked } from '../../shared/knowledge-calls.ts';
import type { Env } from '../env.ts';
import { migrate } from '../lib/migrate.ts';
import { faultLine, freshNumber, log } from '../log.ts';
import { ConfirmedStore } from './confirmed.ts';
import { DemandStore } from './demand.ts';
import { move, publish, save, type Shelves } from './editing.ts';
import { begin, isOutdated } from './beginning.ts';
import { MetaStore } from './meta.ts';
import { PublicationStore } from './publications.ts';
import { since } from './publishing.ts';
import { Questions } from './questions.ts';
import { draftsOf, entriesAfter, itemView, overviewOf, revisionOf } from './reading.ts';
import { resolve } from './resolving.ts';
import { arrange, due, nextAt, teach } from './settings.ts';
import { steps } from './schema.ts';
import { KNOWLEDGE } from './shelf.ts';
import { ItemStore } from './store.ts';
import { takeIn } from './taking.ts';
import { tellWaiting, WaitingStore } from './waiting.ts';

const AFTER_FAULT_MS = 10_000;

type Order<Name extends keyof KnowledgeCalls> = Parameters<KnowledgeCalls[Name]>[0];

export class Knowledge extends DurableObject<Env> implements KnowledgeCalls {
  readonly #shelves: Shelves;
  readonly #questions: Questions;
  readonly #demand: DemandStore;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, steps);
    const { sql } = ctx.storage;
    const confirmed = new ConfirmedStore(sql);
    const [items, meta, publications] = [new ItemStore(sql), new MetaStore(sql), new PublicationStore(sql)];
    this.#shelves = { items, meta, publications, confirmed, waiting: new WaitingStore(sql) };
    this.#questions = new Questions(sql, confirmed);
    this.#demand = new DemandStore(sql);
    const demo = env.KNOWLEDGE_SEED === 'demo' && ctx.id.name === KNOWLEDGE;
    if (publications.newest() === null) this.#change((now) => begin(this.#shelves, demo, now));
    else if (isOutdated(this.#shelves)) this.#change((now) => meta.setPackAt(now));
  }

  async heard(question: Order<'heard'>) {
    const { duplicate } = this.#change((now) => {
      const taken = this.#questions.hear(question);
      if (!taken.duplicate) this.#shelves.waiting.hear(question);
      if (taken.proven) teach(this.#shelves, now);
      return taken;
    });
    return { ok: true as const, duplicate };
  }
  async forget(asker: string) {
    this.#change(() => (this.#questions.forget(asker), this.#shelves.waiting.forget(asker)));
    return { ok: true as const };
  }

  async answered(told: Order<'answered'>) {
    this.#change((now) => this.#demand.add(told, now));
  }
  async demand() {
    return this.#demand.yearly(this.#shelves.publications.firstAt() ?? Date.now(), Date.now());
  }
  async since(version: string | null) {
    return since(this.#shelves, version);
  }
  async piece(asked: Order<'piece'>) {
    return this.#shelves.publications.piece(asked);
  }
  async overview() {
    return overviewOf(this.#shelves, this.#questions.count());
  }
  async settings(order: Order<'settings'>) {
    return this.#change((now) => arrange(this.#shelves, order, now));
  }
  async rows(asked: RowsAsked) {
    return this.#shelves.items.rows(asked);
  }
  async item(name: Order<'item'>) {
    return itemView(this.#shelves, name);
  }
  async revision(asked: Order<'revision'>) {
    return revisionOf(this.#shelves, asked);
  }
  async save(order: Order<'save'>) {
    return this.#change((now) => save(this.#shelves, order, now));
  }
  async move(order: Order<'move'>) {
    return this.#change((now) => move(this.#shelves, order, now));
  }
  async publish(order: Order<'publish'>) {
    return this.#change((now) => publish(this.#shelves, order, now));
  }
  async drafts(items: Order<'drafts'>): Promise<Change[]> {
    return draftsOf(this.#shelves, items);
  }
  async takeIn(order: Order<'takeIn'>) {
    return this.#change((now) => takeIn(this.#shelves, order, now));
  }
  async entries(asked: Order<'entries'>) {
    return entriesAfter(this.#shelves, asked);
  }
  async clashes() {
    return this.#shelves.items.clashes();
  }
  async unknown() {
    return this.#questions.open();
  }
  async resolve(order: Order<'resolve'>) {
    return this.#change((now) => resolve(this.#shelves, this.#questions, order, now));
  }
  async synonyms() {
    return this.#shelves.meta.synonyms();
  }
  async evaluation() {
    return this.#shelves.meta.evaluation();
  }

  /** Packs what is due, and brings what was learned to the isolates. Never throws: the runtime would drop the alarm. */
  override async alarm(): Promise<void> {
    try {
      const packed = this.#change((now) => due(this.#shelves, now));
      if (packed) log({ kind: 'packed', ...packed });
      await tellWaiting(this.#shelves, this.env);
      this.#change(() => undefined);
    } catch (fault) {
      log(faultLine('', freshNumber(), 'knowledge alarm', fault));
      await this.ctx.storage.setAlarm(Date.now() + AFTER_FAULT_MS);
    }
  }

  /** One transaction: the change, and the next alarm. */
  #change<Answer>(act: (now: number) => Answer): Answer {
    try {
      return this.ctx.storage.transactionSync(() => {
        const now = Date.now();
        const answer = act(now);
        const at = nextAt(this.#shelves, now);
        if (at !== null) void this.ctx.storage.setAlarm(at);
        return answer;
      });
    } catch (fault) {
      this.#questions.forgetMemory();
      throw fault;
    }
  }
}
