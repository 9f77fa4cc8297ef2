/** Two lines move, cut off at one transaction: an object dies before it is committed, or before anybody is told that it was. */
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Hearing } from '../../shared/actors.ts';
import { Customer } from '../../worker/customer/object.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { dump, rests, speaker, tells, type Somebody } from './merge-rig.ts';
import { customer, rows, said } from './rig.ts';

const sides = ['older', 'younger'] as const;
type Side = (typeof sides)[number];

/** Two people, and their rows before anything moved. */
export type Pair = Record<Side, Somebody> & { before: Record<Side, Awaited<ReturnType<typeof dump>>> };

/** The transaction at which one side's object dies: the first is 1. */
export type When = 'before' | 'after';
type Cut = { side: Side; when: When; at: number };

/** Where the machine stood after each of its transactions in one object, and whether the object died. */
type Watch = { steps: string[]; isDead: boolean };

/** The index of addresses is told of every move, in 256 calls: it is no side of it, and nobody waits for that letter. */
const INDEX = 'merge:directory';
/** What a transaction of the machine changes: its own row, or the letters it owes the other line. */
const MACHINE = `select coalesce((select version from merge_state), 0) || ' ' || coalesce(
  (select group_concat(key || '.' || generation) from letter where kind = 'merge' and lane <> '${INDEX}'), '') as one`;
const STEP = `select coalesce(body ->> '$.outgoing.step', body ->> '$.incoming.step', 'rest') as one from merge_state`;

/** Counts the machine's transactions in this object from now on; at `cut` it dies. */
export async function watched(
  { id }: Somebody,
  cut: Pick<Cut, 'when' | 'at'> | null,
  then: (step: string, line: Customer) => void,
): Promise<Watch> {
  const seen: Watch = { steps: [], isDead: false };
  await runInDurableObject(stubOf(customer(id)), (line: unknown, state: DurableObjectState) => {
    if (!(line instanceof Customer)) throw new Error('not a person');
    const { storage } = state;
    const [commit, setAlarm] = [storage.transactionSync.bind(storage), storage.setAlarm.bind(storage)];
    const look = (query: string) => storage.sql.exec<{ one: string }>(query).toArray()[0]?.one ?? 'rest';
    const mayDie = (when: Cut['when'], isOurs: boolean) => {
      if (isOurs && cut?.when === when && cut.at === seen.steps.length + 1) {
        seen.isDead = true;
        void lost(state);
      }
      // Until it is lost it does nothing any more.
      if (seen.isDead) throw new Error('cut off');
    };
    storage.transactionSync = (work) => {
      mayDie('before', false);
      const { value, isOurs } = commit(() => {
        const before = look(MACHINE);
        const done = { value: work(), isOurs: look(MACHINE) !== before };
        mayDie('before', done.isOurs);
        return done;
      });
      mayDie('after', isOurs);
      if (!isOurs) return value;
      const step = look(STEP);
      seen.steps.push(step);
      then(step, line);
      return value;
    };
    storage.setAlarm = async (...given) => (seen.isDead ? undefined : setAlarm(...given));
  });
  return seen;
}

/** What the object remembers is gone; what it committed stays. An eviction would wait for whoever still asks. */
async function lost(state: DurableObjectState): Promise<void> {
  await state.storage.sync();
  state.abort('cut off');
}

/** All are lost, and what they would still tell the index. */
export async function calm(people: readonly Somebody[]): Promise<void> {
  for (const { id } of people) {
    const ended = await runInDurableObject(stubOf(customer(id)), (_: unknown, state: DurableObjectState) => {
      state.storage.sql.exec(`delete from letter where lane = '${INDEX}'`);
      return lost(state);
    }).catch((error: unknown) => String(error));
    expect(ended).toContain('cut off');
  }
}

/** Time passes and the clocks ring until nothing moves any more. */
export const settled = (pair: Pair): Promise<void> => comeToRest(bothOf(pair));

