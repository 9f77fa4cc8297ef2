/** Offers answered, and sessions given on (会话转接): to a colleague, who is asked, or to a group, at the old place in line. */
import type { DeskOrder } from '../../shared/actors.ts';
import { refuse, type Refusal } from '../../shared/refusal.ts';
import { DECLINED_MS, type Moves, type Scene } from './moves.ts';
import type { Session } from './session.ts';
import { causes, notices, whys } from './words.ts';

/** So long a customer is asked whether they agree. */
export const ASKING_MS = 120_000;

type Transfer = Extract<DeskOrder['act'], { act: 'transfer' }>;

export class Transfers {
  readonly #scene: Scene;
  readonly #moves: Moves;

  constructor(scene: Scene, moves: Moves) {
    this.#scene = scene;
    this.#moves = moves;
  }

  accept(one: Session, agent: string, now: number): Refusal | null {
    if (one.agent === agent) return null;
    const { offer } = one;
    if (!offer || offer.agent !== agent || offer.asking || offer.until <= now) return refuse('floor_moved');
    const { book } = this.#scene;
    const name = book.nameOf(agent);
    const { from, note } = offer;
    if (from === null || one.agent === null) this.#moves.give(one, agent, whys.accepted(name), now);
    else {
      this.#moves.give(one, agent, whys.transferred(book.nameOf(from), name), now, { from, note });
      this.#moves.notice(from, 'transfer-taken', notices.transferTaken(name, one.name), one, now);
    }
    const held = book.agent(agent);
    if (held && held.missed > 0) book.saveAgent({ ...held, missed: 0 });
    return null;
  }

  decline(one: Session, agent: string, now: number): Refusal | null {
    const { offer } = one;
    if (!offer || offer.agent !== agent) {
      return one.declined.some((other) => other.by === agent) ? null : refuse('floor_moved');
    }
    const name = this.#scene.book.nameOf(agent);
    this.#moves.declines(one, agent, now + DECLINED_MS, now);
    if (offer.from === null || one.agent === null) this.#moves.withdraw(one, whys.declined(name), now);
    else this.#stays(one, one.agent, 'transfer-declined', causes.declined(name), now);
    return null;
  }

  transfer(one: Session, by: string, lead: boolean, act: Transfer, now: number): Refusal | null {
    const given = act.to.kind === 'group' && one.pinned && one.group === act.to.group;
    if (given && one.declined.some((other) => other.by === by)) return null;
    if (one.state !== 'agent' || one.agent === null || (one.agent !== by && !lead)) return refuse('floor_moved');
    const note = act.note ?? '';
    if (act.to.kind === 'group') return this.#toGroup(one, one.agent, act.to.group, note, now);
    const to = act.to.agent;
    if (one.offer) return one.offer.agent === to ? null : refuse('wrong_state');
    if (to === one.agent) return refuse('wrong_state');
    const agent = this.#scene.book.agent(to);
    const { roster } = this.#scene;
    const { settings } = roster();
    if (!agent || agent.duty === 'offline' || !agent.connected) return refuse('off_duty');
    const most = roster().of(agent.login).capacity[one.kind];
    if (this.#scene.book.load(to, one.kind) + one.units > most) return refuse('at_capacity');
    // Somebody who doesn't serve this channel goes on by another one (a call, say): that is the customer's to allow.
    const { channels } = roster().of(agent.login);
    const changes = channels.length > 0 && !channels.includes(one.channel);
    const asking = act.askCustomer === true || changes;
    const until = now + (asking ? ASKING_MS : settings.offerMs);
    const why = whys.transferring(this.#scene.book.nameOf(one.agent), agent.name);
    this.#moves.offer(one, { agent: to, until, from: one.agent, note, asking }, why, now);
    return null;
  }

  cancel(one: Session, by: string, lead: boolean, now: number): Refusal | null {
    if (one.giver !== null && (one.giver.agent === by || lead) && one.agent === null) {
      const { agent } = one.giver;
      this.#moves.give(one, agent, whys.stays(this.#scene.book.nameOf(agent), causes.cancelled()), now);
      return null;
    }
    if (one.agent === null || (one.agent !== by && !lead)) return refuse('floor_moved');
    if (one.offer !== null && one.offer.from !== null) {
      this.#moves.withdraw(one, whys.stays(this.#scene.book.nameOf(one.agent), causes.cancelled()), now);
    }
    return null;
  }

  /** What the customer said when asked: only a yes lets the colleague be asked. */
  consent(one: Session, yes: boolean, now: number): void {
    const { offer } = one;
    if (!offer?.asking || one.agent === null) return;
    const { book } = this.#scene;
    if (!yes) return this.#stays(one, one.agent, 'transfer-refused', causes.refused(), now);
    const why = whys.transferring(book.nameOf(one.agent), book.nameOf(offer.agent));
    const until = now + this.#scene.roster().settings.offerMs;
    this.#moves.offer(one, { ...offer, asking: false, until }, why, now);
  }

  #toGroup(one: Session, giver: string, id: string, note: string, now: number): Refusal | null {
    const { settings } = this.#scene.roster();
    const group = this.#scene.roster().group(id);
    if (!group) return refuse('not_found');
    const until = now + settings.transferMs;
    one.offer = null;
    one.group = id;
    one.pinned = true;
    one.giver = { agent: giver, until };
    this.#moves.declines(one, giver, until, now);
    const why = whys.toGroup(this.#scene.book.nameOf(giver), group);
    this.#moves.line(one, why, now, { why: 'transfer', from: giver, note });
    return null;
  }

  #stays(
    one: Session,
    agent: string,
    code: 'transfer-declined' | 'transfer-refused',
    because: ReturnType<typeof causes.refused>,
    now: number,
  ): void {
    this.#moves.withdraw(one, whys.stays(this.#scene.book.nameOf(agent), because), now);
    this.#moves.notice(agent, code, notices.transferStays(one.name, because), one, now);
  }
}
