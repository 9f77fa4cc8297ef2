/** How each kind of letter leaves, and what its answer changes. Calls out first; what it learned is applied in one transaction. */
import type { DeskCalls, KnowledgeCalls, SeatCalls } from '../../shared/actors.ts';
import type { QuestionHeard } from '../../shared/knowledge.ts';
import type { News } from '../../shared/seat-news.ts';
import type { NamedOrders } from '../identity/hinting.ts';
import type { DocketCalls } from '../../shared/docket.ts';
import type { DirectoryCalls } from '../../shared/directory.ts';
import type { Encounter } from '../../shared/ledger.ts';
import type { CountName } from '../../shared/operations/calls.ts';
import type { TopicsCalls } from '../../shared/topics/api.ts';
import type { QualityCalls } from '../../shared/quality.ts';
import type { Happened, WebhookCalls } from '../../shared/webhook.ts';
import type { Outgoing, Sent } from '../channels/channel.ts';
import type { Snapshot } from '../brain/entry.ts';
import { stillWanted, type OwedCall } from './company-call.ts';
import type { HookAnswer, Question } from './company-hook.ts';
import { factOf } from './arrangement.ts';
import { conversationOf, servesIt, type Refuses } from './company.ts';
import type { Asked } from '../brain/language/asked.ts';
import { companyAnswered, modelAnswered, tellStanding } from './robot.ts';
import type { OwedWord } from './wording.ts';
import { deliverMedia } from './media/delivering.ts';
import type { FetchMedia } from './media/fetching.ts';
import type { Transcribe } from './media/hearing.ts';
import { backoff, stuckSince } from './backoff.ts';
import { directoryNews, directoryTold } from './directory.ts';
import type { Letter } from './letters.ts';
import type { SendTold } from './record.ts';
import type { ChangeRow } from './store.ts';
import { isInGroup, tellEnded } from './reckoning.ts';
import { deliverWaking, wakes, type Wake } from './own/wake.ts';
import { deliverOffer, deliverOfferTold, type Promoters } from './offers/leaving.ts';
import { idsIn, isAnyHour } from './offers/any-hour.ts';
import { isNamedOrders, namedIn } from './named-orders.ts';
import { isOffer, isOfferTold } from './offers/making.ts';
import { deliverNews, type Callers } from './reach/calling.ts';
import { deliverSend } from './sending.ts';
import { docketNews } from './ticket/book.ts';
import { ticketAction, ticketFromFlow } from './ticket/intake.ts';
import type { Turn } from './turn.ts';

/** The world outside this object. None of these may throw for an expected outcome; a throw is a fault and means "try again". */
export type Outside = Callers &
  Promoters & {
    send(outgoing: Outgoing): Promise<Sent>;
    desk: Pick<DeskCalls, 'fact'>;
    seat(agent: string): Pick<SeatCalls, 'conversation' | 'gone' | 'news'>;
    /** The company's HTTP hook for what dialogs check and do. */
    company(question: Question): Promise<HookAnswer>;
    /** The company's word on what a voice says; it fetches the file by an address of its own. */
    transcribe: Transcribe;
    /** A picture or voice the platform holds, into the file of ours that waits for it. */
    media: FetchMedia;
    forgetMedia(id: string): Promise<void>;
    /** The company's push service, for an APP that isn't connected. */
    wake: Wake;
    /** Whom else to think of, for colleagues: by the orders somebody named. */
    named(orders: NamedOrders): Promise<{ ok: true }>;
    /** The language model's answer; null: none, or none in time. */
    word(asked: Asked): Promise<string | null>;
    /** What a channel says before a message is accepted for it. */
    refuses: Refuses;
    /** What is published as this isolate has it now; null: nothing can be reached. */
    readonly knowledge: Snapshot | null;
    /** Null when a turn may be thought at once; else what to wait for, by all turns in their order. */
    ready(): Promise<void> | null;
    editors: Pick<KnowledgeCalls, 'heard'>;
    /** The staff's list of tickets. */
    docket: Pick<DocketCalls, 'put'>;
    directory: Pick<DirectoryCalls, 'tell' | 'similar'>;
    quality: Pick<QualityCalls, 'ended'>;
    /** `run`: to the ledgers of a rebuilding, not the live ones. */
    ledger: { tell(encounters: Encounter[], run?: string): Promise<{ ok: true }> };
    topics: Pick<TopicsCalls, 'tell'>;
    /** What tells the company's own systems. */
    webhook: Pick<WebhookCalls, 'happened'>;
    /** Counted for the watch, by account. */
    note(name: CountName, subject?: string): void;
    /** What came of a call to a provider, counted and written down. */
    sent(told: SendTold): void;
    /** What was committed, counted and written down; hands it on. */
    committed(news: readonly ChangeRow[]): readonly ChangeRow[];
    /** A letter of this kind or account goes on being tried in vain, since then. */
    stuck(subject: string, since: number): void;
    fault(where: string, error: unknown): void;
  };