const bothOf = (pair: Pair): Somebody[] => sides.map((side) => pair[side]);

/** The same of however many; or something else ends it. */
export async function comeToRest(
  people: readonly Somebody[],
  { ends = () => false, stepMs = 200 }: { ends?: () => boolean; stepMs?: number } = {},
): Promise<void> {
  await until(
    'the moves are over',
    async () => {
      if (ends()) return true;
      const resting = people.map((one) => rests(one).catch(() => false));
      if ((await Promise.all(resting)).every(Boolean)) return true;
      vi.setSystemTime(Date.now() + stepMs);
      // Not waited for: an alarm ends with the last letter it sends off.
      for (const { id } of people) void runDurableObjectAlarm(stubOf(customer(id))).catch(() => false);
      await new Promise((resolve) => setTimeout(resolve, 20));
      return null;
    },
    30_000,
  );
}

/** Two people who said these things, one later than the other. */
export async function meet(words: Record<Side, readonly string[]>): Promise<Pair> {
  const older = await speaker(...words.older);
  vi.setSystemTime(Date.now() + 1);
  const younger = await speaker(...words.younger);
  return { older, younger, before: { older: await dump(older), younger: await dump(younger) } };
}

/** Carries something out first, whole. */
export async function first(pair: Pair, asks: () => Promise<unknown>): Promise<void> {
  await asks();
  await settled(pair);
  await calm(bothOf(pair));
}

/** One way two lines move, and what must hold when it is over, wherever it was cut off. */
export type Story = {
  begin(): Promise<Pair>;
  /** What is asked to begin with; said again, with what was asked since, by whoever got no answer. */
  asks(pair: Pair, again: boolean): Promise<unknown>;
  /** At whose line each one's words arrive. */
  doors: Record<Side, Side>;
  /** What each of them writes as soon as rows are sealed or come to that line, and goes on sending until it is taken. */
  writes: Record<Side, readonly string[]>;
  /** Something else that happens as a line comes to a step for the first time. */
  meanwhile?(pair: Pair, step: string, line: Customer): unknown;
  over(pair: Pair): Promise<unknown>;
  /** A look at the transactions of both sides, where nothing was cut off. */
  counted?(steps: Record<Side, readonly string[]>): unknown;
};

export const wordOf = (who: Somebody, word: string): Hearing => said(who.wechat, `${who.id}-${word}`, word);

/** A phone's outbox: the next word goes when the one before was taken. */
export async function writes(line: Customer, who: Somebody, words: readonly string[]): Promise<void> {
  for (const word of words) {
    const taken: object = await line.hear(wordOf(who, word)).catch(() => ({}));
    if (!('ok' in taken && taken.ok === true)) return;
  }
}

function ifCutOff(error: unknown): null {
  if (String(error).includes('cut off')) return null;
  throw error;
}

/** Carries a story through, cut off at most once; answers what each side's machine did. */
async function carried(story: Story, cut: Cut | null): Promise<Record<Side, readonly string[]>> {
  const pair = await story.begin();
  const reached = new Set<string>();
  const watch = (at: Side) =>
    watched(pair[at], cut?.side === at ? cut : null, (step, line) => {
      if (reached.has(`${at} ${step}`)) return;
      reached.add(`${at} ${step}`);
      const here = sides.filter((side) => story.doors[side] === at);
      if (step === 'copying' || step === 'importing')
        for (const side of here) void writes(line, pair[side], story.writes[side]);
      story.meanwhile?.(pair, step, line);
    });
  const seen = { older: await watch('older'), younger: await watch('younger') };
  await story.asks(pair, false).catch((error: unknown) => {
    if (cut === null) throw error;
  });
  if (cut === null) await settled(pair);
  else {
    await until('the cut', () => seen[cut.side].isDead);
    // Until it is lost altogether, whoever asks is cut off with it.
    await until('asked again', () => story.asks(pair, true).then(() => true, ifCutOff));
  }
  const phones = sides.map(async (side) => {
    for (const word of story.writes[side]) await tells(pair[side], wordOf(pair[side], word));
  });
  await Promise.all([settled(pair), ...phones]);
  await settled(pair);
  const steps = { older: [...seen.older.steps], younger: [...seen.younger.steps] };
  await story.over(pair);
  await calm(bothOf(pair));
  return steps;
}

