/** What a campaign does by its clock: begins, plans in parts, asks people's lines a few at a time, ends. Each part is kept as it is done. */
import type { OfferTold } from '../../shared/campaign/calls.ts';
import { sharesOf, type OfferChannel } from '../../shared/campaign/campaign.ts';
import { mayGo, roomFor } from '../../shared/campaign/pace.ts';
import { mayLeave } from '../../shared/campaign/state.ts';
import type { Hours } from '../../shared/reach/quiet.ts';
import type { DirectoryCalls } from '../../shared/directory.ts';
import type { CustomerCalls } from '../../shared/actors.ts';
import { campaignsHeld, type AllSettings } from '../../shared/settings.ts';
import { moved, watched, type Tables } from './control.ts';
import { measure } from './measure.ts';
import type { Due } from './people.ts';
import { funnelOf } from './report.ts';
import { endsAt } from './schedule.ts';
import type { Campaign } from './store.ts';
import { isHurried, nextTurn, turnsNow } from './turn.ts';

/** People of one look at the directory: so few that conversations don't notice it. */
const PART = 200;
/** Lines asked side by side: so few that conversations don't wait for them. */
const SIDE_BY_SIDE = 6;
/** Answers written at once. */
const BATCH = 30;
/** Between two parts of the planning others have their turn. */
const BREATH_MS = 40;
/** With as many on their way as may be, it is looked again after so long. */
const OPEN_LOOK_MS = 500;
/** Looked at again though nothing is due: somebody's offer is on its way. */
const LOOK_MS = 15_000;
/** While some wait for their hours it is looked that often whether time is left for that. */
const HOURS_LOOK_MS = 10 * 60_000;

export type World = {
  settings(): Promise<AllSettings>;
  directory: Pick<DirectoryCalls, 'meant' | 'bought'>;
  line(person: string): Pick<CustomerCalls, 'offers'>;
  grant(wanted: Partial<Record<OfferChannel, number>>): Promise<Partial<Record<OfferChannel, number>>>;
  /** Everything in one transaction. */
  atomically<Value>(work: () => Value): Value;
  now(): number;
  fault(where: string, error: unknown): void;
};

/** Does what is due; answers when it is to be looked at again, null: not by itself. */
export async function workOn(tables: Tables, world: World): Promise<number | null> {
  const times = [await goOn(tables, world), await measure(tables, world)].filter((at) => at !== null);
  return times.length === 0 ? null : Math.min(...times);
}

async function goOn(tables: Tables, world: World): Promise<number | null> {
  const one = tables.campaign.read();
  if (!one) return null;
  const settings = await world.settings();
  const { campaigns, profile } = settings;
  const now = world.now();
  const held = campaignsHeld(settings, now);
  if (one.state.stage === 'ready') {
    const at = one.beginsAt ?? now;
    if (at > now) return at;
    const act = held ? ({ act: 'halt', why: 'switch' } as const) : ({ act: 'begin' } as const);
    world.atomically(() => moved(tables, one, act, now));
    return now;
  }
  if (one.state.stage !== 'running') return null;
  const ends = endsAt(one.draft, one.state.beganAt ?? now);
  if (now >= ends) return over(tables, world, one);
  if (held) {
    world.atomically(() => moved(tables, one, { act: 'halt', why: 'switch' }, now));
    return null;
  }
  if (!one.planning?.done) {
    await planPart(tables, world, one, profile, campaigns.hours);
    return world.now() + BREATH_MS;
  }
  const { waiting } = funnelOf(tables.people.counted());
  const ownHours = one.draft.ownHours === true && !isHurried(one, waiting, campaigns, now, ends);
  const again = await pump(tables, world, one, ends, ownHours ? campaigns.hours : null);
  const next = nextTurn(tables.people.dues(), ownHours, world.now(), ends, campaigns.hours);
  if (next === null && !tables.people.anyTaken()) return over(tables, world, one);
  const look = ownHours ? again + HOURS_LOOK_MS : ends;
  return Math.min(ends, look, Math.max(again, next ?? again + LOOK_MS));
}

function over(tables: Tables, world: World, one: Campaign): null {
  world.atomically(() => {
    const [now, read] = [world.now(), tables.campaign.read()];
    if (read?.state.stage !== 'running' || read.id !== one.id) return;
    tables.people.close('over', now);
    moved(tables, read, { act: 'end' }, now);
  });
  return null;
}

