/** 营销活动 at the hall: written, previewed, let go by a second person, paused, read; and what a person was offered. */
import {
  campaignAct,
  missedOffer,
  peopleFilter,
  previewRequest,
  saveCampaign,
  type CampaignPerson,
  type MissedOffer,
  type Preview,
} from '../../shared/campaign/api.ts';
import type { SmsForm, Submitted } from '../../shared/campaign/calls.ts';
import { sharesOf, type Draft, type OfferChannel } from '../../shared/campaign/campaign.ts';
import { parts, spanOf, type PartOfDay } from '../../shared/campaign/hours.ts';
import type { MeantCounts } from '../../shared/campaign/standing.ts';
import type { Rule } from '../../shared/profile/rule.ts';
import type { StaffMember } from '../../shared/actors.ts';
import { refuse } from '../../shared/refusal.ts';
import type { AllSettings } from '../../shared/settings.ts';
import { segments } from '../../shared/sms-segments.ts';
import { configOf } from '../config.ts';
import { lineOf } from '../line.ts';
import { beginsAt, endsAt } from '../outreach/schedule.ts';
import { isHurried } from '../outreach/turn.ts';
import { ensureSettings } from '../settings/shelf.ts';
import { allows } from '../staff/rights.ts';
import { answered, refused } from './answers.ts';
import { faultsOf } from './campaign-faults.ts';
import { campaignsHeld } from '../../shared/settings.ts';
import { admitted, queried, type Asked } from './door.ts';
import { readJson } from './intake.ts';
import { proven } from './own-doors.ts';
import { viewerOf } from './tokens.ts';

/** People of one look at the directory: so that it answers others in between. */
const AT_ONCE = 1_000;
const MAIN = 'main';
/** Campaigns that are asked what they did not send to one person. */
const LOOKED_AT = 20;
const ID = /^k_[\w-]{1,60}$/u;

const asBy = ({ id, name }: StaffMember) => ({ id, name });

/** The campaign an address names; null: it names none. */
function actorOf(context: Asked) {
  const id = context.req.param('campaign') ?? '';
  return ID.test(id) ? context.env.OUTREACH.getByName(id) : null;
}

export async function list(context: Asked): Promise<Response> {
  const who = await admitted(context, 'write-campaigns');
  if (!who.ok) return refused(who);
  const settings = await ensureSettings(context.env);
  const rows = await context.env.OUTREACH.getByName(MAIN).list();
  return answered({ ok: true, campaigns: rows, paused: campaignsHeld(settings, Date.now()) });
}

export async function save(context: Asked): Promise<Response> {
  const who = await admitted(context, 'write-campaigns');
  if (!who.ok) return refused(who);
  const given = await readJson(context.req.raw, saveCampaign);
  if (!given.ok) return refused(given);
  const { id = `k_${crypto.randomUUID().replaceAll('-', '').slice(0, 20)}`, revision, draft } = given.value;
  if (!ID.test(id)) return refused(refuse('not_found'));
  if (given.value.id !== undefined && revision === undefined) {
    return refused(refuse('bad_request', 'revision: of what was changed'));
  }
  const order = { id, draft, by: asBy(who.member), ...(revision === undefined ? {} : { revision }) };
  return answered(await context.env.OUTREACH.getByName(id).save(order));
}

export async function view(context: Asked): Promise<Response> {
  const who = await admitted(context, 'write-campaigns');
  if (!who.ok) return refused(who);
  return answered((await actorOf(context)?.view()) ?? refuse('not_found'));
}

/** What is submitted is frozen with its rule and its templates; what they bar is refused. */
export async function act(context: Asked): Promise<Response> {
  const who = await admitted(context, 'write-campaigns');
  if (!who.ok) return refused(who);
  const given = await readJson(context.req.raw, campaignAct);
  if (!given.ok) return refused(given);
  if (given.value.act === 'approve' && !allows(who.member.role, 'approve-campaigns'))
    return refused(refuse('not_allowed'));
  const actor = actorOf(context);
  const known = await actor?.view();
  if (!actor || !known?.ok) return refused(refuse('not_found'));
  let submits: Submitted | null = null;
  const settings = await ensureSettings(context.env);
  if (given.value.act === 'submit') {
    const { draft } = known.campaign;
    const [fault] = faultsOf(draft, settings, configOf(context.env).accounts, Date.now());
    const rule = ruleOf(draft, settings);
    if (fault || !rule) return refused(refuse('bad_reference', fault?.en));
    const { cost } = await counted(context, draft, settings);
    submits = { rule, sms: formsOf(draft, settings), estimated: cost };
  }
  return answered(await actor.act({ ...given.value, by: asBy(who.member), submits, open: settings.campaigns.hours }));
}

