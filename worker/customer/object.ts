/** The actor of one person: opens transactions and calls out; decides nothing. */
import { DurableObject } from 'cloudflare:workers';
import type { CustomerCalls, Hearing, Viewer } from '../../shared/actors.ts';
import type { ServerFrame } from '../../shared/frame.ts';
import { refuse } from '../../shared/refusal.ts';
import type { Env } from '../env.ts';
import { migrate } from '../lib/migrate.ts';
import { Tickets } from '../lib/tickets.ts';
import { assistOf } from './assist.ts';
import { Clockwork } from './clockwork.ts';
import { arranged, assigned, waiting } from './arrangement.ts';
import { settleCutOff, type Outside } from './deliver.ts';
import { tellAnew } from './directory.ts';
import { hear, hearReport } from './hear.ts';
import { obeyMedia } from './media/orders.ts';
import { outsideOf, surroundingsOf, carriesPassive } from './outside.ts';
import { postOf } from './post.ts';
import { desktopOf, guarded, issueTicket, onFrame, overHttps, pollOnce, seenBy, type Desktop } from './reception.ts';
import { ordersOf } from './orders.ts';
import { steps } from './schema.ts';
import { Screens } from './screens.ts';
import { atomically, storesOf } from './stores.ts';
import type { Seen } from './stream.ts';
import { suggest } from './suggest.ts';
import { obeyOrder } from './ticket/orders.ts';
import { Turn, type Stores } from './turn.ts';

export class Customer extends DurableObject<Env> implements CustomerCalls {
  readonly #stores: Stores;
  readonly #screens: Screens;
  readonly #tickets = new Tickets<{ seen: Seen; site: string }>();
  readonly #drain: ReturnType<typeof postOf>;
  readonly #clockwork: Clockwork;
  readonly #outside: Outside;
  #place: ServerFrame | null = null;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, steps);
    this.#stores = storesOf(ctx.storage.sql);
    this.#screens = new Screens(ctx, this.#stores.line);
    this.#outside = outsideOf(env);
    this.#clockwork = new Clockwork(ctx.storage, this.#stores, {
      tick: () => this.#commit((turn) => this.#clockwork.tick(turn, this.#outside.knowledge)),
      leave: () => this.#drain.run(),
      fault: (error) => this.#outside.fault('clock', error),
    });
    this.#drain = postOf(this.#stores.letters, (change) => this.#commit(change), this.#outside);
    this.#screens.assist = assistOf(env, this.#stores, this.#screens, this.#outside, () => this.suggest(false));
    if (this.#stores.letters.flying().length > 0) this.#commit(settleCutOff);
  }

  async hear(hearing: Hearing) {
    await this.#outside.ready();
    const carries = carriesPassive.bind(null, this.env, hearing.heard.address);
    return this.#commit((turn) => hear(turn, hearing, this.#outside.knowledge, carries));
  }

  async report(report: Parameters<CustomerCalls['report']>[0]) {
    return { ok: true as const, known: this.#commit((turn) => hearReport(turn, report)) };
  }

  async ticket(viewer: Viewer) {
    if (viewer.kind === 'agent' && this.#stores.line.person() === null) return refuse('not_found');
    return issueTicket(this.#desktop(), viewer);
  }

  async operate(viewer: Viewer, instance: string, frame: unknown) {
    await this.#outside.ready();
    return overHttps(this.#desktop(), viewer, instance, frame);
  }

  async poll(viewer: Viewer, instance: string, position: unknown, waitMs: number) {
    return pollOnce(this.#desktop(), viewer, instance, position, waitMs);
  }

  async suggest(draft: boolean) {
    return suggest(this.#stores, (change) => this.#commit(change), this.#outside, draft);
  }

  async tickets(order: Parameters<CustomerCalls['tickets']>[0]) {
    await this.#outside.ready();
    if (this.#stores.line.person() === null && order.order !== 'own') return refuse('not_found');
    return this.#commit((turn) => obeyOrder(turn, order, seenBy));
  }

  async media(order: Parameters<CustomerCalls['media']>[0]) {
    return this.#commit((turn) => obeyMedia(turn, order));
  }

  async retell() {
    return this.#stores.line.person() !== null && this.#commit((turn) => tellAnew(turn));
  }

  async orders() {
    return ordersOf(this.#stores, this.#outside);
  }

  async assigned(order: Parameters<CustomerCalls['assigned']>[0]) {
    return this.#commit((turn) => assigned(turn, order));
  }

  async waiting(order: Parameters<CustomerCalls['waiting']>[0]) {
    return this.#commit((turn) => waiting(turn, order));
  }

  async arranged(order: Parameters<CustomerCalls['arranged']>[0]) {
    return this.#commit((turn) => arranged(turn, order));
  }

  async place({ session: _session, ...place }: Parameters<CustomerCalls['place']>[0]) {
    this.#place = { type: 'queue', ...place };
    this.#screens.signal(this.#place, 'customer');
  }

  override async fetch(request: Request): Promise<Response> {
    return this.#screens.accept(request);
  }

  override async webSocketMessage(socket: WebSocket, data: string | ArrayBuffer) {
    await guarded(this.#outside, this.#screens, socket, () => onFrame(this.#desktop(), socket, data));
  }

  override async webSocketClose(socket: WebSocket, code: number) {
    this.#screens.closed(socket, code);
  }

  override async alarm() {
    await this.#clockwork.ring();
  }

  /** One transaction; then the alarm, the screens and the letters follow. */
  #commit<Value>(change: (turn: Turn) => Value): Value {
    const { value, news, due } = atomically(this.ctx.storage, this.#stores, () => {
      const id = this.ctx.id.name ?? this.ctx.id.toString();
      const turn = Turn.of(id, this.#stores, surroundingsOf(this.env), Date.now());
      return { value: change(turn), news: turn.news, due: this.#clockwork.arm(turn.now) };
    });
    if (news.length > 0) this.#screens.tell(news);
    this.#clockwork.schedule(due, Date.now());
    return value;
  }

  #desktop(): Desktop {
    return desktopOf(this.#screens, this.#tickets, this.#place, this.#outside, (change) => this.#commit(change));
  }
}
