/** One turn: everything that one event changes on the line, in one transaction. Decides nothing; keeps order and facts whole. */
import type { Body, Message, Reason, Speaker } from '../../shared/message.ts';
import type { Change, EndpointView, SessionState } from '../../shared/line.ts';
import { keptDialogs } from '../brain/flow/kept.ts';
import { afterWaiting } from '../brain/meanwhile.ts';
import { freshMind, type Mind } from '../brain/think.ts';
import { announceMessage, announceOpening, announceSession } from './announce.ts';
import { oweDirectory } from './owing-directory.ts';
import type { Draft } from './draft.ts';
import { oweInspection } from './inspection.ts';
import { fileIn } from './media/forgetting.ts';
import { endsForAll } from './merge/again.ts';
import { masked } from './name.ts';
import { whyNotTheirs } from './reach/lease.ts';
import { oweSend } from './reach/owing.ts';
import type { Weight } from './reach/planning.ts';
import { audienceOf } from './rows.ts';
import { freshService, stepped, viewOf, type Session } from './sessions.ts';
import type { Stores } from './stores.ts';
import type { Surroundings } from './surroundings.ts';
import type { ChangeRow, Endpoint, Person } from './store.ts';

export type { Stores } from './stores.ts';
export type { Surroundings } from './surroundings.ts';

/** A robot session nobody writes in closes by itself after this long. */
export const ROBOT_IDLE_MS = 2 * 3_600_000;
/** Several changes within this time reach the agent's list as one row. */
const SEAT_COALESCE_MS = 120;

export class Turn {
  readonly now: number;
  readonly line: Stores['line'];
  readonly sessions: Stores['sessions'];
  readonly letters: Stores['letters'];
  readonly tickets: Stores['tickets'];
  readonly media: Stores['media'];
  readonly card: Stores['card'];
  readonly own: Stores['own'];
  readonly profile: Stores['profile'];
  readonly calls: Stores['calls'];
  readonly reach: Stores['reach'];
  readonly appointments: Stores['appointments'];
  readonly offers: Stores['offers'];
  readonly around: Surroundings;
  readonly person: Person;
  /** What this turn changed, in order: told to the screens once it is committed. */
  readonly news: ChangeRow[] = [];
  #head: number;

  constructor(now: number, stores: Stores, around: Surroundings, person: Person) {
    this.now = now;
    this.line = stores.line;
    this.sessions = stores.sessions;
    this.letters = stores.letters;
    this.tickets = stores.tickets;
    this.media = stores.media;
    this.card = stores.card;
    this.own = stores.own;
    this.profile = stores.profile;
    this.calls = stores.calls;
    this.reach = stores.reach;
    this.appointments = stores.appointments;
    this.offers = stores.offers;
    this.around = around;
    this.person = person;
    this.#head = stores.line.head();
  }

  /** A turn of the person an object is named after; their row is made by the first one. */
  static of(id: { name?: string; toString(): string }, stores: Stores, around: Surroundings, now: number): Turn {
    const { line } = stores;
    const person = line.person() ?? line.createPerson(id.name ?? id.toString(), crypto.randomUUID(), now);
    return new Turn(now, stores, around, person);
  }

  get head(): number {
    return this.#head;
  }

  /** Rows came or went beside this turn: its next change follows them. */
  reread(): void {
    this.#head = this.line.head();
  }