export async function preview(context: Asked): Promise<Response> {
  const who = await admitted(context, 'write-campaigns');
  if (!who.ok) return refused(who);
  const given = await readJson(context.req.raw, previewRequest);
  if (!given.ok) return refused(given);
  const { draft, campaign } = given.value;
  const settings = await ensureSettings(context.env);
  // Of what waits to be let go the rule counts as it was submitted: that is what would run.
  const frozen = campaign === undefined ? null : await context.env.OUTREACH.getByName(campaign).view();
  if (frozen && !frozen.ok) return refused(refuse('not_found'));
  const faults = faultsOf(draft, settings, configOf(context.env).accounts, Date.now());
  return answered({ ok: true, ...(await counted(context, draft, settings, frozen?.campaign.rule)), faults });
}

export async function report(context: Asked): Promise<Response> {
  const who = await admitted(context, 'write-campaigns');
  if (!who.ok) return refused(who);
  return answered((await actorOf(context)?.report()) ?? refuse('not_found'));
}

export async function people(context: Asked): Promise<Response> {
  const who = await admitted(context, 'write-campaigns');
  if (!who.ok) return refused(who);
  const { after = '', ...rest } = context.req.query();
  if (!/^[\w-]{0,64}$/u.test(after)) return refused(refuse('bad_request', 'after: of an earlier answer'));
  const asked = queried(context, peopleFilter);
  if (!asked.ok) return refused(asked);
  const filter = 'state' in rest || 'arm' in rest || 'why' in rest ? asked.value : {};
  const page = (await actorOf(context)?.people({ filter, after: after === '' ? null : after })) ?? refuse('not_found');
  if (!page.ok) return refused(page);
  // Who opens no conversation learns how many, not who.
  if (!allows(who.member.role, 'edit-person')) {
    return answered({ ok: true, people: page.people.map((one) => ({ ...one, name: '' })), next: page.next });
  }
  const names = await context.env.DIRECTORY.getByName(MAIN).names(page.people.map(({ customer }) => customer));
  const named = page.people.map((one) => ({ ...one, name: names[one.customer] ?? '' }));
  return answered({ ok: true, people: named, next: page.next });
}

export async function offersOf(context: Asked): Promise<Response> {
  const who = await admitted(context, 'edit-person');
  if (!who.ok) return refused(who);
  const customer = context.req.param('customer') ?? '';
  if (!/^[\w-]{1,64}$/u.test(customer)) return refused(refuse('not_found'));
  const told = await lineOf(context.env, customer).offers({ order: 'list', viewer: null });
  if (!told.ok || !('offers' in told)) return answered(told);
  const { names = [customer], ...rest } = told;
  if (context.req.query('missed') !== '1') return answered(rest);
  return answered({ ...rest, missed: await missedBy(context, names) });
}

/** What the newest campaigns did not send to whoever has one of these names. */
async function missedBy({ env }: Asked, only: readonly string[]): Promise<MissedOffer[]> {
  const begun = (await env.OUTREACH.getByName(MAIN).list()).filter(({ beganAt }) => beganAt !== null);
  const found = await Promise.all(
    begun.slice(0, LOOKED_AT).map(async ({ id, name }) => {
      const page = await env.OUTREACH.getByName(id).people({ filter: {}, after: null, only });
      return page.ok ? page.people.flatMap((one) => missedIn(one, { campaign: id, name })) : [];
    }),
  );
  return found.flat().toSorted((one, other) => (other.at ?? 0) - (one.at ?? 0));
}

function missedIn(
  { state, why, at }: Pick<CampaignPerson, 'state' | 'why' | 'at'>,
  of: Pick<MissedOffer, 'campaign' | 'name'>,
): MissedOffer[] {
  const known = missedOffer.entries.state.options.find((one) => one === state);
  return known ? [{ ...of, state: known, why, at }] : [];
}

export async function ownOffers(context: Asked): Promise<Response> {
  const who = await proven(context);
  if (!who.ok) return refused(who);
  const { claims } = who;
  return answered(await lineOf(context.env, claims.person).offers({ order: 'list', viewer: viewerOf(claims) }));
}

