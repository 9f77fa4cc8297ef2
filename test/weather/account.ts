/** The day's account: what a simple sequential line would show, beside what stands in the tables and on the screens. */
import type { Snapshot } from '../../shared/line.ts';
import type { Message } from '../../shared/message.ts';
import { customer, rows } from '../customer/rig.ts';
import type { Call, Fate } from './providers.ts';
import type { Day } from './day.ts';
import type { Screen } from './screen.ts';

type Kept = Pick<Message, 'id' | 'revision' | 'position' | 'direction' | 'status'> & {
  reason: string | null;
  endpoint: string;
  channel: string | null;
  words: string;
  instance: string | null;
  number: number;
};

const SCREEN_MS = 3_000;

/** Everything that is not as it must be, in words; empty when the day was good. */
export async function account(day: Day): Promise<string[]> {
  const found: string[] = [];
  const messages = await kept(day.id);
  same(found, 'L3 revisions', await numbers(day.id, 'select revision as n from change order by revision'));
  for (const endpoint of new Set(messages.map((one) => one.endpoint).filter((id) => id !== ''))) {
    const positions = messages.filter((one) => one.endpoint === endpoint).map((one) => one.position);
    same(found, `L3 positions of ${endpoint}`, positions);
  }
  for (const screen of day.screens) spoken(found, screen, messages);
  pushes(found, day, messages);
  const summons = new Set(
    (await rows(day.id, `select id from summons where way = 'sms'`)).map((row) => String(row.id)),
  );
  const asked = day.calls.sms.filter((call) => summons.has(call.what));
  once(found, asked);
  const sms = day.calls.sms.filter((call) => !summons.has(call.what));
  leaving(found, 'sms', sms, messages, (one) => one.id);
  // An answer's steps and choices follow its words there: the first line names both.
  const wechat = day.calls.wechat.map((call) => ({ ...call, what: firstLine(call.what) }));
  leaving(found, 'wechat', wechat, messages, (one) => firstLine(one.words));
  const stuck = messages.filter(
    ({ direction, status, reason, channel }) =>
      direction === 'out' && status === 'queued' && reason === null && (channel === 'sms' || channel === 'wechat'),
  );
  if (stuck.length > 0)
    found.push(`L5 still queued, and nobody is told why: ${stuck.map((one) => one.words).join(', ')}`);
  const quarantined = await rows(day.id, 'select key, why from quarantine');
  if (quarantined.length > 0) found.push(`L2 quarantined: ${JSON.stringify(quarantined)}`);
  for (const screen of day.screens) await shows(found, day, screen);
  return found;
}

const firstLine = (words: string) => words.split('\n', 1)[0] ?? '';

async function kept(id: string): Promise<Kept[]> {
  return (await rows(id, 'select * from message order by revision')).map((row) => ({
    id: String(row.id),
    revision: Number(row.revision),
    position: Number(row.position),
    direction: String(row.direction) as Message['direction'],
    status: String(row.status) as Message['status'],
    reason: row.reason === null ? null : String(row.reason),
    endpoint: String(row.endpoint),
    channel: row.channel === null ? null : String(row.channel),
    words: (JSON.parse(String(row.body)) as { text?: string }).text ?? '',
    instance: row.client_instance === null ? null : String(row.client_instance),
    number: Number(row.client_number),
  }));
}

async function numbers(id: string, query: string): Promise<number[]> {
  return (await rows(id, query)).map((row) => Number(row.n));
}

/** Contiguous from 1. */
function same(found: string[], what: string, given: readonly number[]): void {
  const broken = given.findIndex((number, index) => number !== index + 1);
  if (broken >= 0) found.push(`${what}: ${given[broken]} where ${broken + 1} belongs`);
}