  /** Puts one visible change on the line. */
  change(audience: 'all' | 'staff', endpoint: string, change: Change, home = this.homeOf(endpoint)): number {
    this.#head += 1;
    const row = { revision: this.#head, audience, endpoint, home, at: this.now, change };
    this.line.addChange(row);
    this.news.push(row);
    return this.#head;
  }

  /** Whose a row is: its address's person; of one without address the person's at whose address the encounter is. */
  homeOf(endpoint: string, session: Session | null = null): string {
    if (!this.line.homes.isShared()) return '';
    const address = endpoint === '' ? (session ?? this.sessions.latest())?.endpoint : endpoint;
    return address === undefined ? '' : (this.line.endpoint(address)?.home ?? '');
  }

  /** Appends a message at the next revision and at the next position of its endpoint. */
  append(draft: Draft, session: Session | null): Message {
    const { endpoint } = draft;
    if (endpoint) {
      endpoint.position += 1;
      if (draft.direction === 'in') endpoint.lastInboundAt = this.now;
      this.line.saveEndpoint(endpoint);
    }
    const message: Message = {
      id: this.around.freshId('m'),
      revision: this.#head + 1,
      endpoint: endpoint?.id ?? '',
      channel: endpoint?.channel ?? null,
      position: endpoint?.position ?? 0,
      direction: draft.direction,
      speaker: draft.speaker,
      body: draft.body,
      at: this.now,
      session: session?.id ?? null,
      status: draft.status,
    };
    if (draft.source) message.source = draft.source;
    if (draft.client) message.client = draft.client;
    if (draft.quote) message.quote = draft.quote;
    if (draft.mentions) message.mentions = draft.mentions;
    if (draft.automatic) message.automatic = draft.automatic;
    const home = this.homeOf(message.endpoint, session);
    this.line.addMessage(message, home);
    const file = fileIn(message.body);
    if (file !== null) this.media.use(file, this.now, home);
    this.change(audienceOf(message), message.endpoint, { kind: 'message', message }, home);
    announceMessage(this, message);
    oweDirectory(this);
    return message;
  }

  /**
   * Says something to the customer on one of their addresses; owed to the provider where the socket is not the send. Words too
   * long for one send become several messages: answers the first. `weight`: whose words they are, where the speaker doesn't say it.
   */
  say(
    endpoint: Endpoint,
    session: Session | null,
    speaker: Speaker,
    body: Body,
    { weight, ...more }: Pick<Draft, 'source' | 'client' | 'quote' | 'automatic'> & { weight?: Weight } = {},
  ): Message {
    const [first = body, ...rest] = this.around.split(endpoint, body);
    const say = { endpoint, direction: 'out', speaker, status: 'queued' } as const;
    const message = oweSend(this, this.append({ ...say, body: first, ...more }, session), endpoint, weight);
    for (const part of rest) oweSend(this, this.append({ ...say, body: part }, session), endpoint, weight);
    return message;
  }

  /** A grey line on the customer's screens; leaves by no provider. */
  system(session: Session | null, text: string): Message {
    return this.append(
      { endpoint: null, direction: 'out', speaker: { kind: 'system' }, body: { kind: 'text', text }, status: 'sent' },
      session,
    );
  }

  status(message: Message, status: Message['status'], reason: Reason | null): void {
    this.line.setStatus(message.id, status, reason);
    const change: Change = { kind: 'status', id: message.id, status };
    if (reason) change.reason = reason;
    this.change(audienceOf(message), message.endpoint, change);
  }

  endpointChanged(endpoint: Endpoint): void {
    this.line.saveEndpoint(endpoint);
    oweDirectory(this);
    this.change('staff', endpoint.id, { kind: 'endpoint', endpoint: this.viewEndpoint(endpoint) });
  }

  viewEndpoint(endpoint: Endpoint): EndpointView {
    const view: EndpointView = {
      id: endpoint.id,
      channel: endpoint.channel,
      account: endpoint.account,
      accountName: this.around.accountName(endpoint),
      label: masked(endpoint),
      window: endpoint.window,
      lastInboundAt: endpoint.lastInboundAt,
    };
    if (endpoint.channel === 'wechat') {
      view.counts = endpoint.counts.scenes.map(({ left, endsAt }) => ({ left, endsAt }));
      view.window = view.counts.reduce<EndpointView['window']>(longer, null);
    }
    const blocked = endpoint.blocked ?? whyNotTheirs(endpoint, this.now);
    if (blocked) view.blocked = blocked;
    return view;
  }

  /** Opens the session of a first word; the robot holds the floor. */
  openSession(endpoint: Endpoint): Session {
    const last = this.sessions.latest();
    const mind: Mind = last
      ? { ...freshMind, language: last.mind.language, greeted: true, ...keptDialogs(last.mind) }
      : freshMind;
    const session: Session = {
      id: this.around.freshId('s'),
      state: 'robot',
      openedAt: this.now,
      closedAt: null,
      endpoint: endpoint.id,
      fence: (last?.fence ?? 0) + 1,
      turn: 0,
      version: 0,
      agent: null,
      mind,
      handover: null,
      waitingSince: null,
      rating: null,
      ratingAsked: false,
      idleAt: this.now + ROBOT_IDLE_MS,
      number: this.around.freshNumber(this.now),
      notice: null,
      owed: null,
      robotOffer: null,
      service: { ...freshService },
    };
    announceOpening(this, session);
    return session;
  }

  /** Moves the session to a state: fence, facts to the desk, the agent's list and all screens follow. `given`: on, by a colleague. */
  move(session: Session, state: SessionState, given = false): void {
    session.state = state;
    if (state !== 'closed') {
      const step = { at: this.now, state, ...(session.agent ? { agent: session.agent } : {}) };
      session.service.steps = stepped(session.service, given ? { ...step, given } : step);
    }
    session.fence += 1;
    session.owed = null;
    if (session.robotOffer === 'asked') session.robotOffer = null;
    if (state === 'robot' || state === 'closed') session.notice = null;
    if (state === 'robot' || state === 'closed' || state === 'agent') session.mind = afterWaiting(session.mind);
    session.idleAt = state === 'robot' ? this.now + ROBOT_IDLE_MS : null;
    if (state === 'closed') {
      session.closedAt = this.now;
      endsForAll(this, session);
    }
    this.keepSession(session, true);
    announceSession(this, session);
    oweInspection(this, session);
  }

  /** Saves the session; `visible` also shows it on the screens and tells the desk. */
  keepSession(session: Session, visible: boolean): void {
    if (visible) {
      this.#oweFact(session);
      this.change('all', '', { kind: 'session', session: viewOf(session) }, this.homeOf('', session));
      oweDirectory(this);
    }
    this.sessions.save(session);
  }

  /** Saves what the desk alone must know of it. */
  tellDesk(session: Session): void {
    this.#oweFact(session);
    this.sessions.save(session);
  }

  #oweFact(session: Session): void {
    session.version += 1;
    const { id } = session;
    this.letters.owe({ lane: 'desk', kind: 'desk', key: `desk:${id}`, body: id, dueAt: this.now });
  }

  /** The agent's list row is owed anew; it is made when it leaves, so that only the newest travels. */
  oweSeat(agent: string): void {
    const others = this.sessions.latest()?.service.collaborators ?? [];
    for (const one of [agent, ...others.map(({ id }) => id)]) {
      const lane = `seat:${one}`;
      this.letters.owe({ lane, kind: 'seat', key: lane, body: one, dueAt: this.now + SEAT_COALESCE_MS });
    }
  }

  oweGone(agent: string, session: string): void {
    this.letters.owe({
      lane: `seat:${agent}`,
      kind: 'gone',
      key: `gone:${agent}:${session}`,
      body: JSON.stringify({ agent, session, revision: this.#head }),
      dueAt: this.now,
    });
  }
}

/** The window that lasts longest: what a screen shows that knows no scenes. */
const longer = (found: EndpointView['window'], one: { left: number; endsAt: number }) =>
  found && found.endsAt > one.endsAt ? found : one;