/** The story without a cut, which counts the transactions; then cut off before and after each of them. */
export function cutOffEverywhere(story: Story): void {
  let whole: Record<Side, readonly string[]> = { older: [], younger: [] };
  beforeAll(async () => {
    openWorld();
    await knowledgeable();
    vi.useFakeTimers({ toFake: ['Date'] });
    whole = await carried(story, null);
    story.counted?.(whole);
  }, 120_000);
  afterAll(() => {
    vi.useRealTimers();
  });
  it.each(sides.flatMap((side) => (['before', 'after'] as const).map((when) => [when, side] as const)))(
    '%s each transaction of the %s',
    async (when, side) => {
      const points = whole[side].map((step, index) => ({ at: index + 1, step }));
      expect(points.length).toBeGreaterThan(1);
      const wrong: string[] = [];
      const lane = async () => {
        for (let point = points.shift(); point; point = points.shift()) {
          const { at, step } = point;
          await carried(story, { side, when, at }).catch((error: unknown) => {
            wrong.push(`${at} (${step}): ${String(error)}`);
          });
        }
      };
      await Promise.all([lane(), lane()]);
      expect(wrong).toEqual([]);
    },
    180_000,
  );
}

/** What somebody said as it stands on a line: all positions of their address without a gap. */
export async function heardOn(at: Somebody, of: Somebody): Promise<string[]> {
  const found = await rows(
    at.id,
    `select position, direction, body ->> '$.text' as words from message
     where endpoint in (select id from endpoint where peer = '${of.wechat.peer}') order by position`,
  );
  expect(found.map(({ position }) => position)).toEqual(found.map((_, index) => index + 1));
  return found.flatMap(({ direction, words }) => (direction === 'in' ? [String(words)] : []));
}

/** Whose line the younger one's matters stand in. */
export async function isOne({ older, younger }: Pair): Promise<boolean> {
  const { where } = await customer(younger.id).merge({ order: 'rank' });
  expect([null, { moved: older.id }]).toContainEqual(where);
  return where !== null;
}

/** Nothing is on its way, every word stands once where it belongs, and so does the next one. */
export async function stands(pair: Pair, asOne: boolean, words: Record<Side, readonly string[]>): Promise<void> {
  const { older, younger } = pair;
  expect(await isOne(pair)).toBe(asOne);
  const homes = { older, younger: asOne ? older : younger };
  for (const side of sides) {
    const who = pair[side];
    expect(await tells(who, wordOf(who, '后来'))).toBe(homes[side].id);
    expect(await heardOn(homes[side], who)).toEqual([...words[side], '后来']);
    const other = homes[side] === older ? younger : older;
    expect(await heardOn(other, who)).toEqual([]);
    expect(await leftOver(who)).toEqual([]);
  }
}

/** What moves leave behind while they are not over. */
export const leftOver = ({ id }: Somebody) =>
  rows(
    id,
    `select 'out' as one from merge_out union all select 'in' from merge_in union all select 'relay' from merge_relay`,
  );

/** Both lines are as they were before, with what was said since. */
export async function areAsBefore({ before, ...pair }: Pair): Promise<void> {
  for (const side of sides) {
    const after = await dump(pair[side]);
    expect(after['message']).toEqual(expect.arrayContaining(before[side]['message'] ?? []));
    for (const table of ['person', 'card', 'consent', 'choice', 'subscription', 'notice', 'ticket'])
      expect(after[table], table).toEqual(before[side][table]);
  }
}
