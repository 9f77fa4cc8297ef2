/** One frame of a client, by socket or over HTTPS: numbered operations happen once, in order. Runs inside one transaction. */
import type { AgentAct, AgentFrame, CustomerAct, CustomerFrame, ServerFrame } from '../../shared/frame.ts';
import type { Message } from '../../shared/message.ts';
import { refuse, type Refusal, type RefusalCode } from '../../shared/refusal.ts';
import type { Snapshot } from '../brain/entry.ts';
import { judgeNumber } from '../lib/numbers.ts';
import { agentActs, agentSpeaks, type Refuses } from './company.ts';
import { summarise, tagSession } from './ending.ts';
import { spoken } from './media/body.ts';
import { readUpTo } from './reach/planning.ts';
import { quoteOf, recall } from './recall.ts';
import { customerActs, customerSpeaks } from './converse.ts';
import { digestText } from '../lib/digest.ts';
import { counterOf, page, sightOf, type Seen } from './stream.ts';
import { isOwnAct, ownAffairs } from './own/choices.ts';
import { isTicketAct, ownActs } from './ticket/own.ts';
import { EVERY_HOME } from './rows.ts';
import type { Turn } from './turn.ts';

export type Frame =
  Exclude<CustomerFrame, { type: 'hello' | 'typing' }> | Exclude<AgentFrame, { type: 'hello' | 'typing' | 'viewing' }>;
type Numbered = Extract<Frame, { type: 'send' | 'act' }>;
export type World = { knowledge: Snapshot | null; refuses: Refuses };

/** Does what the frame asks and answers it; visible changes reach the screens by their own way. */
export function obey(turn: Turn, seen: Seen, instance: string, frame: Frame, world: World): ServerFrame[] {
  switch (frame.type) {
    case 'send':
    case 'act':
      return [numbered(turn, seen, instance, frame, world)];
    case 'history': {
      const { messages, more } = page(turn, frame.before, frame.limit, sightOf(seen));
      return [{ type: 'page', request: frame.request, messages, more }];
    }
    case 'got':
      if (seen.kind === 'customer') markCustomer(turn, seen, frame.revision, 'received');
      return [];
    case 'read':
      if (seen.kind === 'customer') markCustomer(turn, seen, frame.revision, 'read');
      else markCompany(turn, seen.agent.id, frame.revision);
      return [];
  }
}

function numbered(turn: Turn, seen: Seen, instance: string, frame: Numbered, world: World): ServerFrame {
  const viewer = counterOf(seen);
  const { number } = frame;
  const digest = digestText(JSON.stringify(frame));
  const last = turn.letters.lastNumber(viewer, instance);
  const kept = number <= last ? turn.letters.operation(viewer, instance, number) : null;
  const verdict = judgeNumber(last, number, digest, kept?.digest ?? null);
  switch (verdict.kind) {
    case 'gap':
      return { ...refused(refuse('gap')), number, expected: verdict.expected };
    case 'reused':
      turn.letters.quarantine(`${viewer}:${instance}:${number}`, 'same number, another content', turn.now);
      return { ...refused(refuse('reused_number')), number };
    case 'repeat':
      if (kept?.refusal)
        return { type: 'refused', number, ...(JSON.parse(kept.refusal) as { code: string; detail: string }) };
      return { type: 'accepted', number, revision: kept?.revision ?? 0, at: kept?.at ?? turn.now };
    case 'next': {
      const outcome = perform(turn, seen, instance, frame, world);
      const refusal = outcome && 'ok' in outcome ? { code: outcome.code, detail: outcome.detail } : null;
      const revision = outcome && !('ok' in outcome) ? outcome.revision : turn.head;
      turn.letters.addOperation({
        viewer,
        instance,
        number,
        digest,
        revision,
        refusal: refusal ? JSON.stringify(refusal) : null,
        at: turn.now,
      });
      return refusal ? { type: 'refused', number, ...refusal } : { type: 'accepted', number, revision, at: turn.now };
    }
  }
}

