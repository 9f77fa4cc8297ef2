/** How each kind of letter leaves, and what its answer changes. Calls out first; what it learned is applied in one transaction. */
import type { DeskCalls, KnowledgeCalls, SeatCalls } from '../../shared/actors.ts';
import type { QuestionHeard } from '../../shared/knowledge.ts';
import type { Message, Reason } from '../../shared/message.ts';
import type { News } from '../../shared/seat-news.ts';
import type { DocketCalls } from '../../shared/docket.ts';
import type { DirectoryCalls } from '../../shared/directory.ts';
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
import { backoff } from './backoff.ts';
import { sendable } from './sendable.ts';
import { applyReport } from './hear.ts';
import { directoryNews, directoryTold } from './directory.ts';
import { inspectionOf } from './inspection.ts';
import type { Letter } from './letters.ts';
import { rowOf } from './ticket/book.ts';
import { ticketAction, ticketFromFlow } from './ticket/intake.ts';
import type { Turn } from './turn.ts';

/** The world outside this object. None of these may throw for an expected outcome; a throw is a fault and means "try again". */
export type Outside = {
  send(outgoing: Outgoing): Promise<Sent>;
  desk: Pick<DeskCalls, 'fact'>;
  seat(agent: string): Pick<SeatCalls, 'conversation' | 'gone' | 'news'>;
  /** The company's HTTP hook for what dialogs check and do. */
  company(question: Question): Promise<HookAnswer>;
  /** A picture or voice the platform holds, into the file of ours that waits for it. */
  media: FetchMedia;
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
  /** What tells the company's own systems. */
  webhook: Pick<WebhookCalls, 'happened'>;
  fault(where: string, error: unknown): void;
};

/** Runs `change` in a transaction and tells the screens. */
export type Commit = <Value>(change: (turn: Turn) => Value) => Value;

const SEND_TRIES = 8;
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
        return settle(letter, commit, (await outside.seat(agent).news(news)).ok);
      }
      case 'question':
        return settle(letter, commit, (await outside.editors.heard(JSON.parse(letter.body) as QuestionHeard)).ok);
      case 'ticket': {
        const row = commit((turn) => rowOf(turn, letter.body));
        return settle(letter, commit, row ? (await outside.docket.put(row)).ok : true);
      }
      case 'media':
        return await deliverMedia(letter, commit, outside);
      case 'directory':
        return await deliverDirectory(letter, commit, outside);
      case 'quality': {
        const record = commit((turn) => inspectionOf(turn, letter.body));
        return settle(letter, commit, record === null || (await outside.quality.ended(record)).ok);
      }
      case 'webhook':
        return settle(letter, commit, (await outside.webhook.happened(JSON.parse(letter.body) as Happened)).ok);
    }
  } catch (error) {
    outside.fault(`letter ${letter.kind}`, error);
    return settle(letter, commit, false);
  }
}

/** Told whole or told again; what came meanwhile is owed anew. */
async function deliverDirectory(letter: Letter, commit: Commit, outside: Outside): Promise<() => void> {
  const { news, from, reached, head } = commit((turn) => directoryNews(turn, letter.body));
  const { ok } = await outside.directory.tell(news);
  const done = settle(letter, commit, ok);
  return () => {
    done();
    if (ok && letter.body === '') commit((turn) => directoryTold(turn, from, reached, head));
  };
}

/** Sends cut off by a reset of the object: their fate can't be known, and is told as such. */
export function settleCutOff(turn: Turn): void {
  for (const letter of turn.letters.flying()) {
    const message = turn.line.message(letter.body);
    if (message) finish(turn, message, { ok: false, fate: 'unknown', reason: CUT_OFF });
    turn.letters.done(letter);
  }
}

const CUT_OFF: Reason = {
  code: 'fate_unknown',
  detail: 'the gateway was interrupted while the provider was being called',
};

async function deliverSend(letter: Letter, commit: Commit, outside: Outside): Promise<() => void> {
  const ready = commit((turn) => prepare(turn, letter));
  if (!ready) return () => undefined;
  let sent: Sent;
  try {
    sent = await outside.send(ready);
  } catch (error) {
    outside.fault('send', error);
    sent = { ok: false, fate: 'unknown', reason: { code: 'fate_unknown', detail: 'the call to the provider broke' } };
  }
  return () => commit((turn) => settleSend(turn, letter, sent));
}

