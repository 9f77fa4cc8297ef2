/** What the company's own backend asks of a line, by its kind. Runs inside one transaction. */
import type { BackendOrder, BackendOutcome } from '../../../shared/backend-calls.ts';
import type { Result } from '../../../shared/refusal.ts';
import type { Refuses } from '../company.ts';
import { learn } from '../converse.ts';
import { masked } from '../name.ts';
import { companyOrders, orderOfEvent, orderOfPurchase } from '../named-orders.ts';
import type { Turn } from '../turn.ts';
import { bought } from '../profile/bought.ts';
import { toldEvent } from '../reminders/events.ts';
import { profileOf } from './profile.ts';
import { sayAsBackend } from './say.ts';
import { messagesAfter } from './words.ts';

export function obeyBackend(turn: Turn, order: BackendOrder, refuses: Refuses): Result<BackendOutcome> {
  switch (order.order) {
    case 'profile':
      return { ok: true, profile: profileOf(turn, order.by) };
    case 'messages':
      return messagesAfter(turn, order);
    case 'identities':
      return { ok: true, identities: identitiesOf(turn, order.by.whole) };
    case 'signed-in':
      learn(turn, { userId: order.userId });
      return userOf(turn);
    case 'user':
      return userOf(turn);
    case 'purchases':
      return purchasesOf(turn, order);
    case 'theirs': {
      companyOrders(turn, turn.line.homes.named(order.of), [order.number]);
      return userOf(turn);
    }
    case 'event': {
      const home = turn.line.homes.named(order.of);
      const told = toldEvent(turn, order.event, home);
      if (!told.ok) return told;
      if ('values' in order.event) companyOrders(turn, home, orderOfEvent(order.event.values));
      const { known, fate, notice } = told;
      return { ok: true, event: { known, fate, notice } };
    }
    case 'say':
      return sayAsBackend(turn, order, refuses);
  }
}

/** What isn't kept in the profile says nothing of whose an order is either. */
function purchasesOf(
  turn: Turn,
  { purchases, of }: Extract<BackendOrder, { order: 'purchases' }>,
): Result<BackendOutcome> {
  const told = bought(turn, purchases);
  const left = new Set(told.left.map(({ key }) => key));
  const kept = purchases.filter(({ key }) => !left.has(key));
  companyOrders(turn, turn.line.homes.named(of), kept.map(orderOfPurchase));
  return { ok: true, ...told };
}

function userOf(turn: Turn): Result<BackendOutcome> {
  const { id: person, userId } = turn.person;
  const own = turn.line.endpoints().find(({ peer }) => userId !== null && peer === `u_${userId}`);
  return { ok: true, person, userId, address: own ? addressOf(own) : null };
}

const addressOf = ({ channel, account, peer }: ReturnType<Turn['line']['endpoints']>[number]) => ({
  ...{ channel, account, peer },
});

function identitiesOf(turn: Turn, whole: boolean) {
  return turn.line.endpoints().map((one) => ({
    ...{ endpoint: one.id, channel: one.channel, account: one.account, label: masked(one) },
    ...(whole ? { peer: one.peer } : {}),
    ...{ seenAt: one.lastInboundAt, blocked: one.blocked?.code ?? null, marketingRefused: one.marketingRefused },
  }));
}
