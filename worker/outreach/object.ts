/** A campaign, or (`main`) the list of all of them. Opens transactions, keeps the clock; decides nothing. */
import { DurableObject } from 'cloudflare:workers';
import { LEASE_MS, type Lease, type OutreachCalls } from '../../shared/campaign/calls.ts';
import { mayLeave } from '../../shared/campaign/state.ts';
import { refuse, type Refusal } from '../../shared/refusal.ts';
import type { Env } from '../env.ts';
import { migrate } from '../lib/migrate.ts';
import { ensureSettings } from '../settings/shelf.ts';
import { acted, watched, written, type Tables } from './control.ts';
import { CampaignList } from './list.ts';
import { PeopleStore } from './people.ts';
import { reported } from './reading.ts';
import { funnelOf } from './report.ts';
import { steps } from './schema.ts';
import { CampaignStore, rowOf, viewOf, type Campaign } from './store.ts';
import { fault, FAULT_MS, GATHER_MS, MAIN, worldOf } from './world.ts';
import { workOn } from './work.ts';

export class Outreach extends DurableObject<Env> implements OutreachCalls {
  readonly #tables: Tables;
  readonly #list: CampaignList;
  /** Leases of the life before this one may still hold. */
  #leasedUntil = Date.now() + LEASE_MS;
  #alarmAt: number | null = null;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, steps);
    const { sql } = ctx.storage;
    this.#tables = { campaign: new CampaignStore(sql), people: new PeopleStore(sql) };
    this.#list = new CampaignList(sql);
  }

  async save(order: Parameters<OutreachCalls['save']>[0]) {
    return this.#changed(() => written(this.#tables, order, Date.now()));
  }

  async view() {
    const one = this.#tables.campaign.read();
    return one ? { ok: true as const, campaign: this.#viewed(one) } : refuse('not_found');
  }

  /** Standing still is answered when the last lease is over: from then on nothing leaves. */
  async act(order: Parameters<OutreachCalls['act']>[0]) {
    const done = await this.#changed(() => acted(this.#tables, order, Date.now()));
    const stands = order.act === 'pause' || order.act === 'stop';
    if (done.ok && stands) await scheduler.wait(Math.max(0, this.#leasedUntil - Date.now()));
    return done;
  }

  async report() {
    const { campaigns } = await ensureSettings(this.env);
    const one = this.#tables.campaign.read();
    return one ? reported(this.#tables, one, campaigns, Date.now()) : refuse('not_found');
  }

  async people({ filter, after, only }: Parameters<OutreachCalls['people']>[0]) {
    if (!this.#tables.campaign.read()) return refuse('not_found');
    return { ok: true as const, ...this.#tables.people.page(filter, after, only) };
  }

  async lease(revision: number): Promise<Lease> {
    const one = this.#tables.campaign.read();
    if (!one || one.state.stage === 'stopped') return { may: 'never', why: 'stopped' };
    if (one.state.stage === 'over') return { may: 'never', why: 'over' };
    if (!mayLeave(one.state) || one.state.revision !== revision) return { may: 'wait' };
    this.#leasedUntil = Date.now() + LEASE_MS;
    return { may: 'leave', until: this.#leasedUntil };
  }

  async told({ person, told }: Parameters<OutreachCalls['told']>[0]) {
    this.ctx.storage.transactionSync(() => {
      this.#tables.people.apply(person, told);
      if (told.optedOut || told.complained) watched(this.#tables, Date.now());
      this.#tables.campaign.untold();
      this.#ring(Date.now() + GATHER_MS);
    });
    return { ok: true as const };
  }

  async list() {
    return this.#list.all();
  }

  async anyHour(customers: readonly string[]) {
    this.ctx.storage.transactionSync(() => this.#tables.people.anyHour(customers));
    this.#ring(Date.now());
    // A line tells the list, the list each campaign that may still ask it.
    for (const id of this.#list.open()) await this.env.OUTREACH.getByName(id).anyHour(customers);
    return { ok: true as const };
  }

  async put(row: Parameters<OutreachCalls['put']>[0]) {
    this.#list.put(row);
    return { ok: true as const };
  }

  async grant(wanted: Parameters<OutreachCalls['grant']>[0]) {
    const { campaigns } = await ensureSettings(this.env);
    return this.ctx.storage.transactionSync(() => this.#list.grantAll(wanted, campaigns.budgets, Date.now()));
  }

  /** Asked of the list it is asked of every campaign: who was held out or waits stands in no line. */
  async forget(customer: string) {
    this.ctx.storage.transactionSync(() => this.#tables.people.forget(customer, Date.now()));
    for (const id of this.#list.ids()) await this.env.OUTREACH.getByName(id).forget(customer);
    return { ok: true as const };
  }

  override async alarm() {
    this.#alarmAt = null;
    try {
      const next = await workOn(this.#tables, worldOf(this.env, this.ctx.storage));
      if (next !== null) this.#ring(next);
      await this.#tellList();
    } catch (error) {
      fault('clock', error);
      this.#ring(Date.now() + FAULT_MS);
    }
  }

  async #tellList(): Promise<void> {
    const one = this.#tables.campaign.read();
    if (!one || this.#tables.campaign.isTold()) return;
    await this.env.OUTREACH.getByName(MAIN).put(rowOf(one, this.#counted()));
    this.#tables.campaign.toldOf(one);
  }

  /** The list knows it before whoever changed it is answered; a list that is away hears of it by the clock. */
  async #changed(change: () => Campaign | Refusal) {
    const after = this.ctx.storage.transactionSync(() => {
      const done = change();
      if ('state' in done) this.#ring(Date.now());
      return done;
    });
    if ('ok' in after) return after;
    await this.#tellList().catch((error: unknown) => fault('list', error));
    return { ok: true as const, campaign: this.#viewed(after) };
  }

  readonly #counted = () => funnelOf(this.#tables.people.counted());
  readonly #viewed = (one: Campaign) => viewOf(one, this.#counted(), this.#tables.campaign.history(one.names));

  #ring(at: number): void {
    if (this.#alarmAt !== null && this.#alarmAt <= at) return;
    this.#alarmAt = at;
    void this.ctx.storage.setAlarm(at);
  }
}