/** Checks again when it leaves, and notes durably that the call is on its way before it is made. */
function prepare(turn: Turn, letter: Letter): Outgoing | null {
  const message = turn.line.message(letter.body);
  const endpoint = message ? turn.line.endpoint(message.endpoint) : null;
  if (!message || !endpoint || message.status !== 'queued') {
    turn.letters.done(letter);
    return null;
  }
  if (letter.state === 'passive') {
    // No repeated push came: the platform has taken the answer that the hook carried.
    turn.status(message, 'sent', null);
    turn.letters.done(letter);
    return null;
  }
  const barred = sendable(endpoint, turn.now);
  if (barred?.code === 'quota_spent') {
    turn.letters.setState(letter.id, 'held', turn.now);
    return null;
  }
  if (barred) {
    turn.status(message, 'failed', { code: barred.code, detail: barred.detail });
    turn.letters.done(letter);
    return null;
  }
  turn.letters.setState(letter.id, 'flying', turn.now);
  return {
    id: message.id,
    address: { channel: endpoint.channel, account: endpoint.account, peer: endpoint.peer },
    body: message.body,
    automatic: message.speaker.kind === 'robot',
    generated: message.source?.generated ?? false,
  };
}

function settleSend(turn: Turn, letter: Letter, sent: Sent): void {
  const message = turn.line.message(letter.body);
  if (!message) return;
  if (!sent.ok && sent.fate === 'retry' && letter.tries + 1 < SEND_TRIES) {
    turn.letters.setState(letter.id, 'owed', turn.now);
    turn.letters.postpone(letter, turn.now + Math.max(sent.afterMs, backoff(letter.tries)));
    return;
  }
  if (!sent.ok && sent.fate === 'hold') {
    spend(turn, message, true);
    turn.letters.setState(letter.id, 'held', turn.now);
    return;
  }
  finish(turn, message, sent);
  turn.letters.done(letter);
}

function finish(turn: Turn, message: Message, sent: Sent): void {
  if (sent.ok) {
    turn.status(message, 'sent', null);
    spend(turn, message, false);
    if (!sent.providerId) return;
    turn.line.setProviderId(message.id, sent.providerId);
    for (const report of turn.letters.takeReports(sent.providerId)) {
      applyReport(turn, turn.line.message(message.id) ?? message, report.status, report.reason);
    }
    return;
  }
  turn.status(message, sent.fate === 'unknown' ? 'unknown' : 'failed', sent.reason);
  const endpoint = turn.line.endpoint(message.endpoint);
  if (!endpoint || sent.fate !== 'failed' || !(sent.optedOut || sent.windowClosed)) return;
  if (sent.optedOut) endpoint.blocked = { code: 'opted_out', detail: sent.reason.detail };
  if (sent.windowClosed) endpoint.window = null;
  turn.endpointChanged(endpoint);
}

function spend(turn: Turn, message: Message, all: boolean): void {
  const endpoint = turn.line.endpoint(message.endpoint);
  if (!endpoint?.window) return;
  endpoint.window = { ...endpoint.window, left: all ? 0 : Math.max(0, endpoint.window.left - 1) };
  turn.endpointChanged(endpoint);
}

async function deliverFact(letter: Letter, commit: Commit, outside: Outside): Promise<() => void> {
  const fact = commit((turn) => factOf(turn, letter.body));
  const answer = fact ? await outside.desk.fact(fact) : null;
  const place = answer?.ok ? answer.place : null;
  if (!place) return settle(letter, commit, answer?.ok ?? true);
  return () =>
    commit((turn) => {
      const session = turn.sessions.byId(letter.body);
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
    return settle(letter, commit, answer.ok);
  }
  const row = commit((turn) => {
    const session = turn.sessions.latest();
    return session && servesIt(session, letter.body) ? conversationOf(turn, session) : null;
  });
  const answer = row ? await outside.seat(letter.body).conversation(row) : { ok: true };
  return settle(letter, commit, answer.ok);
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
  if (!answer.ok && !answer.rest && letter.tries + 1 < CALL_TRIES) {
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

function settle(letter: Letter, commit: Commit, ok: boolean): () => void {
  return () =>
    commit((turn) => {
      if (ok) return turn.letters.done(letter);
      // The desk can't be reached: the customer is told that the wish is recorded, now.
      const session = letter.kind === 'desk' ? turn.sessions.byId(letter.body) : null;
      if (session) tellStanding(turn, session, { state: 'unknown' });
      turn.letters.postpone(letter, turn.now + backoff(letter.tries));
    });
}