const ruleOf = ({ rule }: Draft, { profile }: AllSettings) => profile.rules.find(({ id, on }) => id === rule && on);

function formsOf({ arms }: Draft, { campaigns }: AllSettings): Record<string, SmsForm[]> {
  const wanted = new Set(arms.flatMap(({ sms }) => sms ?? []));
  return Object.fromEntries(campaigns.templates.filter(({ id }) => wanted.has(id)).map(({ id, forms }) => [id, forms]));
}

/** Looks through the whole directory, part by part, and adds up. */
async function counted(
  context: Asked,
  draft: Draft,
  settings: AllSettings,
  frozen: Rule | null = null,
): Promise<Omit<Preview, 'ok' | 'faults'>> {
  const sums = { of: 0, meant: 0, heldOut: 0 };
  const [ways, later, fell] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  const usual = new Map<PartOfDay, number>();
  const add = (to: Map<string, number>, key: string, count: number) => to.set(key, (to.get(key) ?? 0) + count);
  const rule = frozen ?? ruleOf(draft, settings);
  const order = {
    campaign: 'preview',
    scale: settings.profile.scale,
    channels: draft.channels,
    shares: sharesOf(draft),
    ownHours: draft.ownHours === true && settings.profile.on,
    open: settings.campaigns.hours,
  };
  for (let after: string | null = rule ? '' : null; rule && after !== null;) {
    const part: MeantCounts = await context.env.DIRECTORY.getByName(MAIN).preview({
      ...{ ...order, rule, after, limit: AT_ONCE, now: Date.now() },
    });
    sums.of += part.looked;
    sums.meant += part.meant;
    sums.heldOut += part.heldOut;
    for (const { arm, channel, count } of part.ways) add(ways, `${arm} ${channel}`, count);
    for (const { why, count } of part.later) add(later, why, count);
    for (const { why, count } of part.fell) add(fell, why, count);
    for (const one of part.usual) usual.set(one.part, (usual.get(one.part) ?? 0) + one.count);
    after = part.next;
  }
  const forms = formsOf(draft, settings);
  const [channels, arms] = [new Map<string, { count: number; cost: number }>(), new Map<string, number>()];
  for (const [key, count] of ways) {
    const [arm = '', channel = ''] = key.split(' ');
    add(arms, arm, count);
    const sms = draft.arms.find(({ id }) => id === arm)?.sms ?? '';
    const cost = channel === 'sms' ? count * partsOf(forms[sms] ?? []) * settings.campaigns.price.sms : 0;
    const before = channels.get(channel) ?? { count: 0, cost: 0 };
    channels.set(channel, { count: before.count + count, cost: before.cost + cost });
  }
  const goes = [...ways.values()].reduce((sum, count) => sum + count, 0);
  const listed = (of: Map<string, number>) => [...of].map(([why, count]) => ({ why, count }));
  return {
    ...sums,
    channels: [...channels].map(([channel, one]) => ({ channel: channel as OfferChannel, ...one })),
    later: listed(later) as Preview['later'],
    fell: listed(fell) as Preview['fell'],
    arms: draft.arms.map(({ id }) => ({ arm: id, count: arms.get(id) ?? 0 })),
    ownHours: draft.ownHours === true ? hoursOf(draft, goes, usual, settings) : null,
    cost: [...channels.values()].reduce((sum, { cost }) => sum + cost, 0),
  };
}

/** Whose usual hours it goes by, and whether there is time for that from its beginning on. */
function hoursOf(draft: Draft, goes: number, usual: ReadonlyMap<PartOfDay, number>, { campaigns }: AllSettings) {
  const now = Date.now();
  const begins = Math.max(now, beginsAt(draft, now) ?? now);
  return {
    hurried: isHurried({ draft }, goes, campaigns, begins, endsAt(draft, begins)),
    parts: parts.flatMap((part) => {
      const count = usual.get(part) ?? 0;
      return count === 0 ? [] : [{ part, ...spanOf(part, campaigns.hours), count }];
    }),
  };
}

/** Of the dearest form: which account a number takes isn't known before it is asked. */
const partsOf = (forms: readonly SmsForm[]): number =>
  Math.max(1, ...forms.map(({ text }) => segments(text, true).segments));
