/** Whose address is this: asks identity, with whatever proof came along. */
import type { Address, IdentityKey } from '../../shared/actors.ts';
import type { IdentityRecord } from '../../shared/identity.ts';
import type { Account, WechatAccount } from '../channels/account.ts';
import { egressOf } from '../channels/egress.ts';
import { accountOf } from '../channels/registry.ts';
import { userInfo } from '../channels/wechat/session.ts';
import { configOf } from '../config.ts';
import type { Env } from '../env.ts';
import { bucketOf, keysOf, userKey, type Evidence, type Keys } from '../identity/keys.ts';
import { MERGES_PER_DAY } from '../identity/decide.ts';
import { SITTING_MS } from '../identity/evidence.ts';
import { freshPerson } from '../identity/person.ts';
import { bucketOfPerson, bucketPort } from '../identity/port.ts';
import { resolvePerson, type Joined, type Resolution, type Resolved } from '../identity/resolve.ts';
import { giveJoins, isEmpty, oneLine } from './joining.ts';

/** WeChat waits five seconds for the hook's answer; asking for a unionid may take this much of them. */
const UNIONID_MS = 1_500;
const DAY = 86_400_000;

const portOf = (env: Env) => bucketPort((name) => env.IDENTITY.getByName(name));

/**
 * The person with this evidence, a new one when nobody has it; and which of its keys are somebody else's. `beside`: an address they say is theirs.
 * Whom it proves to be one with others is given to the lines, which become one soon after (I5).
 */
export async function resolved(env: Env, evidence: Evidence, now: number, beside?: IdentityKey): Promise<Resolved> {
  const keys = await keysOf(configOf(env).secret, evidence);
  return found(env, { ...keys, beside, now });
}

/** The same with evidence that was kept as keys. */
export function resolvedKeys(env: Env, keys: Pick<Keys, 'own' | 'proofs' | 'sources'>): Promise<Resolved> {
  return found(env, { ...keys, now: Date.now() });
}

async function found(env: Env, given: Omit<Resolution, 'port' | 'freshId'>): Promise<Resolved> {
  const known = await resolvePerson({
    ...given,
    port: portOf(env),
    freshId: freshPerson,
    isEmpty: (person) => isEmpty(env, person),
  });
  const { person, joins } = known;
  await giveJoins(env, person, joins, (homes, join) => mayJoin(env, homes, { ...join, person, at: given.now }));
  return known;
}

const keeperOf = (env: Env, person: string) => env.IDENTITY.getByName(bucketOfPerson(person));

/**
 * Whether the two lines may be one: nobody of the one was said to be nobody of the other, and the day's limit of all who stand in either
 * allows one more; beyond it both are frozen until somebody has looked.
 */
async function mayJoin(
  env: Env,
  [mine, theirs]: readonly [readonly string[], readonly string[]],
  { person, other, kind, at }: Joined & { person: string; at: number },
): Promise<boolean> {
  const pairs = new Set<string>();
  let isFrozen = false;
  for (const home of new Set([...mine, ...theirs])) {
    const bucket = keeperOf(env, home);
    const { frozen, declined } = await bucket.repute(home, at);
    const others = mine.includes(home) ? theirs : mine;
    // What was said of two of them stays said, whoever they have become one with since.
    if (declined.some((one) => others.includes(one))) {
      for (const [one, two] of [
        [person, other],
        [other, person],
      ] as const)
        await keeperOf(env, one).settle({ person: one, other: two, state: 'declined' });
      return false;
    }
    isFrozen ||= frozen;
    for (const one of await bucket.joined(home, at - DAY)) pairs.add([home, one].sort().join(' '));
  }
  if (!isFrozen && pairs.size <= MERGES_PER_DAY) return true;
  await tooMany(env, { person, other, kind, at });
  return false;
}

/** One merge too many in a day: nothing is given to the lines, and both are frozen until somebody has looked. */
export async function tooMany(
  env: Env,
  { person, other, kind, at }: { person: string; other: string; kind: IdentityKey['kind']; at: number },
): Promise<void> {
  const port = portOf(env);
  const refused = { act: 'refuse', why: 'merge_limit', confirm: 'agent', kind, hash: '', evidence: kind, at } as const;
  await port.wantMerge({ ...refused, person, other, asked: true });
  await port.wantMerge({ ...refused, person: other, other: person, asked: false });
}

