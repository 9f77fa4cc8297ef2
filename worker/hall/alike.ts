/** 是您吗？ over HTTPS: the questions asked of the proven person, and what they say. A yes that isn't proven joins nobody. */
import { alikeSaid, type AlikeQuestion } from '../../shared/alike.ts';
import type { KeptRequest } from '../../shared/identity.ts';
import type { Met } from '../../shared/own-calls.ts';
import { refuse } from '../../shared/refusal.ts';
import { answered, refused } from './answers.ts';
import { configOf } from '../config.ts';
import { confirms, isAboutWords, isAsked, isOwnWords, provenBy, wanted } from '../identity/asking.ts';
import { leaseKey, sealed } from '../identity/keys.ts';
import { bucketOfPerson } from '../identity/port.ts';
import { lineOf } from '../line.ts';
import type { Asked } from './door.ts';
import { readJson } from './intake.ts';
import { keptOf, settleBoth } from './alike-kept.ts';
import { giveDecision, homesOf, oneLine } from './joining.ts';
import { proven } from './own-doors.ts';
import { askerOf, codesOf } from './proven.ts';
import { reputesOf } from './repute.ts';
import type { Claims } from './tokens.ts';
import { tooMany } from './whose.ts';

const DAY = 86_400_000;
/** So many are looked up at once: more are an agent's matter. */
const MOST = 5;
/** So long a question that was put off is asked by no screen. */
const LATER_MS = 7 * DAY;

type Open = {
  id: string;
  request: KeptRequest;
  met: Met;
  /** It is about words said on this browser: a yes needs no proof. */
  words: boolean;
  /** Keyed hashes of which one must be proven, and the numbers behind them by hash. */
  by: readonly string[];
  numbers: ReadonlyMap<string, string>;
};

const bucket = (context: Asked, person: string) => context.env.IDENTITY.getByName(bucketOfPerson(person));

/** What may be asked of this person now. */
async function openFor(context: Asked, person: string): Promise<{ open: Open[]; own: Met | null }> {
  const { secret } = configOf(context.env);
  const open: Open[] = [];
  const { requests, isTwo } = await keptOf(context.env, person);
  const asked = requests.filter(isAsked).slice(0, MOST);
  const own = asked.length > 0 ? await metAt(context, person) : null;
  for (const request of asked) {
    const met = await metAt(context, request.other);
    // Erased meanwhile, or one line with theirs already: nobody is there to be. Said to be two with who is one with either: not asked again.
    if (!met || met.line === own?.line || isTwo(await homesOf(context.env, request.other))) continue;
    if (open.some((one) => one.request.other === request.other)) continue;
    const numbers = await keyed(secret, met.numbers);
    const by = provenBy(request, [...numbers.keys()]);
    const id = (await sealed(secret, 'alike', request.person, request.other)).slice(0, 32);
    const words = isAboutWords(request) && (await areOwn(context, request, met));
    if (words || by.length > 0) open.push({ id, request, met, words, by, numbers });
  }
  return { open, own };
}

/** Whether nobody but the browser stands behind the words, and none came since. */
async function areOwn(context: Asked, request: KeptRequest, { spokenAt }: Met): Promise<boolean> {
  const { sides } = await reputesOf(context.env, [request.person, request.other], Date.now());
  return isOwnWords(request, sides[1], spokenAt);
}

async function metAt(context: Asked, person: string): Promise<Met | null> {
  const asked = await lineOf(context.env, person).own({ order: 'met' });
  return asked.ok && 'met' in asked ? asked.met : null;
}

async function keyed(secret: string, numbers: readonly string[]): Promise<Map<string, string>> {
  return new Map(
    await Promise.all(numbers.map(async (one) => [(await leaseKey(secret, 'phone', one)).hash, one] as const)),
  );
}