/** Runs `change` in a transaction and tells the screens. */
export type Commit = <Value>(change: (turn: Turn) => Value) => Value;

const CALL_TRIES = 3;

/** Delivers one letter; resolves to what settles it. Never rejects. */
export async function deliver(letter: Letter, commit: Commit, outside: Outside): Promise<() => void> {
  try {
    switch (letter.kind) {
      case 'send':
        return await deliverSend(letter, commit, outside);
      case 'desk':
        return await deliverFact(letter, commit, outside);
      case 'seat':
      case 'gone':
        return await deliverToSeat(letter, commit, outside);
      case 'call':
        return await deliverCall(letter, commit, outside);
      case 'word':
        return await deliverWord(letter, commit, outside);
      case 'news': {
        const { agent, news } = JSON.parse(letter.body) as { agent: string; news: News };
        return settle(letter, commit, outside, (await outside.seat(agent).news(news)).ok);
      }
      case 'question':
        return settle(
          letter,
          commit,
          outside,
          (await outside.editors.heard(JSON.parse(letter.body) as QuestionHeard)).ok,
        );
      case 'ticket': {
        const news = commit((turn) => docketNews(turn, letter.body));
        return settle(letter, commit, outside, news ? (await outside.docket.put(...news)).ok : true);
      }
      case 'media':
        return await deliverMedia(letter, commit, outside);
      case 'remind':
        if (wakes(letter)) return await deliverWaking(letter, commit, outside.wake);
        if (isOffer(letter)) return await deliverOffer(letter, commit, outside);
        if (isOfferTold(letter)) return await deliverOfferTold(letter, commit, outside);
        if (isAnyHour(letter))
          return settle(letter, commit, outside, (await outside.outreach.anyHour(idsIn(letter))).ok);
        if (isNamedOrders(letter)) return settle(letter, commit, outside, (await outside.named(namedIn(letter))).ok);
        return await deliverNews(letter, commit, outside);
      case 'directory':
        return await deliverDirectory(letter, commit, outside);
      case 'quality':
        return settle(letter, commit, outside, await tellEnded(letter.body, commit, outside));
      case 'forget':
      case 'merge':
        // Owed by an erased person alone, or to another line: they leave elsewhere (own/grave.ts, merge/driver.ts).
        return () => undefined;
      case 'webhook':
        return settle(
          letter,
          commit,
          outside,
          (await outside.webhook.happened(JSON.parse(letter.body) as Happened)).ok,
        );
    }
  } catch (error) {
    outside.fault(`letter ${letter.kind}`, error);
    return settle(letter, commit, outside, false);
  }
}

/** Told whole or told again; what came meanwhile is owed anew. */
async function deliverDirectory(letter: Letter, commit: Commit, outside: Outside): Promise<() => void> {
  const { news, from, reached, head } = commit((turn) => directoryNews(turn, letter.body));
  const { ok } = await outside.directory.tell(news);
  const done = settle(letter, commit, outside, ok);
  return () => {
    done();
    if (ok && letter.body === '') commit((turn) => directoryTold(turn, from, reached, head));
  };
}