/**
 * The person with this evidence, once all it proves to be theirs stands in one line: a screen that opens now begins with everything.
 * Doesn't wait longer than a moment. `refused` are the keys that stay somebody else's.
 */
export async function settled(
  env: Env,
  evidence: Evidence,
  now: number,
  beside?: IdentityKey,
): Promise<Pick<Resolved, 'person' | 'refused'>> {
  const { person, refused, joins } = await resolved(env, evidence, now, beside);
  const at = joins.length === 0 ? null : await oneLine(env, [person, ...joins.map(({ other }) => other)]);
  if (at === null) return { person, refused };
  return { person: at, refused: refused.filter(({ kind }) => !joins.some((join) => join.kind === kind)) };
}

/** The person with this evidence; a new one when nobody has it. */
export async function personProven(env: Env, evidence: Evidence, now: number, beside?: IdentityKey): Promise<string> {
  return (await resolved(env, evidence, now, beside)).person;
}

/** Whether the company has signed in a user of its own on this person. */
export const isUser = (env: Env, person: string): Promise<boolean> => isKnownBy(env, person, 'user');

async function isKnownBy(env: Env, person: string, by: 'user' | 'union'): Promise<boolean> {
  return (await portOf(env).repute(person, Date.now())).marks.some(({ kind }) => kind === by);
}

/** The person who has this address, or null. A phone number may be known by a login that vouched for it before any SMS came. */
export async function personKnown(env: Env, address: Address): Promise<string | null> {
  const { secret, accounts } = configOf(env);
  const port = portOf(env);
  for (const one of [address, ...sameOpenid(accounts, address)]) {
    const { own, proofs } = await keysOf(secret, { address: one });
    for (const key of [own, ...proofs]) {
      const found = await port.find(key.hash);
      if (found) return found.person;
    }
  }
  return null;
}

/** WeChat's pushes about a mini-program come under its gh_ id; its users are known by the same openid under its appid. */
function sameOpenid(accounts: readonly Account[], address: Address): Address[] {
  const account = accountOf(accounts, address);
  if (account?.channel !== 'wechat' || account.kind !== 'mini') return [];
  return accounts.some((one) => one.channel === 'miniprogram' && one.id === account.appid)
    ? [{ channel: 'miniprogram', account: account.appid, peer: address.peer }]
    : [];
}

/** The company's user, if they ever signed in. */
export async function personOfUser(env: Env, userId: string): Promise<string | null> {
  const key = await userKey(configOf(env).secret, userId);
  return (await portOf(env).find(key.hash))?.person ?? null;
}

/** Identity forgets that this address is the person's: what is written from it next is somebody new's. */
export async function forgotten(env: Env, person: string, evidence: Evidence): Promise<void> {
  const { own, proofs } = await keysOf(configOf(env).secret, evidence);
  for (const { hash } of [own, ...proofs]) await env.IDENTITY.getByName(bucketOf(hash)).release(hash, person);
}

/**
 * The person behind an address a platform spoke for. An official account's follower is asked for their unionid first; as long as none is known of
 * them, once a visit: it may come late, and then it joins what it proves to be one.
 */
export async function personBehind(env: Env, address: Address, now: number): Promise<string> {
  const account = accountOf(configOf(env).accounts, address);
  if (account?.channel !== 'wechat' || account.openPlatform === undefined) return personProven(env, { address }, now);
  const known = await addressOf(env, address);
  if (known && (now - known.confirmedAt <= SITTING_MS || (await isKnownBy(env, known.person, 'union'))))
    return known.person;
  const unionid = await unionidOf(env, account, address.peer);
  const union = unionid === null ? {} : { union: { openPlatform: account.openPlatform, unionid } };
  return personProven(env, { address, ...union }, now);
}

async function addressOf(env: Env, address: Address): Promise<IdentityRecord | null> {
  const { own } = await keysOf(configOf(env).secret, { address });
  return portOf(env).find(own.hash);
}

/** The follower's unionid when WeChat tells it in time. */
async function unionidOf(env: Env, account: WechatAccount, openid: string): Promise<string | null> {
  // Only an official account's followers can be asked for.
  if (account.kind !== 'official') return null;
  const owner = env.PROVIDER.getByName(account.id);
  const asked = userInfo(account, openid, {
    call: egressOf(configOf(env)),
    token: (stale) => owner.token(account.id, stale),
  }).then(
    (info) => (info.ok ? info.unionid : null),
    () => null,
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), UNIONID_MS);
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
