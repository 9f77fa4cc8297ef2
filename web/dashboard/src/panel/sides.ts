import type { AlikePair, PersonSide } from '../../../../shared/alike-desk.ts';

/** One line of the comparison: what each side has, and whether both have something and not the same. */
export type Compared = { id: string; label: string; sides: [string[], string[]]; differs: boolean };

export type Spoken = {
  label(part: 'known' | 'since' | 'addresses' | 'session' | 'tickets' | 'card' | 'consents'): string;
  time(at: number): string;
  address(channel: PersonSide['addresses'][0]['channel'], label: string): string;
  session(session: NonNullable<PersonSide['session']>): string;
  ticket(ticket: PersonSide['tickets'][0]): string;
  consent(consent: PersonSide['consents'][0]): string;
  /** Fields of the card in the order they are shown; ids that are not named here are shown last. */
  fields: readonly { id: string; label: string }[];
  tags: string;
  owner: string;
  level: string;
};

/** The survivor first. */
export function ordered({ survivor, sides }: AlikePair): [PersonSide, PersonSide] {
  const [one, other] = sides;
  return one.customer === survivor ? [one, other] : [other, one];
}

/** Everything that is there of either, side by side; what neither has stands in no line, but for the parts every comparison shows. */
export function compared([one, other]: readonly [PersonSide, PersonSide], spoken: Spoken): Compared[] {
  const row = (id: string, label: string, of: (side: PersonSide) => (string | null)[], single = false): Compared => {
    const present = (side: PersonSide) => of(side).filter((text): text is string => text !== null && text !== '');
    const sides: Compared['sides'] = [present(one), present(other)];
    const [mine, theirs] = sides.map((texts) => texts.join('\n'));
    return { id, label, sides, differs: single && mine !== '' && theirs !== '' && mine !== theirs };
  };
  const always = [
    row('known', spoken.label('known'), (side) => [side.userId], true),
    row('since', spoken.label('since'), (side) => [spoken.time(side.since)]),
    row('addresses', spoken.label('addresses'), (side) =>
      side.addresses.map(({ channel, label }) => spoken.address(channel, label)),
    ),
    row('session', spoken.label('session'), (side) => [side.session && spoken.session(side.session)]),
    row('tickets', spoken.label('tickets'), (side) => side.tickets.map((ticket) => spoken.ticket(ticket))),
  ];
  const named = new Set(spoken.fields.map(({ id }) => id));
  const unnamed = [one, other].flatMap(({ card }) => card.fields.filter(({ id }) => !named.has(id)));
  const fields = [...spoken.fields, ...[...new Set(unnamed.map(({ id }) => id))].map((id) => ({ id, label: id }))];
  const kept = [
    ...fields.map(({ id, label }) =>
      row(`field-${id}`, label, ({ card }) => [card.fields.find((field) => field.id === id)?.value ?? null], true),
    ),
    row('tags', spoken.tags, ({ card }) => card.tags),
    row('owner', spoken.owner, ({ card }) => [card.owner?.name ?? null], true),
    row('level', spoken.level, ({ card }) => [card.level?.level ?? null], true),
  ].filter(({ sides }) => sides.some((texts) => texts.length > 0));
  const consents = row('consents', spoken.label('consents'), (side) =>
    side.consents.map((consent) => spoken.consent(consent)),
  );
  return [...always, ...kept, consents];
}
