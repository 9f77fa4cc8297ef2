/** The actor of one person: what is asked of it, each in one transaction; decides nothing. */
import type { CustomerCalls, Hearing, Viewer } from '../../shared/actors.ts';
import { isSynthetic } from '../../shared/operations/synthetic.ts';
import { refuse } from '../../shared/refusal.ts';
import { LineActor } from './actor.ts';
import { arranged, assigned, waiting } from './arrangement.ts';
import { obeyBackend } from './backend/orders.ts';
import { canary } from './canary.ts';
import { retold } from './directory.ts';
import { answerWhenReady } from './call/answering.ts';
import { onCall } from './call/dialled.ts';
import { hearCall } from './call/moment.ts';
import { ringBack } from './call/ring-back.ts';
import { answerOf, placeIn } from './call/speak.ts';
import { hear, hearReport } from './hear.ts';
import { obeyMedia } from './media/orders.ts';
import { OwnOrders, ordersOf } from './orders.ts';
import { carriesPassive } from './outside.ts';
import { laterAnswer, whenAnswered } from './passive.ts';
import { Pace } from './own/complete.ts';
import { obeyOffers } from './offers/orders.ts';
import { obeyOwn } from './own/orders.ts';
import { obeyPerson } from './person/staff.ts';
import { issueTicket, overHttps, pollOnce, seenBy } from './reception.ts';
import { serveOne } from './several.ts';
import { suggest } from './suggest.ts';
import type { Turn } from './turn.ts';
import { obeyOrder } from './ticket/orders.ts';

export class Customer extends LineActor implements CustomerCalls {
  readonly #orders = new OwnOrders();
  readonly #pace = new Pace();
  /** Asked of somebody who was met: a stranger's line is not begun by a question. */
  readonly #met = <Value>(act: (turn: Turn) => Value) =>
    this.living(() => (this.stores.line.person() ? this.commit(act) : refuse('not_found')));

  async hear(hearing: Hearing) {
    await this.outside.ready();
    const { env, stores } = this;
    if (isSynthetic(this.ctx.id.name ?? '')) return canary(this.ctx, env, stores, hearing, this.outside.knowledge);
    const carries = carriesPassive(env);
    const hears = () => this.commit((turn) => hear(turn, hearing, this.outside.knowledge, carries));
    const heard = this.heard({ kind: 'hear', body: hearing }, hearing.heard.address, hears);
    if (!('ok' in heard)) return 'duplicate' in heard ? { ok: true as const, ...heard, passive: null } : heard;
    const later = () => this.living(() => this.commit((turn) => laterAnswer(turn, hearing, carries)));
    return whenAnswered(heard, later, (leftMs) => this.screens.nextChange(leftMs));
  }

  async call(heard: Parameters<CustomerCalls['call']>[0]) {
    await this.outside.ready();
    const met = this.living(() => this.commit((turn) => hearCall(turn, heard, this.outside.knowledge)), heard.address);
    if (!('duplicate' in met)) return met;
    const look = (forced: boolean) =>
      this.living(() => this.commit((turn) => answerOf(turn, heard, placeIn(this.queued), forced)));
    return answerWhenReady(met.duplicate, look, (leftMs) => this.screens.nextChange(leftMs));
  }

  async onCall(order: Parameters<CustomerCalls['onCall']>[0]) {
    return this.#met((turn) => onCall(turn, order));
  }

  async onRing(order: Parameters<CustomerCalls['onRing']>[0]) {
    return this.#met((turn) => ringBack(turn, order));
  }

  async report(report: Parameters<CustomerCalls['report']>[0]) {
    const hears = () => this.commit((turn) => hearReport(turn, report));
    const known = this.heard({ kind: 'report', body: report }, report.address, hears);
    if (typeof known === 'object' && !('ok' in known) && !('duplicate' in known)) return known;
    return { ok: true as const, known: known === true };
  }

  async ticket(viewer: Viewer) {
    return this.living(() => issueTicket(this.desktop(), viewer), viewer);
  }

  async operate(viewer: Viewer, instance: string, frame: unknown) {
    await this.outside.ready();
    return this.living(() => overHttps(this.desktop(), viewer, instance, frame), viewer);
  }

  async poll(viewer: Viewer, instance: string, position: unknown, waitMs: number) {
    return this.living(() => pollOnce(this.desktop(), viewer, instance, position, waitMs), viewer);
  }

  async suggest(draft: boolean) {
    return this.living(() => suggest(this.stores, this.commit, this.outside, draft));
  }

  async tickets(order: Parameters<CustomerCalls['tickets']>[0]) {
    await this.outside.ready();
    const obeyed = (turn: Turn) => obeyOrder(turn, order, seenBy);
    return order.order === 'own' ? this.living(() => this.commit(obeyed)) : this.#met(obeyed);
  }

  async serve(order: Parameters<CustomerCalls['serve']>[0]) {
    return this.#met((turn) => serveOne(turn, order));
  }

  async backend(order: Parameters<CustomerCalls['backend']>[0]) {
    return this.#met((turn) => obeyBackend(turn, order, this.outside.refuses));
  }

  async offers(order: Parameters<CustomerCalls['offers']>[0]) {
    await this.outside.ready();
    return this.#met((turn) => obeyOffers(turn, order, seenBy));
  }

  async media(order: Parameters<CustomerCalls['media']>[0]) {
    return this.living(() => this.commit((turn) => obeyMedia(turn, order)));
  }

  async own(order: Parameters<CustomerCalls['own']>[0]) {
    if (order.order === 'erase') return this.erase(order);
    if (order.order === 'complete' && !this.#pace.takes(Date.now())) return refuse('rate_limited');
    if (['guess', 'complete', 'answer'].includes(order.order)) await this.outside.ready();
    const at = 'viewer' in order ? order.viewer : null;
    return this.living(() => this.commit((turn) => obeyOwn(turn, order, seenBy, this.outside.knowledge)), at);
  }

  async retell(run?: string) {
    return this.stores.line.person() !== null && !this.merging.shut && retold(run, this.commit, this.outside);
  }

  async person(order: Parameters<CustomerCalls['person']>[0]) {
    return this.living(() => this.commit((turn) => obeyPerson(turn, order, this.outside.refuses, this.screens.here())));
  }

  async orders(own: boolean) {
    const { stores, outside, commit } = this;
    return this.living(() => (own ? this.#orders.of(stores, outside, commit) : ordersOf(stores, outside, commit)));
  }

  async assigned(order: Parameters<CustomerCalls['assigned']>[0]) {
    return this.living(() => this.commit((turn) => assigned(turn, order)));
  }

  async waiting(order: Parameters<CustomerCalls['waiting']>[0]) {
    return this.living(() => this.commit((turn) => waiting(turn, order)));
  }

  async arranged(order: Parameters<CustomerCalls['arranged']>[0]) {
    return this.living(() => this.commit((turn) => arranged(turn, order)));
  }

  async place({ session: _session, ...place }: Parameters<CustomerCalls['place']>[0]) {
    this.queued = { type: 'queue', ...place };
    this.screens.signal(this.queued, 'customer');
  }
}
