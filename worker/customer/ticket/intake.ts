/** Tickets nobody has to think of: from left messages, from hand-overs for a reason, and from the robot's dialogs. */
import { fallbackText } from '../../../shared/message.ts';
import type { Ticket } from '../../../shared/ticket.ts';
import type { HookAnswer } from '../company-hook.ts';
import type { OwedCall } from '../company-call.ts';
import type { Session } from '../sessions.ts';
import type { Turn } from '../turn.ts';
import { fitting } from './fields.ts';
import { withOwnFiles } from './files.ts';
import { isDone } from './flow.ts';
import { openTicket } from './opening.ts';
import { momentWords, openedWords } from './words.ts';
import { inLanguage } from './tell.ts';

const MINUTE_MS = 60_000;
const TITLE = 40;
const SAID = 2000;
const ROBOT = { kind: 'robot' } as const;

/** A dialog's action of this form is done by the house itself: it opens a ticket of that kind. */
const ACTION = /^ticket-([a-z0-9][a-z0-9-]*)$/u;

/** The customer leaves a message, or says more: it is whole once they have been silent for a while. */
export function expectMessage(turn: Turn, session: Session): void {
  const { leftMessage } = turn.around.settings.tickets;
  if (session.state !== 'left-message' || !leftMessage) return;
  turn.tickets.expect(session.id, turn.now + leftMessage.quietMinutes * MINUTE_MS);
}

/** Left messages that are whole become tickets; the encounter ends, the work goes on. */
export function takeMessages(turn: Turn): void {
  const { leftMessage, kinds } = turn.around.settings.tickets;
  for (const id of turn.tickets.expected(turn.now)) {
    turn.tickets.unexpect(id);
    const session = turn.sessions.byId(id);
    const form = kinds.find((one) => one.id === leftMessage?.kind);
    if (!form || session?.state !== 'left-message') continue;
    const said = saidIn(turn, session);
    const { text: handedOver, slots } = packetOf(session);
    const known = openOf(turn, session);
    if (!known) {
      openTicket(turn, {
        key: `left:${session.id}:${session.fence}`,
        kind: form.id,
        title: titleOf(said[0] ?? handedOver ?? form.label.zh),
        fields: withOwnFiles(turn, form, fitting(form, { ...slots, what: said.join('\n').slice(0, SAID) })),
        source: 'left-message',
        by: ROBOT,
        endpoint: session.endpoint,
        session: session.id,
        ...(handedOver ? { note: handedOver } : {}),
        told: true,
      });
    }
    session.waitingSince = null;
    turn.move(session, 'closed');
  }
}

/** A hand-over for a reason that opens tickets: answers what the customer is told beside where they stand in line. */
export function ticketOnHandover(turn: Turn, session: Session, reason: string): Ticket | null {
  const { handovers, kinds } = turn.around.settings.tickets;
  const form = kinds.find((one) => one.id === handovers.find((given) => given.reason === reason)?.kind);
  if (!form) return null;
  const known = openOf(turn, session);
  if (known?.form.id === form.id) return known;
  const said = saidIn(turn, session);
  const { text, slots } = packetOf(session);
  const opened = openTicket(turn, {
    key: `handover:${session.id}:${session.fence}`,
    kind: form.id,
    title: titleOf(said.at(-1) ?? text ?? form.label.zh),
    fields: withOwnFiles(turn, form, fitting(form, { ...slots, what: said.join('\n').slice(0, SAID) })),
    source: 'handover',
    by: ROBOT,
    endpoint: session.endpoint,
    session: session.id,
    ...(text ? { note: text } : {}),
    told: false,
  });
  return 'ok' in opened ? null : opened;
}

/** The words of a ticket that came with a hand-over. */
export function ticketWords(turn: Turn, id: string): string {
  const ticket = turn.tickets.byId(id);
  return ticket ? inLanguage(turn, openedWords(ticket, turn.now)) : '';
}

/** The kind a dialog's action opens; null: the action is the company's. */
export function ticketAction(action: string): string | null {
  return ACTION.exec(action)?.[1] ?? null;
}

/** The robot's dialog opens a ticket: its number, and by when it is answered for, are values its sentences may say. */
export function ticketFromFlow(turn: Turn, owed: OwedCall, kind: string): HookAnswer {
  const form = turn.around.settings.tickets.kinds.find((one) => one.id === kind);
  const session = turn.sessions.byId(owed.session);
  if (!form || !session) return { ok: true, outcome: 'failed', values: {} };
  const fields = withOwnFiles(turn, form, fitting(form, owed.slots));
  const spare = Object.entries(owed.slots).filter(([name]) => fields[name] === undefined);
  const opened = openTicket(turn, {
    key: `call:${owed.id}`,
    kind,
    title: titleOf(owed.slots.what ?? form.label[owed.language]),
    fields,
    source: 'robot',
    by: ROBOT,
    endpoint: session.endpoint,
    session: session.id,
    ...(spare.length > 0
      ? {
          note: spare
            .map(([name, value]) => `${name}: ${value}`)
            .join('\n')
            .slice(0, SAID),
        }
      : {}),
    told: false,
  });
  if ('ok' in opened) return { ok: true, outcome: 'failed', values: {} };
  const due = momentWords(opened.promise.at, turn.now)[owed.language];
  return { ok: true, outcome: 'done', values: { ticket: opened.number, due } };
}

/** A ticket of this encounter that is still open. */
function openOf(turn: Turn, session: Session): Ticket | null {
  return turn.tickets.all().find((one) => one.sessions.includes(session.id) && !isDone(one.phase)) ?? null;
}

/** What the customer said in this encounter, in their words. */
function saidIn(turn: Turn, session: Session): string[] {
  return turn.line.said
    .in(session.id)
    .filter((one) => one.speaker.kind === 'customer')
    .map((one) => fallbackText(one.body).trim())
    .filter((text) => text !== '');
}

/** What a hand-over gathered: its words, and its slots by name. */
export function packetOf({ handover, mind }: Session): { text: string | null; slots: Record<string, string> } {
  if (!handover) return { text: null, slots: {} };
  const slots = Object.fromEntries(handover.slots.map(({ name, value }) => [name, value]));
  return { text: handover.summary[mind.language === 'en' ? 'en' : 'zh'], slots };
}

/** A ticket's title out of what was said. */
export function titleOf(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length > TITLE ? `${line.slice(0, TITLE - 1)}…` : line;
}
