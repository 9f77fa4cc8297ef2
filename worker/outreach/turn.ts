/** Whose turn it is: at each person's usual hours where the campaign is written so and time is left for it, else everybody's in order. Pure. */
import type { OfferChannel } from '../../shared/campaign/campaign.ts';
import { hourFor, hurries, parts, partsNow, type PartOfDay } from '../../shared/campaign/hours.ts';
import type { Budgets, CampaignSettings } from '../../shared/settings/campaigns.ts';
import type { Hours } from '../../shared/reach/quiet.ts';
import type { Campaign } from './store.ts';

/** People of one part of the day; null: whose usual hours are not known. */
export type Group = PartOfDay | null;
export const groups = [...parts, null] as const satisfies readonly Group[];

/** When the first of a group who waits may be asked, as their line said. */
export type GroupDue = { usual: Group; at: number };

/** What the settings say of when and how fast offers leave. */
type Open = Pick<CampaignSettings, 'budgets' | 'hours'>;
type Paced = { draft: Pick<Campaign['draft'], 'ownHours' | 'channels' | 'perMinute'> };

/** Whether there is no time any more to wait for anybody's hours. */
export function isHurried(
  { draft }: Paced,
  waiting: number,
  { budgets, hours }: Open,
  now: number,
  ends: number,
): boolean {
  return draft.ownHours === true && hurries(waiting, paceOf(draft, budgets), now, ends, hours);
}

/** How many leave a minute at most, by the campaign and by what the providers of its ways take. */
const paceOf = ({ channels, perMinute }: Paced['draft'], budgets: Budgets): number =>
  Math.max(1, Math.min(perMinute, sum(channels, budgets)));
const sum = (channels: readonly OfferChannel[], budgets: Budgets): number =>
  channels.reduce((all, channel) => all + budgets[channel], 0);

/** Whose turn it is, those first whose hours pass; `open`: the hours for offers where each person's own are waited for. */
export function turnsNow(open: Hours | null, now: number, ends: number): readonly Group[] {
  return open ? [...partsNow(now, ends, open), null] : groups;
}

/** When somebody's turn comes next; null: nobody waits. */
export function nextTurn(
  dues: readonly GroupDue[],
  ownHours: boolean,
  now: number,
  ends: number,
  open: Hours,
): number | null {
  const times = dues.map(({ usual, at }) =>
    usual === null || !ownHours ? at : hourFor(usual, Math.max(at, now), ends, open),
  );
  return times.length === 0 ? null : Math.min(...times);
}
