/** An offer leaves: the campaign is asked whether it runs, the person's word is asked again, then the provider is called. */
import type { ConsentProof, Marketing } from '../../../shared/campaign/consent-proof.ts';
import type { Lease, OfferTold, SmsOffer } from '../../../shared/campaign/calls.ts';
import type { Sent } from '../../channels/channel.ts';
import { segments } from '../../../shared/sms-segments.ts';
import { campaignsHeld } from '../../../shared/settings.ts';
import { backoff } from '../backoff.ts';
import { fateUnknown, offerReported } from '../hear.ts';
import type { Commit } from '../deliver.ts';
import type { Letter } from '../letters.ts';
import { notify } from '../own/notices.ts';
import { reminded, reminderOf, type Reminder } from '../own/remind.ts';
import type { Wake } from '../own/wake.ts';
import { optedOutAt } from '../own/choices.ts';
import { waitsForChannel } from '../switched.ts';
import type { Turn } from '../turn.ts';
import { become, toldOf } from './becoming.ts';
import { decide, offerIn } from './making.ts';
import type { OfferKept } from './store.ts';

export type Promoters = {
  outreach: {
    lease(campaign: string, revision: number): Promise<Lease>;
    told(campaign: string, order: { person: string; told: OfferTold }): Promise<{ ok: true }>;
    anyHour(customers: readonly string[]): Promise<{ ok: true }>;
  };
  /** An offer by SMS, by a template of the marketing kind. */
  promote(offer: Marketing<SmsOffer>): Promise<Sent>;
  /** An offer by the mini-program's template of offers. */
  offer(reminder: Marketing<Reminder>): Promise<Sent>;
  wake: Wake;
};

/** A campaign that stands still is asked again after so long. */
const PAUSED_MS = 30_000;
const TRIES = 6;

type Step =
  | { way: 'sms'; offer: Marketing<SmsOffer> }
  | { way: 'subscription'; reminder: Marketing<Reminder> }
  | { way: 'wake'; waking: Parameters<Wake>[0] };

/** Takes one out, or finds that it must not leave. Resolves to what settles the letter. */
export async function deliverOffer(letter: Letter, commit: Commit, outside: Promoters): Promise<() => void> {
  const id = offerIn(letter);
  const asked = commit((turn) => standing(turn, letter, id));
  if (!asked) return () => undefined;
  const lease = await outside.outreach.lease(asked.campaign, asked.what.revision);
  const step = commit((turn) => lastDoor(turn, letter, id, lease));
  if (!step) return () => undefined;
  if (step.way === 'wake') {
    await outside.wake(step.waking);
    return () => undefined;
  }
  let sent: Sent;
  try {
    sent = step.way === 'sms' ? await outside.promote(step.offer) : await outside.offer(step.reminder);
  } catch {
    sent = { ok: false, fate: 'unknown', reason: { code: 'fate_unknown', detail: 'the call to the provider broke' } };
  }
  return () => commit((turn) => settleOffer(turn, letter, id, step, sent));
}

/** What is still to leave. A call whose end a reset of the object hid is never repeated: nobody knows its fate. */
function standing(turn: Turn, letter: Letter, id: string): OfferKept | null {
  const one = turn.offers.byId(id);
  if (one?.state === 'taken') return one;
  if (one?.state === 'going') {
    if (one.channel === 'miniprogram') show(turn, one);
    become(turn, one, { state: 'unknown', at: turn.now });
    fateUnknown(turn, one.name);
  }
  turn.letters.done(letter);
  return null;
}