function perform(turn: Turn, seen: Seen, instance: string, frame: Numbered, world: World): Message | Refusal | null {
  if (frame.type === 'act') return performAct(turn, seen, frame.act, world);
  const inNote = 'note' in frame && frame.note === true;
  const quote = frame.quote === undefined ? undefined : quoteOf(turn, seen, frame.quote, inNote);
  if (quote && 'ok' in quote) return quote;
  const told = spoken(turn, seen.kind, frame.body);
  if (!told.ok) return told;
  const { body } = told;
  if (seen.kind === 'agent') return agentSpeaks(turn, seen.agent, { ...frame, body }, instance, world.refuses, quote);
  const endpoint = turn.line.endpoint(seen.endpoint);
  if (!endpoint) return refuse('no_endpoint');
  const more = { client: { instance, number: frame.number }, ...(quote ? { quote } : {}) };
  return customerSpeaks(turn, endpoint, body, world.knowledge, more).message;
}

function performAct(turn: Turn, seen: Seen, act: CustomerAct | AgentAct, world: World): Refusal | null {
  if (act.act === 'recall') return recall(turn, seen, act.message);
  if (seen.kind === 'agent') return staffActs(turn, seen.agent, act);
  const endpoint = turn.line.endpoint(seen.endpoint);
  if (!endpoint) return refuse('no_endpoint');
  if (isTicketAct(act)) return ownActs(turn, seen, act);
  if (isOwnAct(act)) return ownAffairs(turn, seen, act);
  return isStaffs(act) ? refuse('not_allowed') : customerActs(turn, endpoint, act, world.knowledge);
}

type StaffAct = Extract<AgentAct, { fence: number } | { act: 'summarise' } | { act: 'tag' }>;

/** Whether only staff do this; the door has checked the frame by who speaks. */
function isStaffs(act: CustomerAct | AgentAct): act is StaffAct {
  return 'fence' in act || act.act === 'summarise' || act.act === 'tag';
}

function staffActs(
  turn: Turn,
  agent: Extract<Seen, { kind: 'agent' }>['agent'],
  act: CustomerAct | AgentAct,
): Refusal | null {
  if (!isStaffs(act)) return refuse('not_allowed');
  if (act.act === 'summarise') return summarise(turn, agent, act.session, act.summary);
  if (act.act === 'tag') return tagSession(turn, agent, act.session, act.tags);
  return agentActs(turn, agent, act);
}

/** A mark moves only over company messages, so that an acknowledged mark never makes another. */
function markCustomer(
  turn: Turn,
  seen: Extract<Seen, { kind: 'customer' }>,
  revision: number,
  what: 'received' | 'read',
): void {
  const key = seen.whole ? '*' : seen.endpoint;
  const held = turn.line.marks.of(key);
  const reached = turn.line.lastRevision('out', held[what], Math.min(revision, turn.head), sightOf(seen));
  if (reached <= held[what]) return;
  if (what === 'read') readUpTo(turn, reached, seen.whole ? null : seen.endpoint);
  const received = Math.max(held.received, reached);
  const read = what === 'read' ? reached : held.read;
  turn.line.marks.save(key, received, read);
  turn.change('all', key === '*' ? '' : key, { kind: 'mark', side: 'customer', endpoint: key, received, read });
}

/** The company has read when the agent who holds the session has. */
function markCompany(turn: Turn, agent: string, revision: number): void {
  const session = turn.sessions.open();
  if (session?.agent?.id !== agent) return;
  const reached = turn.line.lastRevision('in', turn.person.companyRead, Math.min(revision, turn.head), {
    ...{ staff: true, endpoint: null, home: '' },
  });
  if (reached <= turn.person.companyRead) return;
  turn.person.companyRead = reached;
  turn.line.setCompanyRead(reached);
  const mark = { kind: 'mark', side: 'company', endpoint: '', received: reached, read: reached } as const;
  turn.change('all', '', mark, EVERY_HOME);
  turn.oweSeat(agent);
}

export function refused(refusal: Refusal): { type: 'refused'; code: RefusalCode; detail: string } {
  return { type: 'refused', code: refusal.code, detail: refusal.detail };
}
