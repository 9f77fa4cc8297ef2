/** What the company's own backend asks of a line, by its kind. Runs inside one transaction. */
import type { BackendOrder, BackendOutcome } from '../../../shared/backend-calls.ts';
import type { Result } from '../../../shared/refusal.ts';
import type { Refuses } from '../company.ts';
import { learn } from '../converse.ts';
import { masked } from '../name.ts';
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
      return { ok: true, ...bought(turn, order.purchases) };
    case 'event': {
      const told = toldEvent(turn, order.event, turn.line.homes.named(order.of));
      if (!told.ok) return told;
      const { known, fate, notice } = told;
      return { ok: true, event: { known, fate, notice } };
    }
    case 'say':
      return sayAsBackend(turn, order, refuses);
  }
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
