/** What a channel's hook brings: heard once, however often it is told. Runs inside one transaction. */
import type { Address, Heard, Hearing } from '../../shared/actors.ts';
import type { Body, Message } from '../../shared/message.ts';
import type { Snapshot } from '../brain/entry.ts';
import { noCounts } from '../../shared/reach/counts.ts';
import { digestText } from '../lib/digest.ts';
import { customerSpeaks, meet, personView } from './converse.ts';
import { comingBody, oweFetching } from './media/fetching.ts';
import type { Report } from './receipts.ts';
import { choose, optedOutAt, refuseOffers, REPORTED, withdrawn } from './own/choices.ts';
import { applyOfferReport } from './offers/results.ts';
import { heardOf } from './reach/calling.ts';
import { openedBy } from './reach/counting.ts';
import { elsewhere, weightOf } from './reach/planning.ts';
import { heardFrom } from './reach/lease.ts';
import { greet } from './robot.ts';
import { advances } from './status.ts';
import type { Endpoint } from './store.ts';
import type { Turn } from './turn.ts';

/** WeChat repeats an unanswered push every 5 s; silence for longer proves that it took our answer. */
export const PASSIVE_PROOF_MS = 6_000;
/** Told so often, WeChat gives up on the answer: then it goes by the customer-service API. */
const PASSIVE_ATTEMPTS = 3;

/** Says whether the hook's answer can carry a body as a passive reply on an address. */
export type Carries = (address: Address, body: Body) => boolean;

export type HearOutcome = { ok: true; duplicate: boolean; passive: Body | null };

/** Takes one thing heard. */
export function hear(turn: Turn, hearing: Hearing, knowledge: Snapshot | null, carries: Carries): HearOutcome {
  const { heard } = hearing;
  const digest = digestOf(heard);
  const before = turn.letters.heardBefore(heard.key, digest, null, turn.now);
  if (before) return again(turn, heard, before);
  const endpoint = meet(turn, heard.address, hearing.facts ?? {});
  heardFrom(turn, endpoint);
  const replies =
    heard.kind === 'message'
      ? hearMessage(turn, endpoint, heard, knowledge, hearing.media)
      : hearEvent(turn, endpoint, heard, knowledge);
  const only = replies.length === 1 ? replies[0] : undefined;
  // With a hand-over or a question to the company more words follow at once: they must not wait for the proof of a passive reply.
  if (
    !only ||
    turn.sessions.open()?.state !== 'robot' ||
    turn.letters.owes('call') ||
    turn.letters.owes('word') ||
    !carries(heard.address, only.body)
  )
    return { ok: true, duplicate: false, passive: null };
  turn.letters.nameHeard(heard.key, only.id);
  const letter = turn.letters.byKey(`send:${only.id}`);
  if (letter) turn.letters.setState(letter.id, 'passive', turn.now + PASSIVE_PROOF_MS);
  return { ok: true, duplicate: false, passive: only.body };
}

function hearMessage(
  turn: Turn,
  endpoint: Endpoint,
  heard: Extract<Heard, { kind: 'message' }>,
  knowledge: Snapshot | null,
  media: string | undefined,
): Message[] {
  openWindow(turn, endpoint, heard);
  const coming = comingBody(heard.body, media);
  const { message, replies } = customerSpeaks(turn, endpoint, coming ?? heard.body, knowledge);
  if (coming && media !== undefined) oweFetching(turn, message, heard.body, media);
  return replies;
}

function hearEvent(
  turn: Turn,
  endpoint: Endpoint,
  heard: Extract<Heard, { kind: 'event' }>,
  knowledge: Snapshot | null,
): Message[] {
  openWindow(turn, endpoint, heard);
  if (heard.body) customerSpeaks(turn, endpoint, heard.body, knowledge, { silent: true });
  if (heard.consent) {
    endpoint.marketingRefused = !heard.consent.marketing;
    if (heard.consent.blocksAll) {
      endpoint.blocked = heard.consent.marketing
        ? null
        : { code: 'opted_out', detail: `the person sent ${heard.event}` };
    }
    const evidence = `${endpoint.channel}:${heard.key}`;
    turn.own.addConsent(endpoint.id, heard.consent.marketing, evidence, turn.now);
    turn.endpointChanged(endpoint);
    // Given, it is of this channel; refused on one, it is refused everywhere.
    if (!heard.consent.marketing) refuseOffers(turn, evidence);
    else choose(turn, { purpose: 'marketing', channel: endpoint.channel, given: true, evidence }, endpoint.id);
    turn.change('staff', '', { kind: 'person', person: personView(turn) });
  }
  // Accepts are counted where the person taps (`subscribe`); the platform's own word takes back.
  if (heard.subscription?.accepted === false) {
    const evidence = `${endpoint.channel}:${heard.key}`;
    withdrawn(turn, heard.subscription.template, endpoint.home, { endpoint, evidence });
  }
  if (heard.gone) {
    endpoint.blocked = { code: 'not_following', detail: 'the person left this channel' };
    endpoint.counts = noCounts;
    turn.endpointChanged(endpoint);
  }
  if (heard.text && !heard.body) {
    const session = turn.sessions.open();
    turn.append(
      {
        endpoint,
        direction: 'in',
        speaker: { kind: 'system' },
        body: { kind: 'event', event: heard.event, text: heard.text },
        status: 'received',
      },
      session,
    );
    if (session?.agent) turn.oweSeat(session.agent.id);
  }
  return heard.greet ? greet(turn, endpoint, knowledge) : [];
}