/** Each sender's words stand once, in the order they were said, but for those refused. */
function spoken(found: string[], screen: Screen, messages: readonly Kept[]): void {
  const mine = messages.filter((one) => one.instance === screen.instance);
  const refused = new Set(screen.refused);
  const wanted = screen.said.filter((words) => !refused.has(words));
  // Long words leave in parts; the first carries the sender's number.
  const stands = mine.map((one) => wanted.find((words) => words.startsWith(one.words)) ?? one.words);
  if (stands.join('\n') !== wanted.join('\n')) {
    found.push(`S3 ${screen.instance} said ${JSON.stringify(wanted)}, stands ${JSON.stringify(stands)}`);
  }
  mine.slice(1).forEach((one, index) => {
    if (one.number <= (mine[index]?.number ?? 0)) found.push(`S3 ${screen.instance} number ${one.number} out of order`);
  });
}

function pushes(found: string[], day: Day, messages: readonly Kept[]): void {
  for (const { key, words } of day.pushed) {
    const times = messages.filter((one) => one.direction === 'in' && one.words === words).length;
    if (times !== 1) found.push(`L2 push ${key} stands ${times} times`);
  }
}

/** Answers after which the same words may be called again: asked for, or refused as somebody who isn't there and then wrote after all. */
const AGAIN: readonly Fate[] = ['retry', 'refused'];

/** An SMS that asks to come and read has an id of its own, even where it is tried again. */
function once(found: string[], asked: readonly Call[]): void {
  const seen = new Set<string>();
  for (const { what } of asked) {
    if (seen.has(what)) found.push(`L5 asked twice to come and read: ${what}`);
    seen.add(what);
  }
}

/** Calls go out in the order of positions; a message is called again only after an answer that leaves it owed. */
function leaving(
  found: string[],
  channel: string,
  calls: readonly Call[],
  messages: readonly Kept[],
  nameOf: (one: Kept) => string,
): void {
  const out = messages.filter((one) => one.direction === 'out' && one.channel === channel);
  const positions = new Map<string, number>();
  for (const one of out) {
    const name = nameOf(one);
    // Where the platform isn't told our id, the robot's words may stand twice: only unique ones can be followed.
    positions.set(name, positions.has(name) ? -1 : one.position);
  }
  let reached = 0;
  const closed = new Set<string>();
  const refused = new Set<string>();
  for (const { what, fate } of calls) {
    // A menu or a card, where the platform isn't told our id.
    if (what === '') continue;
    const position = positions.get(what);
    if (position === undefined) found.push(`L5 ${channel} called for what never stood: ${what}`);
    if (position === undefined || position < 0) continue;
    // Refused as of somebody who isn't there, it leaves again when they write, behind what left meanwhile.
    const isBack = refused.has(what);
    if (position < reached && !isBack) found.push(`L5 ${channel} position ${position} left after ${reached}`);
    if (closed.has(what)) found.push(`L5 ${channel} position ${position} called again after its answer`);
    if (fate === 'refused') refused.add(what);
    if (!AGAIN.includes(fate)) closed.add(what);
    reached = Math.max(reached, position);
  }
  if (calls.length > out.length + calls.filter((one) => AGAIN.includes(one.fate)).length) {
    found.push(`L5 ${channel}: ${calls.length} calls for ${out.length} messages`);
  }
}

/** A screen that lived through the day shows what a fresh one of the same viewer gets. */
async function shows(found: string[], day: Day, screen: Screen): Promise<void> {
  const end = performance.now() + SCREEN_MS;
  for (;;) {
    const fresh = await customer(day.id).poll(screen.viewer, 'fresh', null, 0);
    const reset = fresh.ok ? (fresh.frames[1] as { snapshot: Snapshot }) : null;
    const wanted = JSON.stringify(reset ? shown(reset.snapshot, 50) : null);
    const held = JSON.stringify(screen.line ? shown(screen.line, reset?.snapshot.messages.length ?? 0) : null);
    if (wanted === held) return;
    if (performance.now() > end) {
      found.push(`S12 ${screen.instance} shows ${held}, a fresh screen ${wanted}`);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function shown(line: Snapshot, last: number) {
  return {
    session: line.session,
    marks: line.marks.company,
    messages: line.messages.slice(-last).map(({ id, revision, status }) => [id, revision, status]),
  };
}
