/** The actor that keeps the people of a deployment: who they are, what they may, who is signed in. */
import { DurableObject } from 'cloudflare:workers';
import type { Role, StaffCalls, StaffMember } from '../../shared/actors.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import type { Env } from '../env.ts';
import { migrate } from '../lib/migrate.ts';
import { ATTEMPT_WINDOW_MS, mayTry, placeOf } from './attempts.ts';
import { freshPassword, hashPassword, outdated, passwordMatches } from './password.ts';
import { allows, creating } from './rights.ts';
import { steps } from './schema.ts';
import { ENTER_CODE_MS, freshMark, hashMark, IDLE_MS, lives, TOUCH_MS, type Session } from './session.ts';
import { StaffStore } from './store.ts';

type Made = Result<{ password: string; member: StaffMember }>;
type SignedIn = Result<{ cookie: string; member: StaffMember }>;

/** One per deployment. */
export class Staff extends DurableObject<Env> implements StaffCalls {
  readonly #store: StaffStore;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, steps);
    this.#store = new StaffStore(ctx.storage.sql);
  }

  async createOwner(order: { login: string; name: string }): Promise<Made> {
    if (this.#store.members().some((one) => one.role === 'owner'))
      return refuse('exists', 'There is an owner already.');
    return this.#add({ ...order, role: 'owner' });
  }

  async create(order: { by: string; login: string; name: string; role: Role }): Promise<Made> {
    const { by, ...wanted } = order;
    const maker = by === 'operator' ? 'owner' : this.#store.byId(by)?.role;
    if (!maker || !allows(maker, creating(order.role))) return refuse('not_allowed');
    return this.#add(wanted);
  }

  async resetPassword(order: { login: string }): Promise<Made> {
    const member = this.#store.byLogin(order.login);
    if (!member) return refuse('not_found', 'There is no member of this name.');
    const password = freshPassword();
    const kept = hashPassword(password);
    this.ctx.storage.transactionSync(() => {
      this.#store.setPassword(member.id, kept);
      this.#store.endAll(member.id, null);
    });
    return { ok: true, password, member: plain(member) };
  }

  async signIn(order: { login: string; password: string; address: string }): Promise<SignedIn> {
    const now = Date.now();
    const place = placeOf(order.address);
    const nameAndPlace = hashMark(`${order.login}\n${place}`);
    if (!mayTry(this.#store.failures(nameAndPlace, place, now - ATTEMPT_WINDOW_MS))) return refuse('rate_limited');
    const member = this.#store.byLogin(order.login);
    if (!passwordMatches(order.password, member?.password ?? null) || !member) {
      this.#store.failed(nameAndPlace, place, now);
      return refuse('wrong_credentials');
    }
    const raised = outdated(member.password) ? hashPassword(order.password) : null;
    return this.ctx.storage.transactionSync(() => {
      if (raised !== null) this.#store.setPassword(member.id, raised);
      this.#store.succeeded(nameAndPlace);
      return this.#begin(member, now);
    });
  }

  async signOut(cookie: string): Promise<void> {
    this.#store.end(hashMark(cookie));
  }

  async whoIs(cookie: string): Promise<Result<{ member: StaffMember }>> {
    const found = this.#signedIn(cookie);
    return found ? { ok: true, member: plain(found.member) } : refuse('not_signed_in');
  }

  async enterCode(order: { login: string }): Promise<Result<{ code: string }>> {
    const member = this.#store.byLogin(order.login);
    if (!member) return refuse('not_found', 'There is no member of this name.');
    const code = freshMark();
    this.#store.keepCode(hashMark(code), member.id, Date.now() + ENTER_CODE_MS);
    return { ok: true, code };
  }

  async enter(code: string): Promise<SignedIn> {
    const now = Date.now();
    return this.ctx.storage.transactionSync(() => {
      const id = this.#store.useCode(hashMark(code), now);
      const member = id === null ? null : this.#store.byId(id);
      return member ? this.#begin(member, now) : refuse('expired', 'The link was used before or is too old.');
    });
  }

  async changePassword(order: {
    cookie: string;
    old: string;
    fresh: string;
  }): Promise<Result<{ member: StaffMember }>> {
    const found = this.#signedIn(order.cookie);
    if (!found) return refuse('not_signed_in');
    if (!passwordMatches(order.old, found.member.password)) return refuse('wrong_credentials');
    const kept = hashPassword(order.fresh);
    this.ctx.storage.transactionSync(() => {
      this.#store.setPassword(found.member.id, kept);
      this.#store.endAll(found.member.id, found.session.hash);
    });
    return { ok: true, member: plain(found.member) };
  }

  async list(cookie: string): Promise<Result<{ members: StaffMember[] }>> {
    const found = this.#signedIn(cookie);
    if (!found) return refuse('not_signed_in');
    if (!allows(found.member.role, 'list-members')) return refuse('not_allowed');
    return { ok: true, members: this.#store.members() };
  }

  #add(wanted: { login: string; name: string; role: Role }): Made {
    if (this.#store.byLogin(wanted.login)) return refuse('exists', 'This name is taken.');
    const member: StaffMember = { id: `m_${freshMark().slice(0, 22)}`, ...wanted };
    const password = freshPassword();
    this.#store.add(member, hashPassword(password), Date.now());
    return { ok: true, password, member };
  }

  #begin(member: StaffMember, now: number): SignedIn {
    const cookie = freshMark();
    this.#store.forgetOld(now - IDLE_MS, now);
    this.#store.begin({ hash: hashMark(cookie), member: member.id, since: now, usedAt: now });
    return { ok: true, cookie, member: plain(member) };
  }

  #signedIn(cookie: string): { session: Session; member: StaffMember & { password: string } } | null {
    const now = Date.now();
    const session = this.#store.session(hashMark(cookie));
    if (!session) return null;
    if (!lives(session, now)) {
      this.#store.end(session.hash);
      return null;
    }
    const member = this.#store.byId(session.member);
    if (member && now - session.usedAt > TOUCH_MS) this.#store.touch(session.hash, now);
    return member ? { session, member } : null;
  }
}

function plain(member: StaffMember): StaffMember {
  return { id: member.id, login: member.login, name: member.name, role: member.role };
}