/** Whether one of the keys was proven from this very address within the last minutes, where the question takes a proof. */
async function isProven(context: Asked, claims: Claims, { words, by }: Open): Promise<boolean> {
  // They could read on that screen what they are asked about.
  if (words) return true;
  const asker = await askerOf(context, claims);
  for (const subject of by) if (await codesOf(context).proved({ subject, asker })) return true;
  return false;
}

/** `13812341234` → `138****1234`; who shares a browser only is told the last two digits. */
function masked(number: string, isCommon: boolean): string {
  const bare = number.replace(/^\+86/u, '');
  return isCommon ? `${bare.slice(0, -8)}****${bare.slice(-4)}` : `*********${bare.slice(-2)}`;
}

export async function questions(context: Asked): Promise<Response> {
  const who = await proven(context);
  if (!who.ok) return refused(who);
  const { open, own } = await openFor(context, who.claims.person);
  const now = Date.now();
  // A number both proved is an address of one of them: maybe of who is asked.
  const ownNumbers = await keyed(configOf(context.env).secret, own?.numbers ?? []);
  const listed = await Promise.all(
    open.map(async (one): Promise<AlikeQuestion> => {
      const { id, request, met, words, numbers } = one;
      const isCommon = request.kind === 'phone';
      const number = isCommon ? (numbers.get(request.hash) ?? ownNumbers.get(request.hash)) : met.numbers[0];
      return {
        id,
        common: request.kind === 'phone' || request.kind === 'email' ? request.kind : 'device',
        number: number === undefined ? null : masked(number, isCommon),
        channels: met.channels,
        at: met.at,
        said: words ? met.said : [],
        proof: (await isProven(context, who.claims, one)) ? 'given' : 'code',
        later: request.putOffUntil > now ? request.putOffUntil : null,
      };
    }),
  );
  return answered({ ok: true, questions: listed });
}

/** Yes: kept as a merge wanted with both, once it is proven. No: never asked again for this pair. */
export async function say(context: Asked): Promise<Response> {
  const who = await proven(context);
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, alikeSaid);
  if (!read.ok) return refused(read);
  const found = (await openFor(context, who.claims.person)).open.find(({ id }) => id === read.value.question);
  if (!found) return refused(refuse('not_found'));
  const { request } = found;
  const { person, other } = request;
  if (read.value.answer === 'later') {
    await bucket(context, person).putOff({ person, other, until: Date.now() + LATER_MS });
    return answered({ ok: true });
  }
  if (read.value.answer === 'no') {
    await settleBoth(context.env, request, { state: 'declined' });
    return answered({ ok: true });
  }
  if (!(await isProven(context, who.claims, found))) return refused(refuse('proof_needed'));
  const now = Date.now();
  const { sides, declined } = await reputesOf(context.env, [person, other], now);
  // Said to be two by somebody who is one with either: a colleague's word is needed, as for a proof.
  if (declined) return refused(refuse('not_allowed', 'Somebody said that these are two; ask an agent.'));
  const why = confirms(...sides);
  if (why === 'two_strong')
    return refused(refuse('not_allowed', 'Both sides are known by different accounts; ask an agent.'));
  if (why === 'merge_limit') {
    await tooMany(context.env, { person, other, kind: request.kind, at: now });
    return refused(refuse('rate_limited', 'Too much was joined today; ask an agent.'));
  }
  const by = found.words ? { why: 'own_words' as const, evidence: request.evidence } : undefined;
  for (const merge of wanted(request, now, by)) await bucket(context, merge.person).wantMerge(merge);
  await giveDecision(context.env, 'merge', [person, other], `yes:${person}:${now}`);
  if (found.words) await takenIn(context, who.claims, request);
  return answered({ ok: true });
}

/** The words before the sign-in stand in the line a moment later. Guests who read the whole of them until now see it before anything else is told there. */
async function takenIn({ env }: Asked, { facts }: Claims, { person, other }: KeptRequest): Promise<void> {
  await oneLine(env, [person, other]);
  if (facts.userId !== undefined) await lineOf(env, person).backend({ order: 'signed-in', userId: facts.userId });
}
