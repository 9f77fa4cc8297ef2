/** Who can what, read from the settings once per document. Who stands in no profile and no group can everything. */
import type { ChannelName } from '../../shared/message.ts';
import { classFor, tierFor, tiersOf, type Classed } from '../../shared/service-class.ts';
import type { DeskSettings, Group, ServiceClass } from '../../shared/settings/desk.ts';
import type { Names } from './routing/words.ts';
import type { Session } from './session.ts';

export type Talent = {
  /** In units, by kind of work. */
  capacity: Record<Session['kind'], number>;
  assign: 'auto' | 'offer';
  /** Groups they stand in; null: all. */
  groups: readonly string[] | null;
  /** Level by skill; null: all, at the general level. */
  skills: ReadonlyMap<string, number> | null;
  /** Empty: all. */
  languages: readonly string[];
  channels: readonly ChannelName[];
  /** Groups they help out in when nobody else is free. */
  emergency: readonly string[];
};

export class Roster {
  readonly settings: DeskSettings;
  /** Skills and groups as people read them. */
  readonly names: Names;
  readonly #talents = new Map<string, Talent>();
  readonly #groups: ReadonlyMap<string, Group>;
  readonly #tiers: ReadonlyMap<string, number>;

  constructor(settings: DeskSettings) {
    this.settings = settings;
    this.names = {
      skill: (id) => settings.skills.find((one) => one.id === id) ?? { zh: id, en: id },
      group: (id) => this.group(id) ?? { zh: id, en: id },
    };
    this.#groups = new Map(settings.groups.map((one) => [one.id, one]));
    this.#tiers = tiersOf(settings);
  }

  /** What a member can, by login. */
  of(login: string): Talent {
    const known = this.#talents.get(login);
    if (known) return known;
    const made = this.#read(login);
    this.#talents.set(login, made);
    return made;
  }

  group(id: string): Group | null {
    return this.#groups.get(id) ?? null;
  }

  /** Groups by id that a member is shown in. */
  groupsOf(login: string): string[] {
    return [...(this.of(login).groups ?? this.settings.groups.map((one) => one.id))];
  }

  /** The first group whose skills name it; empty: any. */
  groupFor(skill: string): string {
    return this.settings.groups.find((one) => one.skills.includes(skill))?.id ?? '';
  }

  tierOf(one: { level: string; vip: boolean }): number {
    return tierFor(this.#tiers, one);
  }

  /** The first class a session fits. */
  classOf(one: Classed): ServiceClass | null {
    return classFor(this.settings, one);
  }

  unitsOf(kind: Session['kind'], channel: ChannelName): number {
    const { units } = this.settings;
    if (kind === 'ticket') return units.ticket;
    return channel === 'phone' ? units.phone : units.session;
  }

  #read(login: string): Talent {
    const { settings } = this;
    const profile = settings.profiles.find((one) => one.member === login);
    const groups = settings.groups.filter((one) => one.members.includes(login)).map((one) => one.id);
    const emergency = settings.groups.filter((one) => one.emergency.includes(login)).map((one) => one.id);
    const unnamed = !profile && groups.length === 0 && emergency.length === 0;
    return {
      capacity: { session: profile?.capacity ?? settings.capacity, ticket: settings.ticketCapacity },
      assign: profile?.assign ?? settings.assign,
      groups: unnamed ? null : groups,
      skills: profile ? new Map(profile.skills.map((one) => [one.id, one.level])) : null,
      languages: profile?.languages ?? [],
      channels: profile?.channels ?? [],
      emergency,
    };
  }
}
