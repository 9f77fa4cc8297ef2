/** Generated people and what they do over three years: who shares what with whom, and every act with what it proves. */
import type { IdentityKey } from '../../shared/identity.ts';
import type { Evidence, Proof, Source } from '../../worker/identity/evidence.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Three years of acts. */
const SPAN = 3 * 365 * DAY;

/** A number in one's hands for a while; a family's is in everybody's. */
export type Phone = { hash: string; from: number; to: number; holders: readonly number[] };

/** One act of one real person. */
export type Act = {
  who: number;
  evidence: Evidence;
  /** Who holds the number it shows, at that time. */ holders: readonly number[];
};

type Someone = {
  who: number;
  user: string | null;
  second: string | null;
  union: string | null;
  otherUnion: string | null;
  lateUnion: number;
  phones: Phone[];
  device: string;
  tablet: { hash: string; hour: number } | null;
  email: string | null;
  orders: string[];
};

/** Seeded numbers between 0 and 1 (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const REALMS: Partial<Record<IdentityKey['kind'], string>> = { user: 'company', union: 'op' };

export function proof(kind: IdentityKey['kind'], hash: string, source: Source, more: object = {}): Proof {
  const realm = REALMS[kind];
  return { key: realm === undefined ? { kind, hash } : { kind, hash, realm }, source, ...more };
}

function wechat(account: 'official' | 'mini', union: string): Proof {
  return { key: { kind: 'openid', hash: `o:${account}:${union}`, realm: account }, source: 'wechat' };
}

/** Everybody's acts in the order of time. `haste`: the share of shared browsers taken over within minutes. */
export function actsOf(people: number, seed: number, haste = 0): Act[] {
  const random = chance(seed);
  const everybody = households(people, random);
  recycle(everybody, random);
  const acts: Act[] = [];
  const kiosks = new Map<string, number>();
  const terminals = Math.ceil(people / 250);
  for (const someone of everybody) {
    const times = 4 + Math.floor(random() * 6);
    for (let time = 0; time < times; time += 1) act(someone, everybody, random, acts, { kiosks, haste, terminals });
  }
  return acts.sort((left, right) => left.evidence.at - right.evidence.at);
}

function households(people: number, random: () => number): Someone[] {
  const everybody: Someone[] = [];
  while (everybody.length < people) {
    const first = everybody.length;
    const size = Math.min(1 + Math.floor(random() * 5), people - first);
    const members = Array.from({ length: size }, (_, at) => first + at);
    const family = { hash: `p:f${first}`, from: 0, to: SPAN, holders: members };
    const hasTablet = size > 1 && random() < 0.4;
    const hasFamilyPhone = size > 1 && random() < 0.35;
    for (const [at, who] of members.entries()) {
      const union = random() < 0.85 ? `x:${who}` : null;
      const user = union === null || random() < 0.7 ? `u:${who}` : null;
      const own = { hash: `p:${who}`, from: 0, to: SPAN, holders: [who] };
      everybody.push({
        who,
        user,
        second: user !== null && random() < 0.06 ? `u:${who}b` : null,
        union,
        otherUnion: union !== null && random() < 0.06 ? `x:${who}b` : null,
        lateUnion: random() < 0.3 ? random() * SPAN : 0,
        phones: hasFamilyPhone && random() < 0.6 ? [family] : [own],
        device: `d:${who}`,
        tablet: hasTablet ? { hash: `d:t${first}`, hour: at * 2 } : null,
        email: random() < 0.2 ? `m:${who}` : null,
        orders: user === null ? [] : [`n:${who}a`, `n:${who}b`],
      });
    }
  }
  return everybody;
}

/** Some give their number up; after the ninety days the operator keeps it, it is a stranger's, who had none or gives up another. */
function recycle(everybody: Someone[], random: () => number): void {
  for (const someone of everybody) {
    const [own] = someone.phones;
    if (!own || own.holders.length > 1 || own.to !== SPAN || random() >= 0.08) continue;
    const stranger = everybody[Math.floor(random() * everybody.length)];
    if (!stranger || stranger === someone) continue;
    own.to = SPAN * (0.2 + random() * 0.5);
    someone.phones.push({ hash: `p:${someone.who}n`, from: own.to, to: SPAN, holders: [someone.who] });
    const from = own.to + (90 + random() * 200) * DAY + 1;
    stranger.phones.push({ hash: own.hash, from, to: SPAN, holders: [stranger.who] });
  }
}

type Kiosks = { kiosks: Map<string, number>; haste: number; terminals: number };