/** What the person did opens a counted window; whoever left and comes back is reachable again. */
function openWindow(turn: Turn, endpoint: Endpoint, heard: Extract<Heard, { kind: 'message' | 'event' }>): void {
  const back = endpoint.blocked?.code === 'not_following' && !(heard.kind === 'event' && heard.gone);
  if (!heard.window && !back) return;
  if (back) endpoint.blocked = null;
  openedBy(endpoint, heard, turn.now);
  turn.endpointChanged(endpoint);
  turn.letters.release(endpoint.id, turn.now);
}

function again(
  turn: Turn,
  heard: Extract<Heard, { kind: 'message' | 'event' }>,
  before: { same: boolean; message: string | null; attempts: number },
): HearOutcome {
  turn.letters.countAttempt(heard.key);
  if (!before.same) {
    turn.letters.quarantine(heard.key, 'same key, another body', turn.now);
    return { ok: true, duplicate: true, passive: null };
  }
  const message = before.message ? turn.line.message(before.message) : null;
  const letter = message ? turn.letters.byKey(`send:${message.id}`) : null;
  if (!message || letter?.state !== 'passive') return { ok: true, duplicate: true, passive: null };
  if (before.attempts + 1 >= PASSIVE_ATTEMPTS) {
    turn.letters.setState(letter.id, 'owed', turn.now);
    return { ok: true, duplicate: true, passive: null };
  }
  turn.letters.setState(letter.id, 'passive', turn.now + PASSIVE_PROOF_MS);
  return { ok: true, duplicate: true, passive: message.body };
}

/** Applies a provider's report: only forward moves; a report on something unknown waits for the send's answer. */
export function hearReport(turn: Turn, report: Report): boolean {
  const message = turn.line.messageByProvider(report.providerId);
  if (!message) {
    if (heardOf(turn, report.providerId, report)) return true;
    if (offerReported(turn, report)) return true;
    if (isOfUnknownFate(turn, report)) return hearReport(turn, report);
    turn.letters.receipts.keep(report, turn.now);
    return false;
  }
  applyReport(turn, message, report);
  return true;
}

/** The answer to a send never came, and a receipt bears our own name of it: it was taken under this id. */
function isOfUnknownFate(turn: Turn, { providerId, ownId }: Report): boolean {
  if (ownId === undefined) return false;
  if (turn.line.message(ownId)?.status === 'unknown') return turn.line.setProviderId(ownId, providerId, false);
  const summons = turn.reach.summons(ownId);
  if (summons?.status === 'unknown' && summons.providerId === null) {
    turn.reach.saveSummons({ ...summons, providerId });
    return true;
  }
  const offer = turn.offers.byName(ownId);
  if (offer?.state !== 'unknown' || offer.providerId !== null) return false;
  turn.offers.save({ ...offer, providerId });
  return true;
}

/** A send is of unknown fate: receipts that came before this was known may tell it. */
export function fateUnknown(turn: Turn, ownId: string): void {
  for (const report of turn.letters.receipts.takeOf(ownId)) hearReport(turn, report);
}

/** A receipt of an offer, which may be its refusal. */
export function offerReported(turn: Turn, { providerId, status, reason, optedOut }: Report): boolean {
  const one = turn.offers.byProvider(providerId);
  if (!one) return false;
  applyOfferReport(turn, providerId, status, reason ?? null);
  const endpoint = turn.line.endpoint(one.endpoint);
  if (optedOut && endpoint) optedOutAt(turn, endpoint, reason?.detail ?? REPORTED);
  return true;
}

/** What becomes of a message by a receipt. */
export function applyReport(turn: Turn, message: Message, { status, reason = null, optedOut }: Report): void {
  const endpoint = optedOut ? turn.line.endpoint(message.endpoint) : null;
  // Before the next way is looked for: this one takes nothing any more.
  if (endpoint) optedOutAt(turn, endpoint, reason?.detail ?? REPORTED);
  if (!advances(message.status, status)) return;
  if (status === 'failed' && goesOn(turn, message)) return;
  turn.status(message, status, reason);
}

/** The carrier took it and it did not arrive: the next way, unless they have spoken since. */
function goesOn(turn: Turn, message: Message): boolean {
  const sight = { staff: true, endpoint: null, home: '' };
  const spoke = turn.line.lastRevision('in', message.revision, turn.head, sight) > 0;
  const weight = weightOf(message);
  if (spoke || weight !== 'resolution' || message.recalled || turn.reach.news(message.id)) return false;
  if (!elsewhere(turn, message, message.endpoint, weight)) return false;
  turn.status(message, 'queued', null);
  return true;
}

/** Names the content, so that the same key with other words is noticed. Provider times may differ between retries. */
export function digestOf(heard: Extract<Heard, { kind: 'message' | 'event' }>): string {
  const content = heard.kind === 'message' ? JSON.stringify(heard.body) : `${heard.event}\n${heard.text ?? ''}`;
  return digestText(`${heard.kind}\n${heard.address.channel}\n${heard.address.peer}\n${content}`);
}
