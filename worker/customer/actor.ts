/** What every person's actor stands on: tables, screens, letters, one clock, and one transaction at a time. */
import { DurableObject } from 'cloudflare:workers';
import type { Address, Viewer } from '../../shared/actors.ts';
import type { OwnOrder, OwnOutcome } from '../../shared/own-calls.ts';
import type { MergeOrder, MergeReply } from '../../shared/merge.ts';
import { refuse, type Refusal, type Result } from '../../shared/refusal.ts';
import type { Env } from '../env.ts';
import { migrate } from '../lib/migrate.ts';
import { Tickets } from '../lib/tickets.ts';
import { assistOf } from './assist.ts';
import { Clockwork } from './clockwork.ts';
import type { Outside } from './deliver.ts';
import { buried } from './merge/calls.ts';
import type { Merging } from './merge/driver.ts';
import { mergingOf } from './merge/outside.ts';
import type { Relayed } from './merge/store.ts';
import { erase } from './own/erase.ts';
import { forgetAt } from './own/forgetting.ts';
import { Grave } from './own/grave.ts';
import { outsideOf, postOf, surroundingsOf } from './outside.ts';
import { desktopOf, guarded, onFrame, seenBy, type Desktop } from './reception.ts';
import { steps } from './schema.ts';
import { Screens } from './screens.ts';
import { settleCutOff } from './sending.ts';
import { atomically, inVain, storesOf } from './stores.ts';
import { suggest } from './suggest.ts';
import { Turn, type Stores } from './turn.ts';

/** Sockets and the alarm arrive here. Its own parts are fields, not methods: what is no method can't be called from outside. */
export abstract class LineActor extends DurableObject<Env> {
  protected readonly stores: Stores;
  protected readonly screens: Screens;
  protected readonly outside: Outside;
  /** Place in line as last told, for screens that come back. */
  protected queued: Desktop['place'] = null;
  readonly #tickets: Desktop['tickets'] = new Tickets();
  readonly #drain: ReturnType<typeof postOf>;
  readonly #clockwork: Clockwork;
  readonly #grave: Grave;
  protected readonly merging: Merging;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, steps);
    this.stores = storesOf(ctx.storage.sql);
    this.screens = new Screens(ctx, this.stores.line);
    this.outside = outsideOf(env, ctx.id, this.stores.line);
    this.#grave = new Grave(ctx.storage, this.stores, {
      forget: (customer, one) => forgetAt(env, customer, one),
      fault: (error) => this.outside.fault('forget', error),
    });
    this.#clockwork = new Clockwork(ctx.storage, this.stores, {
      tick: () =>
        this.merging.tick(Date.now()) && this.commit((turn) => this.#clockwork.tick(turn, this.outside.knowledge)),
      ends: () => this.screens.guests.endsAt(),
      leave: () => (this.#grave.stone ? this.#grave.ring() : this.#drain.run()),
      fault: (error) => this.outside.fault('clock', error),
    });
    const letters = () => (this.#grave.stone ? null : this.stores.letters);
    this.merging = mergingOf(ctx, env, this.stores, this.outside, this.#run, () => this.#drain.lanes);
    const post = { machine: this.merging, run: this.#run };
    this.#drain = postOf(letters, (change) => this.commit(change), this.outside, post);
    const suggests = () => suggest(this.stores, this.commit, this.outside, false);
    this.screens.assist = assistOf(env, this.stores, this.screens, this.outside, suggests);
    if (this.stores.letters.flying().length > 0) this.commit(settleCutOff);
  }

  /** One transaction; then the alarm, the screens and the letters follow. */
  protected readonly commit = <Value>(change: (turn: Turn) => Value): Value => {
    if (this.#grave.stone) return inVain(this.ctx.storage, this.stores, () => change(this.#turn()));
    this.merging.guard();
    return this.#run(change);
  };

  /** The same, wherever the line is. */
  readonly #run = <Value>(change: (turn: Turn) => Value): Value => {
    const { value, news, due } = atomically(this.ctx.storage, this.stores, () => {
      const turn = this.#turn();
      return { value: change(turn), news: turn.news, due: this.#clockwork.arm(turn.now) };
    });
    this.screens.tell(this.outside.committed(news));
    this.#clockwork.schedule(due, Date.now());
    return value;
  };

  #turn(): Turn {
    const around = surroundingsOf(this.env, (one) => this.screens.here(one));
    return Turn.of(this.ctx.id, this.stores, around, Date.now());
  }

  /** Who was erased is asked in vain; who went into another line is asked there (plain results `moved` and `wait`). */
  protected living<Value>(act: () => Value, at: Address | Viewer | null = null): Value | Refusal {
    if (this.#grave.stone) return refuse('erased');
    return this.merging.door(act, at);
  }

  /** Takes what was heard over an address; where the line is on its way it is kept, and follows. */
  protected heard<Value>(relayed: Relayed, address: Address, act: () => Value) {
    const kept = this.#grave.stone ? null : this.merging.relay(relayed, address);
    return kept ?? this.living(act, address);
  }

  /** What another line says or asks about a merge of the two. */
  async merge(order: MergeOrder): Promise<MergeReply> {
    await this.outside.ready();
    if (order.order === 'bury') return this.#grave.bury(this.merging.left);
    return this.#grave.stone ? buried(order) : this.merging.asked(order);
  }

  /** Everything goes in one transaction, and their screens with it; whoever asked waits a while for the others to have forgotten. */
  protected async erase({ viewer, confirmation }: Extract<OwnOrder, { order: 'erase' }>): Promise<Result<OwnOutcome>> {
    if (!this.#grave.stone) {
      const end = () => {
        const turn = this.#turn();
        const erased = erase(turn, seenBy(turn, viewer), confirmation);
        if (erased.ok) this.#grave.arm();
        return erased;
      };
      const done = this.living(() => atomically(this.ctx.storage, this.stores, end), viewer);
      if (!done.ok) return done;
      this.screens.end();
    }
    const { stone } = this.#grave;
    if (stone?.word !== confirmation) return refuse('erased');
    await this.#grave.ring();
    return { ok: true, erased: this.#grave.told(stone) };
  }

  protected readonly desktop = (): Desktop =>
    desktopOf(this.screens, this.#tickets, this.queued, this.outside, this.commit);

  override async fetch(request: Request): Promise<Response> {
    return this.screens.accept(request);
  }

  override async webSocketMessage(socket: WebSocket, data: string | ArrayBuffer) {
    await guarded(this.outside, this.screens, socket, () =>
      this.#grave.stone ? this.screens.end() : this.merging.shut || onFrame(this.desktop(), socket, data),
    );
  }

  override async webSocketClose(socket: WebSocket, code: number) {
    this.outside.note('closed', 'line');
    this.screens.closed(socket, code);
  }

  override async alarm() {
    await (this.#grave.stone ? this.#grave.ring() : this.#clockwork.ring());
  }
}