async function deliverFact(letter: Letter, commit: Commit, outside: Outside): Promise<() => void> {
  const fact = commit((turn) => factOf(turn, letter.body));
  const answer = fact ? await outside.desk.fact(fact) : null;
  const place = answer?.ok ? answer.place : null;
  if (!place) return settle(letter, commit, outside, answer?.ok ?? true);
  return () =>
    commit((turn) => {
      const session = turn.sessions.byId(letter.body);
      if (session) isInGroup(turn, session, place.group);
      if (session?.state === 'queued') tellStanding(turn, session, { state: 'queued', ...place });
      turn.letters.done(letter);
    });
}

async function deliverToSeat(letter: Letter, commit: Commit, outside: Outside): Promise<() => void> {
  if (letter.kind === 'gone') {
    const { agent, session, revision } = JSON.parse(letter.body) as {
      agent: string;
      session: string;
      revision: number;
    };
    const customer = commit((turn) => turn.person.id);
    const answer = await outside.seat(agent).gone({ customer, session, revision });
    return settle(letter, commit, outside, answer.ok);
  }
  const row = commit((turn) => {
    const session = turn.sessions.latest();
    if (!session || !servesIt(session, letter.body)) return null;
    return [conversationOf(turn, session), turn.line.homes.others()] as const;
  });
  const answer = row ? await outside.seat(letter.body).conversation(...row) : { ok: true };
  return settle(letter, commit, outside, answer.ok);
}

async function deliverCall(letter: Letter, commit: Commit, outside: Outside): Promise<() => void> {
  const owed = JSON.parse(letter.body) as OwedCall;
  const asked = commit((turn) => {
    const wanted = stillWanted(turn, owed, letter.tries);
    if (!wanted) turn.letters.done(letter);
    return wanted ? { user: turn.person.userId, request: `${turn.person.id}-${owed.id}` } : null;
  });
  if (!asked) return () => undefined;
  // Where an action opens a ticket, the house itself is asked: the same call opens one.
  const kind = ticketAction(owed.action);
  const answer = kind
    ? commit((turn) => ticketFromFlow(turn, owed, kind))
    : await outside.company({ ...owed, ...asked, tries: letter.tries });
  // The same question under the same name: the company does it once, however often it is asked.
  // A list that only saves typing isn't waited for twice.
  const tries = owed.action === 'orders' ? 1 : CALL_TRIES;
  if (!answer.ok && !answer.rest && letter.tries + 1 < tries) {
    return () => commit((turn) => turn.letters.postpone(letter, turn.now + 500));
  }
  return () =>
    commit((turn) => {
      turn.letters.done(letter);
      companyAnswered(turn, owed, answer, outside.knowledge);
    });
}

/** Asking changes nothing anywhere, so after a reset of the object it is simply asked again. */
async function deliverWord(letter: Letter, commit: Commit, outside: Outside): Promise<() => void> {
  const owed = JSON.parse(letter.body) as OwedWord;
  const answer = await outside.word(owed.asked);
  return () =>
    commit((turn) => {
      turn.letters.done(letter);
      modelAnswered(turn, owed, answer, outside.knowledge);
    });
}

function settle(letter: Letter, commit: Commit, outside: Pick<Outside, 'stuck'>, ok: boolean): () => void {
  return () => {
    const since = ok ? null : stuckSince(letter.tries, Date.now());
    if (since !== null) outside.stuck(letter.kind, since);
    commit((turn) => {
      if (ok) return turn.letters.done(letter);
      // The desk can't be reached: the customer is told that the wish is recorded, now.
      const session = letter.kind === 'desk' ? turn.sessions.byId(letter.body) : null;
      if (session) tellStanding(turn, session, { state: 'unknown' });
      turn.letters.postpone(letter, turn.now + backoff(letter.tries));
    });
  };
}
