/** What people do at the desk: take, return, answer an offer, give on, bring in, and what leads may. Asked twice, done once. */
import type { DeskCalls, DeskOrder } from '../../shared/actors.ts';
import { refuse, type Refusal, type Result } from '../../shared/refusal.ts';
import { DECLINED_MS, type Moves, type Scene } from './moves.ts';
import type { Agent, Session } from './session.ts';
import { Transfers } from './transfers.ts';
import { notices, whys } from './words.ts';

type Order<Name extends 'take' | 'giveBack'> = Parameters<DeskCalls[Name]>[0];
type Done = Result<{ turn: number }>;

export class Orders {
  readonly #scene: Scene;
  readonly #moves: Moves;
  readonly #transfers: Transfers;

  constructor(scene: Scene, moves: Moves) {
    this.#scene = scene;
    this.#moves = moves;
    this.#transfers = new Transfers(scene, moves);
  }

  /** By hand: waiting, left as a message, with the robot, or (by force) from another agent. */
  take(order: Order<'take'>, now: number): Done {
    const agent = this.#scene.book.agent(order.agent);
    if (!agent || agent.duty === 'offline') return refuse('off_duty');
    const one = this.#open(order.session);
    if ('ok' in one) return one;
    if (one.agent === agent.id) return { ok: true, turn: one.turn };
    const asked = one.offer !== null && one.offer.agent !== agent.id;
    if ((one.agent !== null || asked) && !order.force) return refuse('floor_moved');
    const mine = one.offer?.agent === agent.id;
    if (!mine && !order.force && this.#full(agent, one)) return refuse('at_capacity');
    if (one.agent !== null)
      this.#moves.notice(one.agent, 'taken-over', notices.takenOver(agent.name, one.name), one, now);
    const why = whys.took(agent.name, this.#from(one));
    this.#moves.give(one, agent.id, why, now, { patient: one.state === 'left-message' });
    return { ok: true, turn: one.turn };
  }

  /** Back to its place in line; not given to the same agent again by itself for a while. */
  giveBack(order: Order<'giveBack'>, now: number): Done {
    const one = this.#scene.book.session(order.session);
    if (!one) return refuse('no_session');
    if (one.agent !== order.agent) {
      const repeated = one.declined.some((other) => other.by === order.agent);
      return repeated ? { ok: true, turn: one.turn } : refuse('floor_moved');
    }
    this.#moves.declines(one, order.agent, now + DECLINED_MS, now);
    one.offer = null;
    this.#moves.line(one, whys.returned(this.#scene.book.nameOf(order.agent)), now, { why: 'returned' });
    return { ok: true, turn: one.turn };
  }

  act(order: DeskOrder, now: number): Done {
    const { act } = order;
    if (act.act === 'set-duty') return this.#setDuty(order, act, now);
    const one = this.#open(act.session);
    if ('ok' in one) {
      const ended = act.act === 'force-close' && order.lead && one.code === 'session_closed';
      return ended ? { ok: true, turn: this.#scene.book.session(act.session)?.turn ?? 0 } : one;
    }
    // Who works on a ticket is decided where the ticket is; here it is only offered.
    if (one.kind === 'ticket' && act.act !== 'accept' && act.act !== 'decline') return refuse('wrong_state');
    const refused = this.#do(order, one, now);
    return refused ?? { ok: true, turn: this.#scene.book.session(one.session)?.turn ?? one.turn };
  }

  /** What the customer said when asked whether they agree to a transfer. */
  consent(one: Session, yes: boolean, now: number): void {
    this.#transfers.consent(one, yes, now);
  }

  #do({ agent, lead, act }: DeskOrder, one: Session, now: number): Refusal | null {
    switch (act.act) {
      case 'accept':
        return this.#transfers.accept(one, agent.id, now);
      case 'decline':
        return this.#transfers.decline(one, agent.id, now);
      case 'transfer':
        return this.#transfers.transfer(one, agent.id, lead, act, now);
      case 'cancel-transfer':
        return this.#transfers.cancel(one, agent.id, lead, now);
      case 'invite':
        return this.#invite(one, agent, lead, act, now);
      case 'join':
        return this.#join(one, agent.id);
      case 'leave':
        return this.#leave(one, agent.id, act.agent ?? agent.id, lead, now);
      case 'hand-floor':
        return this.#handFloor(one, agent.id, act.agent, now);
      case 'assign':
        return lead ? this.#assign(one, agent, act.agent, now) : refuse('not_allowed');
      case 'force-close':
        return lead ? this.#forceClose(one, agent, act.reason, now) : refuse('not_allowed');
      case 'set-duty':
        return null;
    }
  }

  #invite(
    one: Session,
    by: { id: string; name: string },
    lead: boolean,
    act: { agent: string; note?: string | undefined },
    now: number,
  ): Refusal | null {
    if (one.state !== 'agent' || (one.agent !== by.id && !lead)) return refuse('floor_moved');
    const { book } = this.#scene;
    if (!book.agent(act.agent) || act.agent === one.agent) return refuse('wrong_state');
    if (one.collaborators.some((other) => other.id === act.agent)) return null;
    if (one.collaborators.length >= MOST_COLLABORATORS) return refuse('at_capacity');
    one.collaborators = [...one.collaborators, { id: act.agent, joined: false }];
    this.#moves.joined(one, now);
    const words = notices.invited(book.nameOf(by.id), one.name, act.note ?? '');
    this.#moves.notice(act.agent, 'invited', words, one, now);
    return null;
  }

  #join(one: Session, agent: string): Refusal | null {
    const mine = one.collaborators.find((other) => other.id === agent);
    if (!mine) return refuse('floor_moved');
    if (mine.joined) return null;
    one.collaborators = one.collaborators.map((other) => (other.id === agent ? { ...other, joined: true } : other));
    this.#scene.book.saveSession(one);
    return null;
  }

  #leave(one: Session, by: string, who: string, lead: boolean, now: number): Refusal | null {
    if (who !== by && one.agent !== by && !lead) return refuse('floor_moved');
    if (!one.collaborators.some((other) => other.id === who)) return null;
    one.collaborators = one.collaborators.filter((other) => other.id !== who);
    this.#moves.joined(one, now);
    return null;
  }

