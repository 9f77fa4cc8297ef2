/** The profile (画像) at the hall: read by staff and by the person, counted over everybody, purchases from a file. */
import { audienceRequest, importRequest, MOST_LINES, type LineFault } from '../../shared/profile/audience.ts';
import { readPurchases, type PurchaseLine } from '../../shared/profile/purchase-lines.ts';
import { faultOf } from '../../shared/profile/rule.ts';
import { outOfTime, profileSaid, type ProfileSaid } from '../../shared/profile/view.ts';
import { refuse } from '../../shared/refusal.ts';
import { markedIn } from '../../shared/settings/profile.ts';
import { lineOf } from '../line.ts';
import { ensureSettings } from '../settings/shelf.ts';
import { allows } from '../staff/rights.ts';
import { answered, refused } from './answers.ts';
import { admitted, type Asked } from './door.ts';
import { readJson } from './intake.ts';
import { proven } from './own-doors.ts';
import { viewerOf } from './tokens.ts';
import { personOfUser } from './whose.ts';

/** People of one look at the directory: so that it answers others in between. */
const AT_ONCE = 5_000;
const NAMED = 8;
const FILE_LIMIT = 1024 * 1024;
/** Lines of different people that are written side by side. */
const SIDE_BY_SIDE = 10;

export async function read(context: Asked): Promise<Response> {
  const who = await admitted(context, 'edit-person');
  if (!who.ok) return refused(who);
  const customer = context.req.param('customer') ?? '';
  if (!/^[\w-]{1,64}$/u.test(customer)) return refused(refuse('not_found'));
  return answered(await lineOf(context.env, customer).person({ order: 'profile' }));
}

export async function own(context: Asked): Promise<Response> {
  return stands(context, null);
}

export async function say(context: Asked): Promise<Response> {
  const given = await readJson(context.req.raw, profileSaid);
  return given.ok ? stands(context, given.value) : refused(given);
}

async function stands(context: Asked, said: ProfileSaid | null): Promise<Response> {
  const who = await proven(context);
  if (!who.ok) return refused(who);
  const { claims } = who;
  return answered(await lineOf(context.env, claims.person).own({ order: 'profile', viewer: viewerOf(claims), said }));
}

/** How many a rule means now, part by part. */
export async function audience(context: Asked): Promise<Response> {
  const who = await admitted(context, 'count-audience');
  if (!who.ok) return refused(who);
  const given = await readJson(context.req.raw, audienceRequest);
  if (!given.ok) return refused(given);
  const { rule } = given.value;
  const { profile } = await ensureSettings(context.env);
  const fault = faultOf([rule], markedIn(profile));
  if (fault !== '') return refused(refuse('bad_request', fault));
  const directory = context.env.DIRECTORY.getByName('main');
  const order = { rule, scale: profile.scale, limit: AT_ONCE, now: Date.now() };
  // Who opens no conversation learns how many, not who.
  const named = allows(who.member.role, 'run-profiles') ? NAMED : 0;
  const found = { count: 0, of: 0, some: [] as { customer: string; name: string }[] };
  for (let after: string | null = ''; after !== null;) {
    const part = await directory.audience({ ...order, after, named: named - found.some.length });
    found.count += part.count;
    found.of += part.looked;
    found.some.push(...part.people.map(({ customer, name }) => ({ customer, name })));
    after = part.next;
  }
  return answered({ ok: true, ...found });
}

/** Every line answers for itself; a check refuses what the import would, save what only the person's line knows. */
export async function purchases(context: Asked): Promise<Response> {
  const who = await admitted(context, 'run-profiles');
  if (!who.ok) return refused(who);
  const given = await readJson(context.req.raw, importRequest, FILE_LIMIT);
  if (!given.ok) return refused(given);
  const { csv, check } = given.value;
  const file = readPurchases(csv);
  const lines = file.rows.length;
  if (lines > MOST_LINES) return refused(refuse('too_large', 'A file holds at most 2,000 lines.'));
  const users = new Map<string, PurchaseLine[]>();
  const faults: LineFault[] = [...file.faults];
  const { profile } = await ensureSettings(context.env);
  const now = Date.now();
  for (const one of file.good) {
    // What no person has to be asked for is known to the check as well.
    const why = profile.on ? outOfTime(one.purchase.at, now) : 'off';
    if (why) faults.push({ line: one.line, why });
    else users.set(one.user, [...(users.get(one.user) ?? []), one]);
  }
  const waiting = [...users];
  const worker = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop())
      faults.push(...(await writeOne(context, ...next, check)));
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  faults.sort((one, other) => one.line - other.line);
  return answered({ ok: true, lines, kept: lines - faults.length, faults });
}

/** One user's lines; what is wrong with each that isn't kept. */
async function writeOne(context: Asked, user: string, lines: PurchaseLine[], check: boolean): Promise<LineFault[]> {
  const all = (why: LineFault['why']): LineFault[] => lines.map(({ line }) => ({ line, why }));
  const person = await personOfUser(context.env, user);
  if (person === null) return all('nobody');
  if (check) return [];
  const told = await lineOf(context.env, person).backend({
    order: 'purchases',
    purchases: lines.map(({ purchase }) => purchase),
    of: person,
  });
  // Who signed in and never was in touch has no line yet.
  if (!told.ok || !('kept' in told)) return all(!told.ok && told.code === 'not_found' ? 'nobody' : 'failed');
  const why = new Map(told.left.map((one) => [one.key, one.why]));
  return lines.flatMap(({ line, purchase }) => {
    const left = why.get(purchase.key);
    return left ? [{ line, why: left }] : [];
  });
}
