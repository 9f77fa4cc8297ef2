/** What a campaign has come to, from the counts of its people. Pure. */
import type { ArmComparison, CampaignReport, FellWhy, Funnel } from '../../shared/campaign/api.ts';
import type { Hours } from '../../shared/reach/quiet.ts';
import { offerChannel } from '../../shared/campaign/campaign.ts';
import { compare, shareOf } from '../../shared/campaign/evidence.ts';
import type { Toll } from '../../shared/campaign/pace.ts';
import { measuredAt } from './measure.ts';
import type { Counted } from './people.ts';
import { groups } from './turn.ts';
import type { Campaign } from './store.ts';

export const LEFT = ['sent', 'delivered', 'read', 'unknown'] as const;
const isOf = (states: readonly string[]) => (one: Counted) => states.includes(one.state);

/** Everyone's steps, each counting the later ones. */
export function funnelOf(rows: readonly Counted[]): Funnel {
  const sum = (some: readonly Counted[], of: (one: Counted) => number = ({ count }) => count) =>
    some.reduce((total, one) => total + of(one), 0);
  const count = (...states: string[]) => sum(rows.filter(isOf(states)));
  return {
    planned: count('held-out', 'waiting', 'later', 'taken', 'sent', 'delivered', 'read', 'unknown', 'failed', 'fell'),
    heldOut: count('held-out'),
    waiting: count('waiting', 'later', 'taken'),
    fell: count('fell'),
    failed: count('failed'),
    unknown: count('unknown'),
    sent: count(...LEFT),
    delivered: count('delivered', 'read'),
    read: count('read'),
    replied: sum(rows, (one) => one.replied),
    resolved: sum(rows, (one) => one.resolved),
    optedOut: sum(rows, (one) => one.optedOut),
    complained: sum(rows, (one) => one.complained),
  };
}

/** What limits are held against: of an SMS without receipts nothing is known to be delivered, so what left counts. */
export function tollOf(rows: readonly Counted[]): Toll {
  const { sent, optedOut, complained } = funnelOf(rows);
  return { delivered: sent, optOuts: optedOut, complaints: complained };
}

type Stands = Pick<Campaign, 'draft' | 'state' | 'planning' | 'measuring' | 'submitted'>;

export function reportOf(
  one: Stands,
  rows: readonly Counted[],
  price: { sms: number },
  { nextAt, hurried, hours }: { nextAt: number | null; hurried: boolean; hours: Hours },
): CampaignReport {
  const arms = one.draft.arms.map(({ id }) => ({ arm: id, funnel: funnelOf(rows.filter(({ arm }) => arm === id)) }));
  const bought = one.measuring?.done ? groupsOf(one, rows) : [];
  const fell = new Map<string, number>();
  for (const { why, count } of rows.filter(isOf(['fell'])))
    fell.set(why ?? 'gone', (fell.get(why ?? 'gone') ?? 0) + count);
  const spent = (some: readonly Counted[]) => some.reduce((sum, { parts }) => sum + parts * price.sms, 0);
  return {
    stage: one.state.stage,
    halt: one.state.halt,
    planning: one.planning && { looked: one.planning.looked, of: one.planning.of, done: one.planning.done },
    all: funnelOf(rows),
    arms: arms.map(({ arm, funnel }) => ({ arm, ...funnel, shares: sharesIn(funnel) })),
    channels: offerChannel.options.flatMap((channel) => {
      const some = rows.filter((row) => row.channel === channel);
      return some.length === 0 ? [] : [{ channel, ...funnelOf(some), cost: spent(some) }];
    }),
    fell: [...fell].map(([why, count]) => ({ why: why as FellWhy, count })),
    comparisons: comparisonsOf(arms, bought),
    bought: { at: measuredAt(one), done: one.measuring?.done === true, groups: bought },
    cost: { estimated: one.submitted?.estimated ?? 0, spent: spent(rows) },
    ownHours: one.draft.ownHours === true ? { hurried, parts: byHours(rows) } : null,
    hours,
    nextAt,
  };
}

/** Of those who get it or still may, by the part of the day they usually come in. */
const byHours = (rows: readonly Counted[]) =>
  groups.flatMap((part) => {
    const { waiting, failed, sent, read } = funnelOf(rows.filter(({ usual }) => usual === part));
    const people = waiting + failed + sent;
    return people === 0 ? [] : [{ part, people, waiting, sent, read }];
  });

const sharesIn = ({ sent, read, replied, optedOut }: Funnel) => ({
  read: shareOf({ people: sent, did: read }),
  replied: shareOf({ people: sent, did: Math.min(replied, sent) }),
  optedOut: shareOf({ people: sent, did: Math.min(optedOut, sent) }),
});

type Group = CampaignReport['bought']['groups'][number];

/** Everybody of each version and of the control group, and who of them bought. */
function groupsOf({ draft }: Stands, rows: readonly Counted[]): Group[] {
  return [...draft.arms.map(({ id }) => id), null].flatMap((arm) => {
    const some = rows.filter((one) => one.arm === arm);
    const people = some.reduce((sum, one) => sum + one.count, 0);
    const did = some.reduce((sum, one) => sum + one.bought, 0);
    return people === 0 ? [] : [{ arm, people, did, ...shareOf({ people, did }) }];
  });
}

/**
 * The first version against each other one, by what people did; and each against the control group, by who bought: narrowed by how many
 * are compared in all.
 */
function comparisonsOf(arms: readonly { arm: string; funnel: Funnel }[], groups: readonly Group[]): ArmComparison[] {
  const [first, ...others] = arms;
  if (!first) return [];
  const outcomes = [
    ['read', (one: Funnel) => one.read],
    ['replied', (one: Funnel) => one.replied],
    ['opted-out', (one: Funnel) => one.optedOut],
  ] as const;
  const control = groups.find(({ arm }) => arm === null);
  const bought = control ? groups.filter(({ arm }) => arm !== null) : [];
  const looks = Math.max(1, others.length * outcomes.length + bought.length);
  const against = bought.map((group): ArmComparison => {
    const found = compare(group, control ?? group, looks);
    return { first: group.arm ?? '', second: null, outcome: 'bought', ...found };
  });
  const between = others.flatMap((other) =>
    outcomes.map(([outcome, did]) => {
      const tally = ({ funnel }: { funnel: Funnel }) => ({
        people: funnel.sent,
        did: Math.min(did(funnel), funnel.sent),
      });
      return { first: first.arm, second: other.arm, outcome, ...compare(tally(first), tally(other), looks) };
    }),
  );
  return [...against, ...between];
}
