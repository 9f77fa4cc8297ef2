/** 可能是同一人, for staff: hints, both sides before anybody decides, and the decision. Looking changes nothing. */
import {
  alikeDecision,
  type AlikeList,
  type AlikePair,
  type AlikeRecord,
  type PersonSide,
} from '../../shared/alike-desk.ts';
import type { KeptRequest } from '../../shared/identity.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import { confirms, wanted } from '../identity/asking.ts';
import { clashing } from '../identity/evidence.ts';
import { bucketOfPerson } from '../identity/port.ts';
import { isWhy, why } from '../identity/words.ts';
import { lineOf } from '../line.ts';
import { answered, refused } from './answers.ts';
import { admitted, type Asked } from './door.ts';
import { readJson } from './intake.ts';
import { keptOf, settleBoth } from './alike-kept.ts';
import { giveDecision, homesOf } from './joining.ts';
import { membersOf } from './people.ts';
import { reputesOf } from './repute.ts';

/** Looked up at once. */
const MOST = 12;
const isName = (name: string) => /^[\w-]{1,64}$/u.test(name);
/** Of a colleague's decision: who it was. */
const BY = 'agent:';

const bucket = (context: Asked, person: string) => context.env.IDENTITY.getByName(bucketOfPerson(person));
const isHint = ({ act, state }: KeptRequest) => act === 'suggest' && state === 'open';
const isRecord = ({ act }: KeptRequest) => act === 'merge';
const said = (request: KeptRequest) => (isWhy(request.why) ? why[request.why] : why.joined);

async function sideOf(context: Asked, person: string): Promise<Result<{ side: PersonSide }>> {
  if (!isName(person)) return refuse('not_found');
  const found = await lineOf(context.env, person).person({ order: 'side' });
  if (!found.ok) return found;
  return 'side' in found ? found : refuse('not_found');
}

export async function list(context: Asked): Promise<Response> {
  const who = await admitted(context, 'edit-person');
  if (!who.ok) return refused(who);
  const own = await sideOf(context, context.req.param('customer') ?? '');
  if (!own.ok) return refused(own);
  const person = own.side.customer;
  const { requests, isTwo } = await keptOf(context.env, person);
  const kept = bestOf(requests);
  const names = new Map<string, string>();
  if (kept.some(({ evidence, settled }) => evidence.startsWith(BY) || settled !== null)) {
    const members = await membersOf(context);
    if (members.ok) for (const one of members.members) names.set(one.id, one.name);
  }
  const told: AlikeList = { ok: true, hints: [], records: [] };
  for (const request of kept.slice(0, MOST)) {
    const found = await sideOf(context, request.other);
    // Erased meanwhile: nobody is there to be.
    if (!found.ok) continue;
    const { side } = found;
    const isOne = side.customer === person;
    const { other, at } = request;
    const base = { other, why: said(request), at };
    if (isRecord(request)) {
      const by = request.evidence.startsWith(BY) ? (names.get(request.evidence.slice(BY.length)) ?? '') : null;
      const contested =
        isOne || request.state === 'declined' ? [] : await contestedBy(context, [request.person, other]);
      const state = stateOf(request, isOne, contested.length > 0);
      const { settled } = request;
      const apart = state === 'apart' && settled ? { by: names.get(settled.by) ?? '', at: settled.at } : null;
      told.records.push({ ...base, name: isOne ? other : side.name, by, state, contested, apart });
    } else if (!isOne && !isTwo(await homesOf(context.env, other)))
      told.hints.push({ ...base, name: side.name, times: request.times });
  }
  return answered(told);
}

/** One word about each other person: what was decided before what only hints. */
function bestOf(requests: readonly KeptRequest[]): KeptRequest[] {
  const best = new Map<string, KeptRequest>();
  for (const one of [...requests.filter(isRecord), ...requests.filter(isHint)])
    if (!best.has(one.other)) best.set(one.other, one);
  return [...best.values()].sort((one, other) => other.at - one.at);
}

