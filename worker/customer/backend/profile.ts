/** A person whole, as the company's backend sees them. Runs inside one transaction. */
import type { CustomerProfile } from '../../../shared/backend-api.ts';
import type { Backend } from '../../../shared/backend-calls.ts';
import { shownName } from '../name.ts';
import { fieldOf, isBlocked, levelOf } from '../person/card.ts';
import { viewOfCard } from '../person/shown.ts';
import type { Turn } from '../turn.ts';
import { veiledName } from './veil.ts';

/** A key that looks all day stands in the history once a day for each field. */
const NOTED_EVERY_MS = 24 * 3_600_000;

export function profileOf(turn: Turn, by: Backend): CustomerProfile {
  const { person } = turn;
  const card = turn.card.read();
  const session = turn.sessions.open();
  const name = shownName(person);
  const { fields, revision, tags, owner } = viewOfCard(turn);
  return {
    customer: person.id,
    name: by.whole ? name : veiledName(name),
    userId: person.userId,
    since: turn.line.since(),
    level: levelOf(turn),
    care: person.care,
    tags,
    owner: owner && { id: owner.id, name: owner.name },
    blocked: isBlocked(card, turn.now) && card.block ? { until: card.block.until } : null,
    fields: fields.map(({ id, value, masked }) => {
      if (id === 'name') return { id, value: by.whole ? value : veiledName(value) };
      if (masked !== true) return { id, value };
      return by.whole ? { id, value: revealed(turn, id, by) } : { id, value, masked };
    }),
    revision,
    session: session && {
      ...{ session: session.id, number: session.number, state: session.state, fence: session.fence },
      agent: session.agent ?? null,
    },
  };
}

/** A masked field shown whole is written down. */
function revealed(turn: Turn, field: string, by: Backend): string {
  if (fieldOf(turn.around.settings.people, field) && !turn.card.revealedTo(by.id, field, turn.now - NOTED_EVERY_MS)) {
    turn.card.note({ what: 'reveal', field }, by, turn.now);
  }
  return turn.card.read().fields[field]?.value ?? '';
}