/** One visit of one person: what they show, and when. */
function act(someone: Someone, everybody: readonly Someone[], random: () => number, acts: Act[], shops: Kiosks): void {
  const at = random() * SPAN;
  const phone = pick(
    someone.phones.filter(({ from, to }) => at >= from && at < to),
    random,
  );
  const say = (when: number, ...proofs: (Proof | null)[]) =>
    acts.push({
      who: someone.who,
      evidence: { at: when, proofs: proofs.filter((one) => one !== null) },
      holders: phone?.holders ?? [],
    });
  const user = someone.second !== null && random() < 0.4 ? someone.second : someone.user;
  const login = user === null ? null : proof('user', user, 'login');
  const union = someone.otherUnion !== null && random() < 0.3 ? someone.otherUnion : someone.union;
  switch (Math.floor(random() * 8)) {
    case 0:
    case 1:
      visit(someone, login, at, random, say, shops, vouched(someone, random, at));
      break;
    case 2:
      if (union !== null)
        say(at, wechat('official', union), at < someone.lateUnion ? null : proof('union', union, 'wechat'));
      break;
    case 3:
      if (union === null) break;
      say(at, wechat('mini', union), proof('union', union, 'wechat'));
      if (phone && random() < 0.5)
        say(at + MINUTE, wechat('mini', union), proof('union', union, 'wechat'), proof('phone', phone.hash, 'button'));
      break;
    case 4:
      if (phone) say(at, proof('endpoint', `s:${phone.hash}`, 'number'), proof('phone', phone.hash, 'number'));
      break;
    case 5:
      code(someone, login, phone, at, random, say);
      break;
    case 6:
      if (login && someone.union !== null && user === someone.user && random() < 0.4)
        say(at, login, proof('union', someone.union, 'login'));
      else if (someone.email !== null)
        say(at, login ?? proof('device', someone.device, 'visit'), proof('email', someone.email, 'link'));
      break;
    default:
      order(someone, everybody, login, at, random, say);
  }
}

type Say = (when: number, ...proofs: (Proof | null)[]) => void;

/** The company vouches for the number it was told at sign-up, and goes on doing so when it is somebody else's. */
function vouched(someone: Someone, random: () => number, at: number): Proof | null {
  const [first] = someone.phones;
  if (!first || random() < 0.4 || at < first.from) return null;
  return proof('phone', first.hash, 'company', { provenAt: first.from });
}

function visit(
  someone: Someone,
  login: Proof | null,
  at: number,
  random: () => number,
  say: Say,
  { kiosks, haste, terminals }: Kiosks,
  number: Proof | null,
): void {
  const where = random();
  let device = someone.device;
  let when = at;
  if (someone.tablet && where < 0.3) {
    device = someone.tablet.hash;
    const last = kiosks.get(device);
    const isNext = last !== undefined && random() < haste;
    // Or they take it from another's hands, from the first second on.
    when = isNext ? last + random() * 20 * MINUTE : Math.floor(at / DAY) * DAY + someone.tablet.hour * HOUR;
    kiosks.set(device, when);
  } else if (where > 0.9) {
    // A terminal in a shop: one after the other, with half an hour or more between them, or from the first second on up to twenty minutes: whoever comes finds it as it was left.
    device = `d:k${Math.floor(random() * terminals)}`;
    const last = kiosks.get(device) ?? 0;
    when = last + (random() < haste ? random() * 20 : 30 + random() * 60) * MINUTE;
    kiosks.set(device, when);
  }
  const seen = proof('device', device, 'visit');
  const asksFirst = random() < 0.6;
  if (asksFirst) say(when, seen);
  // Most sign in while they are talking, some after a while of silence.
  const silence = random() < 0.75 ? 2 : 6;
  if (!login || random() >= 0.7) return;
  say(when + silence * MINUTE, seen, login, number);
  // Who waits there sees them go.
  if (kiosks.has(device)) kiosks.set(device, when + silence * MINUTE);
}

function code(
  someone: Someone,
  login: Proof | null,
  phone: Phone | undefined,
  at: number,
  random: () => number,
  say: Say,
): void {
  if (!phone) return;
  const entered = proof('phone', phone.hash, 'code');
  if (login && random() < 0.5) say(at, login, entered);
  else say(at, proof('device', someone.device, random() < 0.8 ? 'said' : 'visit'), entered);
}

/** Orders are a user's; one in twenty-five types somebody else's. */
function order(
  someone: Someone,
  everybody: readonly Someone[],
  login: Proof | null,
  at: number,
  random: () => number,
  say: Say,
): void {
  const isWrong = random() < 0.04;
  const whose = isWrong ? pick(everybody, random) : someone;
  const number = pick(whose?.orders ?? [], random);
  if (number === undefined) return;
  const typed = proof('order', number, 'typed');
  const how = random();
  if (login && how < 0.4) say(at, login, typed);
  else if (someone.union !== null && how < 0.7)
    say(at, wechat('mini', someone.union), proof('union', someone.union, 'wechat'), typed);
  else say(at, proof('device', someone.device, 'visit'), typed);
}

function pick<Item>(list: readonly Item[], random: () => number): Item | undefined {
  return list[Math.floor(random() * list.length)];
}
