/** What staff ask of a person's card and do with it. Runs inside one transaction. */
import type { PersonOrder, PersonOutcome } from '../../../shared/person.ts';
import { refuse } from '../../../shared/refusal.ts';
import { personView } from '../converse.ts';
import { outlookFor } from '../reach/ahead.ts';
import type { Turn } from '../turn.ts';
import { factOf } from '../arrangement.ts';
import type { Refuses } from '../company.ts';
import { leaveLines } from './blocked.ts';
import { actedOn, type Card, type CardNews } from './card.ts';
import { reachOut, takeBackReach } from './reach.ts';
import { profileView } from '../profile/view.ts';
import { consentsOf, sideOf } from './side.ts';
import { trailView } from './trail.ts';
import { showCard, viewOfCard } from './shown.ts';

export function obeyPerson(turn: Turn, order: PersonOrder, refuses: Refuses, here: boolean): PersonOutcome {
  if (turn.line.endpoints().length === 0) return refuse('not_found');
  switch (order.order) {
    case 'read':
      return fileOf(turn, here);
    case 'profile':
      return { ok: true, profile: profileView(turn) };
    case 'side':
      return { ok: true, side: sideOf(turn) };
    case 'peers': {
      const peers = turn.line
        .endpoints()
        .map(({ id: endpoint, channel, account, peer }) => ({ endpoint, address: { channel, account, peer } }));
      return { ok: true, person: turn.person.id, peers };
    }
    case 'outlook':
      return outlookFor(turn, order.endpoint);
    case 'card':
      return act(turn, order);
    case 'reach': {
      const opened = reachOut(turn, order, refuses);
      return 'ok' in opened ? opened : { ok: true, session: opened.id, fact: factOf(turn, opened.id) };
    }
    case 'unreach':
      takeBackReach(turn, order.key);
      return { ok: true, session: '', fact: null };
  }
}

function fileOf(turn: Turn, here: boolean): PersonOutcome {
  const [card, consents] = [viewOfCard(turn), consentsOf(turn)];
  return { ok: true, card, history: turn.card.history(), consents, trail: trailView(turn, here) };
}

function act(turn: Turn, order: Extract<PersonOrder, { order: 'card' }>): PersonOutcome {
  const card = turn.card.read();
  const { people } = turn.around.settings;
  const { by, leads, ownerName } = order;
  const step = actedOn(card, order.act, { by, leads, now: turn.now, people, ownerName });
  if ('ok' in step) return step;
  if (order.act.act === 'reveal') {
    for (const one of step.news) turn.card.note(one, by, turn.now);
    return { ok: true, card: viewOfCard(turn), value: card.fields[order.act.field]?.value ?? '' };
  }
  // The same words again change nothing, whatever revision they name: a repeated call is heard once.
  if (step.news.length === 0) return { ok: true, card: viewOfCard(turn) };
  if (order.revision !== card.revision) return refuse('stale');
  keepCard(turn, step, by);
  if (order.act.act === 'block') leaveLines(turn);
  return { ok: true, card: viewOfCard(turn) };
}

/** The card after an act, with what is written down of it: screens, directory and routing follow. */
export function keepCard(
  turn: Turn,
  { card, news }: { card: Card; news: readonly CardNews[] },
  by: { id: string; name: string },
): void {
  turn.card.save({ ...card, revision: card.revision + 1 });
  for (const one of news) turn.card.note(one, by, turn.now);
  const alias = card.fields['name']?.value ?? '';
  if (alias !== turn.person.alias) {
    turn.person.alias = alias;
    turn.line.updatePerson(turn.person);
    turn.change('staff', '', { kind: 'person', person: personView(turn) });
  }
  showCard(turn);
  tellRouting(turn);
}

/** Name, level and owner decide who is served when: the desk and the list of whoever has them follow. */
function tellRouting(turn: Turn): void {
  const session = turn.sessions.open();
  if (!session) return;
  turn.tellDesk(session);
  if (session.agent) turn.oweSeat(session.agent.id);
}
