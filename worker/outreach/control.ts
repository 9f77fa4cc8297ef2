/** What is written of a campaign and how it goes on: by staff, by the clock, by its own limits. Runs inside one transaction. */
import type { CampaignEvent } from '../../shared/campaign/api.ts';
import type { OutreachCalls } from '../../shared/campaign/calls.ts';
import { passed, type Toll } from '../../shared/campaign/pace.ts';
import { fresh, step, type CampaignAct, type Halt } from '../../shared/campaign/state.ts';
import { refuse, type Refusal } from '../../shared/refusal.ts';
import type { PeopleStore } from './people.ts';
import { tollOf } from './report.ts';
import { beginsAt, dayOfIts, endsAt, neverAwake, NIGHT } from './schedule.ts';
import type { Campaign, CampaignStore } from './store.ts';

export type Tables = { campaign: CampaignStore; people: PeopleStore };
type Who = { id: string; name: string };

/** A new one, or a change upon the revision it was written on. */
export function written(
  { campaign }: Tables,
  { id, revision, draft, by }: Parameters<OutreachCalls['save']>[0],
  now: number,
): Campaign | Refusal {
  const before = campaign.read();
  if (!before) {
    if (revision !== undefined) return refuse('not_found');
    const one: Campaign = {
      ...{ id, draft, state: fresh(by.id), submitted: null, cleared: null, madeAt: now, names: { [by.id]: by.name } },
      ...{ beginsAt: dayOfIts(draft, now), overAt: null, planning: null, minute: { began: 0, left: 0 } },
    };
    campaign.save(one);
    campaign.note({ at: now, what: 'write', by: by.id, why: null });
    return one;
  }
  if (revision === undefined) return refuse('exists');
  return go({ campaign }, before, { act: 'write', by: by.id, revision }, now, by, {
    ...{ draft, submitted: null, beginsAt: dayOfIts(draft, now) },
  });
}

/** Somebody of the staff submits, approves, pauses, resumes or stops it. */
export function acted(
  tables: Tables,
  { act, revision, by, submits, open }: Parameters<OutreachCalls['act']>[0],
  now: number,
): Campaign | Refusal {
  const before = tables.campaign.read();
  if (!before) return refuse('not_found');
  if (act === 'submit' && !submits) return refuse('bad_reference');
  const begins = act === 'approve' ? beginsAt(before.draft, now) : before.beginsAt;
  if (act === 'approve' && begins === null) return refuse('bad_request', 'The almanac ends before that festival.');
  if (act === 'approve' && endsAt(before.draft, begins ?? now) < now)
    return refuse('bad_reference', 'Its day is over.');
  if (act === 'approve' && neverAwake(before.draft, Math.max(begins ?? now, now), open))
    return refuse('bad_reference', NIGHT.en);
  const more = {
    beginsAt: begins,
    ...(act === 'submit' ? { submitted: submits } : {}),
    ...(act === 'approve' ? { cleared: before.draft } : {}),
    // Whoever lets it go on over a limit has seen what it had come to.
    ...(act === 'resume' && isLimit(before.state.halt) ? { forgiven: tollOf(tables.people.counted()) } : {}),
  };
  const after = go(tables, before, { act, by: by.id, revision }, now, by, more);
  if ('state' in after && act === 'stop') tables.people.close('stopped', now);
  return after;
}

/** The clock, the switch, or a limit. */
export function moved(
  tables: Pick<Tables, 'campaign'>,
  before: Campaign,
  act: Extract<CampaignAct, { act: 'begin' | 'end' | 'halt' }>,
  now: number,
): Campaign | Refusal {
  return go(tables, before, act, now, null, act.act === 'end' ? { overAt: now } : {});
}

/** Stands still by itself where refusals or complaints are certainly above their limit. */
export function watched(tables: Tables, now: number): void {
  const one = tables.campaign.read();
  if (one?.state.stage !== 'running') return;
  const why = passed(since(tollOf(tables.people.counted()), one.forgiven), one.draft.limits);
  if (why) moved(tables, one, { act: 'halt', why }, now);
}

const isLimit = (why: Halt | null): boolean => why === 'opt-outs' || why === 'complaints';

/** What came since somebody let it go on over a limit. */
function since(toll: Toll, forgiven: Toll = { delivered: 0, optOuts: 0, complaints: 0 }): Toll {
  return {
    delivered: toll.delivered - forgiven.delivered,
    optOuts: toll.optOuts - forgiven.optOuts,
    complaints: toll.complaints - forgiven.complaints,
  };
}

function go(
  { campaign }: Pick<Tables, 'campaign'>,
  before: Campaign,
  act: CampaignAct,
  now: number,
  by: Who | null,
  more: Partial<Campaign>,
): Campaign | Refusal {
  const state = step(before.state, act, now);
  if ('ok' in state) return state;
  const names = by ? { ...before.names, [by.id]: by.name } : before.names;
  const overAt = state.stage === 'stopped' ? now : before.overAt;
  const after: Campaign = { ...before, overAt, ...more, names, state };
  campaign.save(after);
  campaign.note({ at: now, what: act.act satisfies CampaignEvent['what'], by: by?.id ?? null, why: whyOf(act) });
  return after;
}

const whyOf = (act: CampaignAct): Halt | null => (act.act === 'halt' ? act.why : null);