async function planPart(
  tables: Tables,
  world: World,
  one: Campaign,
  { on, scale }: AllSettings['profile'],
  open: Hours,
): Promise<void> {
  const { submitted, draft } = one;
  if (!submitted) throw new Error('a campaign runs that was never submitted');
  const { looked = 0, after = '' } = one.planning ?? {};
  const part = await world.directory.meant({
    ...{ campaign: one.id, rule: submitted.rule, scale, channels: draft.channels, shares: sharesOf(draft), after },
    ...{ limit: PART, now: world.now(), ownHours: draft.ownHours === true && on, open },
  });
  world.atomically(() => {
    const read = tables.campaign.read();
    // Somebody else had this part meanwhile.
    if (!read || (read.planning?.after ?? '') !== after || read.planning?.done) return;
    tables.people.plan(part.people, world.now());
    const seen = looked + part.looked;
    const planning = {
      after: part.next ?? after,
      looked: seen,
      of: Math.max(seen, read.planning?.of ?? 0),
      done: part.next === null,
    };
    tables.campaign.save({ ...read, planning });
  });
}

/** Asks those who are due, as many as may go now. Answers when more may. */
async function pump(tables: Tables, world: World, one: Campaign, until: number, hours: Hours | null): Promise<number> {
  const [now, ownHours] = [world.now(), hours !== null];
  const pace = mayGo(one.minute, one.draft.perMinute, [], now);
  const { minute } = pace;
  const many = Math.min(pace.many, roomFor(one.draft.perMinute, tables.people.taken()));
  const again = many < pace.many ? Math.min(pace.again, now + OPEN_LOOK_MS) : pace.again;
  const turns = turnsNow(hours, now, until);
  const due = one.draft.channels.map((channel) => tables.people.due(channel, turns, now, many));
  const wanted = Object.fromEntries(one.draft.channels.map((channel, at) => [channel, due[at]?.length ?? 0]));
  if (Object.values(wanted).every((count) => count === 0)) return again;
  const granted = await world.grant(wanted);
  const some = due
    .flatMap((people, at) => people.slice(0, granted[one.draft.channels[at] ?? 'web'] ?? 0))
    .slice(0, many);
  world.atomically(() => {
    const read = tables.campaign.read();
    if (read) tables.campaign.save({ ...read, minute: { ...minute, left: minute.left - pace.many + some.length } });
  });
  const waiting = some.toReversed();
  for (let batch = waiting.splice(-BATCH); batch.length > 0; batch = waiting.splice(-BATCH)) {
    const read = tables.campaign.read();
    // Paused or stopped between two of them: nobody more is asked.
    if (!read || !mayLeave(read.state)) return again;
    const answers = await askedSideBySide(world, one, batch, until, ownHours);
    world.atomically(() => {
      for (const { id, told } of answers) {
        if (told === null) tables.people.postpone(id, world.now());
        else tables.people.apply(id, told);
      }
      watched(tables, world.now());
    });
  }
  return again;
}

type Answer = { id: string; told: OfferTold | null };

async function askedSideBySide(
  world: World,
  one: Campaign,
  people: readonly Due[],
  until: number,
  ownHours: boolean,
): Promise<Answer[]> {
  const waiting = [...people];
  const answers: Answer[] = [];
  const worker = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      try {
        answers.push({ id: next.id, told: await askOne(world, one, next, until, ownHours) });
      } catch (error) {
        // Nobody knows whether their line took it: asked again, it says.
        world.fault('offer', error);
        answers.push({ id: next.id, told: null });
      }
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  return answers;
}

async function askOne(
  world: World,
  { id, draft, state, submitted }: Campaign,
  due: Due,
  until: number,
  ownHours: boolean,
): Promise<OfferTold | null> {
  const arm = draft.arms.find((one) => one.id === due.arm);
  if (!arm || !submitted) throw new Error('a person was planned for an arm there is not');
  const { rule, sms } = submitted;
  const answer = await world.line(due.id).offers({
    ...{ order: 'make', campaign: id, revision: state.revision, person: due.id, until, channels: draft.channels },
    ...(ownHours && due.usual !== null ? { usual: due.usual } : {}),
    judged: rule,
    offer: {
      ...{ name: draft.name, rule: { id: rule.id, zh: rule.zh, en: rule.en }, arm: arm.id, zh: arm.zh, en: arm.en },
      sms: (arm.sms === null ? undefined : sms[arm.sms]) ?? [],
    },
  });
  if (answer.ok) return 'told' in answer ? answer.told : null;
  if (answer.code !== 'erased' && answer.code !== 'not_found') return null;
  return {
    ...{ version: null, state: 'fell', channel: null, why: 'gone', at: world.now(), parts: 0 },
    ...{ replied: false, optedOut: false, complained: false, resolved: false },
  };
}