/** In one transaction: the lease counts still, the person agrees still, and it is noted as going. Null: it doesn't leave now. */
function lastDoor(turn: Turn, letter: Letter, id: string, lease: Lease): Step | null {
  const one = turn.offers.byId(id);
  if (one?.state !== 'taken') return null;
  if (lease.may === 'never') return fall(turn, letter, one, { state: 'fell', why: lease.why, at: turn.now });
  if (turn.now > one.what.until) return fall(turn, letter, one, { state: 'fell', why: 'over', at: turn.now });
  if (lease.may === 'wait' || campaignsHeld(turn.around.settings, turn.now) || lease.until <= turn.now) {
    // Nothing was tried: a campaign that stands still for days uses no try up.
    const wait = lease.may === 'leave' && lease.until <= turn.now ? 0 : PAUSED_MS;
    turn.letters.setState(letter.id, 'owed', turn.now + wait);
    return null;
  }
  const decided = decide(turn, one);
  if (decided.go === 'later') return fall(turn, letter, one, { state: 'later', why: decided.why, at: decided.at });
  if (decided.go === 'never') return fall(turn, letter, one, { state: 'fell', why: decided.why, at: turn.now });
  const { channel, endpoint, proof, form } = decided;
  const { peer } = endpoint;
  const going: Partial<OfferKept> = {
    channel,
    endpoint: endpoint.id,
    evidence: proof.evidence,
    at: turn.now,
    leftAt: turn.now,
  };
  switch (channel) {
    case 'sms': {
      if (!form) return fall(turn, letter, one, { state: 'fell', why: 'no-address', at: turn.now });
      const { segments: parts } = segments(form.text, peer.startsWith('+86'));
      turn.offers.save({ ...one, ...going, state: 'going', parts });
      return { way: 'sms', offer: { id: one.name, address: { channel, account: form.account, peer }, form, proof } };
    }
    case 'miniprogram': {
      const notice = { ...contents(one), id: one.name, at: turn.now };
      const reminder = reminderOf(turn, { notice, kind: 'offer', push: null, language: languageOf(turn) });
      if (!reminder) return fall(turn, letter, one, { state: 'fell', why: 'no-quota', at: turn.now });
      turn.offers.save({ ...one, ...going, state: 'going' });
      return { way: 'subscription', reminder: { ...reminder, proof } };
    }
    case 'app':
    case 'web':
      // It stands among their notices; that it was seen is known once it is read.
      turn.letters.done(letter);
      comesOut(turn, become(turn, one, { ...going, state: 'sent' }), proof);
      return channel === 'app' && turn.around.wakes !== 'nothing'
        ? { way: 'wake', waking: wakingOf(turn, one, { channel, account: endpoint.account, peer }) }
        : null;
  }
}

/** It doesn't leave: the campaign is told why. */
function fall(turn: Turn, letter: Letter, one: OfferKept, to: Pick<OfferKept, 'state' | 'why' | 'at'>): null {
  turn.letters.done(letter);
  become(turn, one, to);
  return null;
}

/** On our own screens it leaves by standing there. */
function comesOut(turn: Turn, one: OfferKept, { evidence }: ConsentProof): void {
  show(turn, { ...one, evidence });
}

/** Stands among the person's notices; nobody looks after whether it was read. */
function show(turn: Turn, one: OfferKept): void {
  const home = one.endpoint ? turn.homeOf(one.endpoint) : '';
  notify(turn, { key: `offer:${one.id}`, ...contents(one), home }, one.name);
}

function contents({ what: { offer } }: OfferKept) {
  return {
    kind: 'offer' as const,
    title: { zh: offer.zh.title, en: offer.en.title },
    text: { zh: offer.zh.text, en: offer.en.text },
    facts: [],
    opens: null,
  };
}

const languageOf = (turn: Turn) => (turn.sessions.latest()?.mind.language === 'en' ? 'en' : 'zh');

function wakingOf(turn: Turn, one: OfferKept, address: Parameters<Wake>[0]['address']): Parameters<Wake>[0] {
  const language = languageOf(turn);
  return {
    address,
    revision: turn.head,
    unread: turn.own.unread(),
    text: one.what.offer[language].title,
    language,
    tries: 0,
  };
}

function settleOffer(turn: Turn, letter: Letter, id: string, step: Exclude<Step, { way: 'wake' }>, sent: Sent): void {
  const one = turn.offers.byId(id);
  if (step.way === 'subscription') reminded(turn, step.reminder, sent);
  if (one?.state !== 'going') return turn.letters.done(letter);
  if (!sent.ok && sent.fate === 'retry' && (waitsForChannel(sent) || letter.tries + 1 < TRIES)) {
    turn.offers.save({ ...one, state: 'taken', leftAt: null, parts: 0 });
    return turn.letters.postpone(letter, turn.now + Math.max(sent.afterMs, backoff(letter.tries)));
  }
  turn.letters.done(letter);
  if (!sent.ok && sent.fate !== 'unknown') {
    become(turn, one, { state: 'failed', why: sent.reason.code, at: turn.now, leftAt: null, parts: 0 });
    const endpoint = turn.line.endpoint(one.endpoint);
    if (sent.fate === 'failed' && sent.optedOut && endpoint) optedOutAt(turn, endpoint, sent.reason.detail);
    return;
  }
  if (one.channel === 'miniprogram') show(turn, one);
  const providerId = sent.ok ? sent.providerId : null;
  become(turn, one, { state: sent.ok ? 'sent' : 'unknown', at: turn.now, providerId });
  if (!sent.ok) fateUnknown(turn, one.name);
  if (providerId === null) return;
  for (const report of turn.letters.receipts.take(providerId)) offerReported(turn, report);
}

/** Tells the campaign how it stands; again until it has heard. */
export async function deliverOfferTold(letter: Letter, commit: Commit, outside: Promoters): Promise<() => void> {
  const one = commit((turn) => turn.offers.byId(offerIn(letter)));
  if (one) await outside.outreach.told(one.campaign, { person: one.person, told: toldOf(one) });
  return () => commit((turn) => turn.letters.done(letter));
}