  /** The owner and one who was brought in change places. */
  #handFloor(one: Session, by: string, to: string, now: number): Refusal | null {
    if (one.agent === to) return null;
    if (one.agent !== by || one.state !== 'agent') return refuse('floor_moved');
    const agent = this.#scene.book.agent(to);
    if (!agent || agent.duty === 'offline') return refuse('off_duty');
    if (!one.collaborators.some((other) => other.id === to)) return refuse('wrong_state');
    if (this.#full(agent, one)) return refuse('at_capacity');
    one.collaborators = [...one.collaborators.filter((other) => other.id !== to), { id: by, joined: true }];
    const name = this.#scene.book.nameOf(by);
    this.#moves.give(one, to, whys.floorGiven(name, agent.name), now, { from: by });
    this.#moves.notice(to, 'floor-given', notices.floorGiven(name, one.name), one, now);
    return null;
  }

  #assign(one: Session, lead: { id: string; name: string }, to: string, now: number): Refusal | null {
    if (one.agent === to) return null;
    const agent = this.#scene.book.agent(to);
    if (!agent || agent.duty === 'offline') return refuse('off_duty');
    if (one.agent !== null) {
      this.#moves.notice(one.agent, 'taken-over', notices.takenOver(agent.name, one.name), one, now);
    }
    const more = one.agent === null ? {} : { from: one.agent };
    this.#moves.give(one, to, whys.assignedBy(lead.name, agent.name), now, more);
    this.#moves.notice(to, 'assigned', notices.assigned(lead.name, one.name), one, now);
    return null;
  }

  #forceClose(one: Session, lead: { id: string; name: string }, reason: string, now: number): Refusal | null {
    const { agent } = one;
    one.why = whys.forceClosed(lead.name, reason);
    one.turn += 1;
    this.#scene.store.addDecision({ ...one, state: 'closed', at: now, why: one.why });
    this.#moves.close(one, now);
    this.#scene.letters.owe(one, { kind: 'ended', by: lead, reason }, now);
    if (agent !== null && agent !== lead.id) {
      this.#moves.notice(agent, 'force-closed', notices.forceClosed(lead.name, one.name, reason), one, now);
    }
    return null;
  }

  #setDuty(order: DeskOrder, act: Extract<DeskOrder['act'], { act: 'set-duty' }>, now: number): Done {
    if (!order.lead) return refuse('not_allowed');
    const agent = this.#scene.book.agent(act.agent);
    if (!agent) return refuse('not_found');
    if (agent.duty === act.duty && agent.reason === (act.reason ?? null)) return { ok: true, turn: agent.version };
    const reason = act.reason === undefined ? {} : { reason: act.reason };
    this.#moves.saveAgent({ ...agent, duty: act.duty, reason: act.reason ?? null, wrapUntil: null }, now);
    const words = notices.dutyForced(order.agent.name);
    const duty = { key: `lead:${order.agent.id}:${now}`, duty: act.duty, ...reason, by: order.agent, words };
    this.#scene.letters.tell(agent.id, { kind: 'duty', duty }, now);
    return { ok: true, turn: agent.version };
  }

  #open(id: string): Session | Refusal {
    const one = this.#scene.book.session(id);
    if (!one) return refuse('no_session');
    return one.state === 'closed' ? refuse('session_closed') : one;
  }

  #from(one: Session) {
    if (one.agent !== null) return whys.fromAgent(this.#scene.book.nameOf(one.agent));
    if (one.state === 'left-message') return whys.fromMessages();
    return one.state === 'robot' ? whys.fromRobot() : whys.fromLine();
  }

  #full(agent: Agent, one: Session): boolean {
    const most = this.#scene.roster().of(agent.login).capacity[one.kind];
    return this.#scene.book.load(agent.id, one.kind) + one.units > most;
  }
}

const MOST_COLLABORATORS = 5;
