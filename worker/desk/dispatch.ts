/** The routing policy over the book: told what changed, asked who is next. */
import { promiseFor } from '../../shared/service-class.ts';
import type { DeskSettings } from '../../shared/settings/desk.ts';
import type { Scene } from './moves.ts';
import type { Roster } from './roster.ts';
import { usualRules, type AgentFacts, type Known, type RoutingRules, type WorkFacts } from './routing/facts.ts';
import { nothingLearned, type Learned } from './routing/learn.ts';
import { occupancyAt, type Occupancy } from './routing/occupancy.ts';
import { Router } from './routing/router.ts';
import { isPresent, isWaiting, shownDuty, type Agent, type Session } from './session.ts';

/** Who serves somebody again is given them as if they had waited so much longer (熟客). */
const KNOWN_BONUS_MS = 60_000;
/** What was learnt is written down so often, at most. */
const KEEP_LEARNED_MS = 60_000;

export class Dispatch {
  readonly #scene: Scene;
  #router: { router: Router; roster: Roster } | null = null;
  #learned: Learned | null = null;
  #keptAt = 0;
  readonly #busy = new Map<string, Occupancy & { holding: number }>();
  /** Groups whose business was closed when it was looked at last. */
  #closed = new Set<string>();
  /** Messages left: in line again, they are told again when nobody is there. */
  readonly #left = new Set<string>();

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** Takes what changed in the book, in the settings, and by business hours. */
  sync(now: number): Router {
    const { book } = this.#scene;
    const roster = this.#scene.roster();
    const turned = this.#hours(roster, now);
    const changed = book.changed();
    if (changed === null || this.#router?.roster !== roster) return this.#anew(roster, now);
    const { router } = this.#router;
    for (const id of changed.agents) {
      const agent = book.agent(id);
      if (agent) router.setAgent(this.#agentFacts(agent, roster, now));
    }
    const sessions = turned ? [...book.sessions()].map((one) => one.session) : changed.sessions;
    for (const id of sessions) this.#session(router, roster, id, now);
    return router;
  }

  /** Groups whose business is closed; empty: the desk's own. */
  get closed(): ReadonlySet<string> {
    return this.#closed;
  }

  /** Of this one it is to be said again, when it changes, that nobody is there for it. */
  again(id: string): void {
    this.#left.add(id);
  }

  /** A service by a person ended. */
  served(one: Session, ms: number): void {
    this.#router?.router.served(promiseFor(this.#router.roster.settings, one).id, ms);
  }

  /** Writes down what was learnt, now and then. */
  keep(now: number): void {
    if (!this.#learned || (now - this.#keptAt < KEEP_LEARNED_MS && now >= this.#keptAt)) return;
    this.#keptAt = now;
    this.#scene.store.saveLearned(JSON.stringify(this.#learned));
  }

  #anew(roster: Roster, now: number): Router {
    const { book } = this.#scene;
    const text = this.#learned ? null : this.#scene.store.learned();
    this.#learned ??= text === null ? nothingLearned() : { ...nothingLearned(), ...(JSON.parse(text) as Learned) };
    const router = new Router(rulesOf(roster), this.#learned);
    this.#router = { router, roster };
    for (const agent of book.agents()) router.setAgent(this.#agentFacts(agent, roster, now));
    for (const one of book.sessions()) if (isWaiting(one)) this.#session(router, roster, one.session, now);
    return router;
  }

  /** Whether some business opened or closed since. */
  #hours({ settings }: Roster, now: number): boolean {
    const shut = new Set(['', ...settings.groups.map((one) => one.id)].filter((id) => !this.#scene.open(id, now)));
    const turned = shut.size !== this.#closed.size || [...shut].some((id) => !this.#closed.has(id));
    this.#closed = shut;
    return turned;
  }

  #session(router: Router, roster: Roster, id: string, now: number): void {
    const one = this.#scene.book.session(id);
    const waits = one !== null && isWaiting(one) && one.offer === null && !this.#closed.has(one.group);
    const known = router.waits(id);
    if (known && (!waits || (one.state === 'queued' && this.#left.has(id)))) router.leave(id);
    if (waits && one.state === 'left-message') this.#left.add(id);
    else this.#left.delete(id);
    if (waits) router.wait(this.#workFacts(one, roster), now, !known && one.takenAt === null);
  }

  #workFacts(one: Readonly<Session>, roster: Roster): WorkFacts {
    const { settings } = roster;
    const place = one.place ?? one.since;
    const asked = settings.skills.find((skill) => skill.id === one.skill);
    const need = asked ? { skill: asked.id, level: 1 } : null;
    const { id, targetMs, weight } = promiseFor(settings, one);
    return {
      id: one.session,
      kind: one.kind,
      group: one.group === '' ? null : one.group,
      required: need && asked?.required ? [need] : [],
      optional: need && asked && !asked.required ? [{ ...need, until: place + asked.relaxMs }] : [],
      urgency: one.urgency,
      tier: roster.tierOf(one),
      sla: { id, targetMs, weight },
      language: one.language === '' ? null : one.language,
      channel: one.channel,
      preferred: knownTo(one, settings),
      place,
      units: one.units,
      declined: one.declined.map((other) => ({ agent: other.by, until: other.until })),
      agent: one.agent,
    };
  }

  /** Who lost the connection a moment ago is on duty still, but is given nothing new. */
  #agentFacts(agent: Readonly<Agent>, roster: Roster, now: number): AgentFacts {
    const talent = roster.of(agent.login);
    const load = {
      session: this.#scene.book.load(agent.id, 'session'),
      ticket: this.#scene.book.load(agent.id, 'ticket'),
    };
    const shown = shownDuty(agent, now);
    const before = this.#busy.get(agent.id) ?? { share: 0, at: now, holding: 0 };
    const occupancy = { share: occupancyAt(before, before.holding, now), at: now };
    this.#busy.set(agent.id, { ...occupancy, holding: load.session / Math.max(1, talent.capacity.session) });
    return {
      id: agent.id,
      name: agent.name,
      skills: talent.skills ? Object.fromEntries(talent.skills) : null,
      groups: talent.groups,
      languages: talent.languages,
      channels: talent.channels,
      capacity: talent.capacity,
      load,
      state: shown === 'online' && !agent.connected ? 'busy' : shown,
      available: isPresent(agent, roster.settings.awayMs, now),
      idleSince: agent.givenAt,
      occupancy,
      emergency: talent.emergency,
    };
  }
}

/** Whom a customer knows, as the order of choice names them: who stands at its front is waited for, further back only decides. */
function knownTo({ preferred }: Readonly<Session>, { choice, preferredMs }: DeskSettings): Known[] {
  const ahead = choice.findIndex((one) => one !== 'last' && one !== 'owner');
  return choice.flatMap((criterion, at) =>
    preferred
      .filter((one) => one.why === criterion)
      .map((one) => {
        const awaited = ahead < 0 || at < ahead;
        return { ...one, bonusMs: awaited ? KNOWN_BONUS_MS : 0, holdMs: awaited ? preferredMs : 0 };
      }),
  );
}

/** Where nobody made promises, urgent ones go first and the others as they came. */
function rulesOf({ settings }: Roster): RoutingRules {
  const groups = Object.fromEntries(
    settings.groups.map(({ id, overflow, emergencyMs, full, beyond }) => [
      id,
      // Whoever is not asked while its people are full still helps when none of them is on duty.
      { overflow, emergencyMs: full === 'emergency' ? emergencyMs : Infinity, beyond: full === 'share' ? beyond : 0 },
    ]),
  );
  const promised = settings.classes.length > 0;
  return {
    ...usualRules,
    groups,
    choice: settings.choice,
    yieldLate: promised,
    ...(promised ? {} : { reserveRisk: 0, leadMs: 0, evenMs: 0 }),
  };
}
