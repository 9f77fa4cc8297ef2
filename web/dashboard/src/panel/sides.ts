import type { AlikePair, PersonSide } from '../../../../shared/alike-desk.ts';

/** Which of two that are not alike counts once they are one: the one that stays, the newer word, or whichever is the stricter. */
export type Counts = 'stays' | 'newer' | 'stricter';

/** One line of the comparison: what each side has, and, where both have something and not the same, which of them counts. */
export type Compared = { id: string; label: string; sides: [string[], string[]]; differs: Counts | null };

type Own = PersonSide['own'];

export type Spoken = {
  label(
    part:
      | 'known'
      | 'since'
      | 'addresses'
      | 'session'
      | 'tickets'
      | 'card'
      | 'consents'
      | 'block'
      | 'choices'
      | 'subscriptions'
      | 'appointments'
      | 'notices'
      | 'profile',
  ): string;
  time(at: number): string;
  address(address: PersonSide['addresses'][0]): string;
  session(session: NonNullable<PersonSide['session']>): string;
  ticket(ticket: PersonSide['tickets'][0]): string;
  consent(consent: PersonSide['consents'][0]): string;
  block(block: NonNullable<PersonSide['card']['block']>): string;
  choice(choice: Own['choices'][0]): string;
  humanFirst: string;
  subscription(subscription: Own['subscriptions'][0]): string;
  appointment(appointment: PersonSide['appointments'][0]): string;
  /** How many there are, then the newest. */
  notices(notices: PersonSide['notices']): string[];
  profileTag(tag: PersonSide['profile']['tags'][0]): string;
  profileOff: string;
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
  const row = (id: string, label: string, of: (side: PersonSide) => (string | null)[], counts?: Counts): Compared => {
    const present = (side: PersonSide) => of(side).filter((text): text is string => text !== null && text !== '');
    const sides: Compared['sides'] = [present(one), present(other)];
    const [mine, theirs] = sides.map((texts) => texts.join('\n'));
    const differs = mine !== '' && theirs !== '' && mine !== theirs;
    return { id, label, sides, differs: differs && counts !== undefined ? counts : null };
  };
  const { label } = spoken;
  const always = [
    row('known', label('known'), (side) => [side.userId], 'stays'),
    row('since', label('since'), (side) => [spoken.time(side.since)]),
    row('addresses', label('addresses'), (side) => side.addresses.map((address) => spoken.address(address))),
    row('session', label('session'), (side) => [side.session && spoken.session(side.session)]),
    row('tickets', label('tickets'), (side) => side.tickets.map((ticket) => spoken.ticket(ticket))),
  ];
  const named = new Set(spoken.fields.map(({ id }) => id));
  const unnamed = [one, other].flatMap(({ card }) => card.fields.filter(({ id }) => !named.has(id)));
  const fields = [...spoken.fields, ...[...new Set(unnamed.map(({ id }) => id))].map((id) => ({ id, label: id }))];
  const block = row('block', label('block'), ({ card }) => [card.block && spoken.block(card.block)]);
  const kept = [
    ...fields.map(({ id, label: of }) =>
      row(`field-${id}`, of, ({ card }) => [card.fields.find((field) => field.id === id)?.value ?? null], 'stays'),
    ),
    row('tags', spoken.tags, ({ card }) => card.tags),
    row('owner', spoken.owner, ({ card }) => [card.owner?.name ?? null], 'stays'),
    row('level', spoken.level, ({ card }) => [card.level?.level ?? null], 'stays'),
    row('profile', label('profile'), ({ profile }) =>
      profile.off ? [spoken.profileOff] : profile.tags.map((tag) => spoken.profileTag(tag)),
    ),
    // Blocked on either side, they are blocked.
    { ...block, differs: block.sides.some((texts) => texts.length > 0) ? ('stricter' as const) : null },
    row('appointments', label('appointments'), (side) => side.appointments.map((at) => spoken.appointment(at))),
    row('notices', label('notices'), ({ notices }) => spoken.notices(notices)),
    subscriptionsRow(),
    choicesRow(),
  ].filter(({ sides }) => sides.some((texts) => texts.length > 0));
  const consents = row('consents', label('consents'), (side) => side.consents.map((each) => spoken.consent(each)));
  return [...always, ...kept, consents];

  /** The ledger has the words of both; of one purpose and channel the newest counts. */
  function choicesRow(): Compared {
    const mine = new Map(one.own.choices.map((each) => [`${each.purpose} ${each.channel}`, each.given]));
    const isOther = other.own.choices.some((each) => {
      const said = mine.get(`${each.purpose} ${each.channel}`);
      return said !== undefined && said !== each.given;
    });
    const made = row('choices', label('choices'), ({ own }) => [
      ...own.choices.map((each) => spoken.choice(each)),
      own.humanFirst ? spoken.humanFirst : null,
    ]);
    return { ...made, differs: isOther ? 'newer' : null };
  }

  /** Of a template both answered the one that stays keeps its count. */
  function subscriptionsRow(): Compared {
    const mine = new Set(one.own.subscriptions.map(({ template }) => template));
    const isBoth = other.own.subscriptions.some(({ template }) => mine.has(template));
    const made = row('subscriptions', label('subscriptions'), ({ own }) =>
      own.subscriptions.map((each) => spoken.subscription(each)),
    );
    return { ...made, differs: isBoth && made.sides[0].join() !== made.sides[1].join() ? 'stays' : null };
  }
}