/** Of which kinds each of the two has an identity, and another one: the decision waits for ever because of it. */
async function contestedBy(context: Asked, two: readonly [string, string]) {
  const { sides } = await reputesOf(context.env, two, Date.now());
  return clashing(sides[0].marks, sides[1].marks);
}

function stateOf({ state }: KeptRequest, isOne: boolean, isContested: boolean): AlikeRecord['state'] {
  if (isOne) return 'joined';
  if (state === 'declined') return 'apart';
  return isContested ? 'conflict' : 'waiting';
}

/** Both sides, and what was kept of the two. */
async function pairOf(context: Asked, customer: string, other: string) {
  const [mine, theirs] = await Promise.all([sideOf(context, customer), sideOf(context, other)]);
  if (!mine.ok) return mine;
  if (!theirs.ok) return theirs;
  const sides: [PersonSide, PersonSide] = [mine.side, theirs.side];
  const { requests } = await keptOf(context.env, mine.side.customer);
  const request = bestOf(requests).find((one) => one.other === other);
  if (!request) return refuse('not_found', 'Nothing says that they are one.');
  return { ok: true as const, sides, request, requests };
}

export async function compare(context: Asked): Promise<Response> {
  const who = await admitted(context, 'edit-person');
  if (!who.ok) return refused(who);
  const found = await pairOf(context, context.req.param('customer') ?? '', context.req.param('other') ?? '');
  if (!found.ok) return refused(found);
  const { sides, request } = found;
  const [one, other] = sides;
  const isOlder = one.since < other.since || (one.since === other.since && one.customer < other.customer);
  const word = await confirmed(context, one.customer, other.customer);
  const told: AlikePair = {
    ...{ ok: true, survivor: isOlder ? one.customer : other.customer, sides, why: said(request) },
    barred: word === 'confirmed' ? null : word,
  };
  return answered(told);
}

/** Whether they may become one, as what makes them and whoever is one with them somebody stands now. */
async function confirmed(context: Asked, one: string, other: string) {
  const { sides } = await reputesOf(context.env, [one, other], Date.now());
  return confirms(...sides);
}

/** One: kept with both as a merge wanted, by a colleague's word. Two, or apart: not asked again unless more is proven. */
export async function decide(context: Asked): Promise<Response> {
  const who = await admitted(context, 'join-people');
  if (!who.ok) return refused(who);
  const asked = await readJson(context.req.raw, alikeDecision);
  if (!asked.ok) return refused(asked);
  const { other, say } = asked.value;
  const found = await pairOf(context, context.req.param('customer') ?? '', other);
  if (!found.ok) return refused(found);
  const { request, requests } = found;
  // Whoever it was kept with: one of those whose lines stand in this one.
  const { person } = request;
  const isApart = isRecord(request) && request.state === 'declined';
  const may = { one: isHint(request) || isApart, two: isHint(request), apart: isRecord(request) && !isApart };
  if (!may[say]) return refused(refuse('wrong_state'));
  const settled = { by: who.member.id, at: Date.now() };
  const settle = async (state: 'open' | 'declined') => {
    // Everything that hints at the same two is answered with it.
    const same = requests.filter((one) => one.other === other && isHint(one));
    for (const one of new Set([request, ...same])) await settleBoth(context.env, one, { state, settled });
    return answered({ ok: true });
  };
  const give = (kind: 'merge' | 'unmerge') =>
    giveDecision(context.env, kind, [person, other], `${kind}:${who.member.id}:${Date.now()}`);
  if (say === 'apart') await give('unmerge');
  if (say !== 'one') return settle('declined');
  const word = await confirmed(context, person, other);
  if (word === 'two_strong') return refused(refuse('not_allowed', why.two_strong.en));
  if (word === 'merge_limit') return refused(refuse('rate_limited', why.merge_limit.en));
  await give('merge');
  if (isApart) return settle('open');
  const colleague = { why: 'colleague', evidence: `${BY}${who.member.id}` } as const;
  for (const merge of wanted(request, Date.now(), colleague)) await bucket(context, merge.person).wantMerge(merge);
  return answered({ ok: true });
}
