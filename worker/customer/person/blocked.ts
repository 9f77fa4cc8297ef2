/**
 * A blocked person (黑名单) on the line: what they say is kept, waits in no line and is answered by one sentence in an encounter. What they
 * want a person for becomes a ticket with a date; danger passes as ever (law 7). Runs inside one transaction.
 */
import { fallbackText, type Body, type Message } from '../../../shared/message.ts';
import { soundsDangerous } from '../../brain/signals.ts';
import { asksForHuman } from '../../brain/human.ts';
import { closeSession } from '../ending.ts';
import type { Session } from '../sessions.ts';
import type { Endpoint } from '../store.ts';
import { keep, worldOf } from '../ticket/book.ts';
import { fitting } from '../ticket/fields.ts';
import { isDone } from '../ticket/flow.ts';
import { openTicket } from '../ticket/opening.ts';
import { customerComments } from '../ticket/rules.ts';
import { ROBOT_IDLE_MS, type Turn } from '../turn.ts';
import { isBlocked } from './card.ts';

/** They want to complain, to leave a message, or a person. */
const WANTS = /投诉|举报|留言|complain|leave a message/iu;
const SAID = 2_000;
const TITLE = 40;

/** Answers a blocked person's words; null: they are heard as anybody's. */
export function heldOff(turn: Turn, session: Session, endpoint: Endpoint, body: Body | null): Message[] | null {
  if (session.state !== 'robot' || !isBlocked(turn.card.read(), turn.now)) return null;
  const text = body === null ? '' : fallbackText(body);
  if (soundsDangerous(text)) return null;
  const first = session.version === 0;
  session.idleAt = turn.now + ROBOT_IDLE_MS;
  const wants = body === null || WANTS.test(text) || asksForHuman(text);
  const known = turn.tickets.byKey(keyOf(session));
  if (known && !isDone(known.phase)) {
    const by = { kind: 'customer' as const, ...(turn.person.name ? { name: turn.person.name } : {}) };
    const step = customerComments(known, { text: text.slice(0, SAID), media: [] }, by, worldOf(turn, known));
    if (text !== '' && !('ok' in step)) keep(turn, known, step);
  } else if (wants) register(turn, session, endpoint, text);
  const told = session.service.heldOff === true;
  const says = !told && !wants;
  if (says) session.service = { ...session.service, heldOff: true };
  turn.keepSession(session, first);
  if (!says) return [];
  const sentence = turn.around.settings.people.blocked[session.mind.language];
  return sentence === '' ? [] : [turn.say(endpoint, session, { kind: 'system' }, { kind: 'text', text: sentence })];
}

/** They were blocked just now: nobody waits for them any more. What waited as a message left becomes its ticket. */
export function leaveLines(turn: Turn): void {
  const session = turn.sessions.open();
  const endpoint = session ? turn.line.endpoint(session.endpoint) : null;
  if (!session || !endpoint || session.state === 'robot') return;
  if (session.state === 'left-message') register(turn, session, endpoint, '');
  turn.tickets.unexpect(session.id);
  closeSession(turn, session, 'blocked');
}

const keyOf = (session: Session) => `blocked:${session.id}`;

/** A ticket of everything they said in this encounter; they are told its number and date. */
function register(turn: Turn, session: Session, endpoint: Endpoint, text: string): void {
  const { handovers, kinds, leftMessage } = turn.around.settings.tickets;
  const complaint = handovers.find((one) => one.reason === 'complaint')?.kind;
  const wanted = WANTS.test(text) && complaint !== undefined ? complaint : leftMessage?.kind;
  const form = kinds.find((one) => one.id === wanted) ?? kinds[0];
  if (!form) return;
  const said = turn.line.said
    .in(session.id)
    .filter((one) => one.speaker.kind === 'customer')
    .map((one) => fallbackText(one.body).trim());
  const title = (said.at(-1) ?? form.label.zh).slice(0, TITLE);
  openTicket(turn, {
    ...{ key: keyOf(session), kind: form.id, title, source: 'left-message', by: { kind: 'robot' } },
    fields: fitting(form, { what: said.join('\n').slice(0, SAID) }),
    ...{ endpoint: endpoint.id, session: session.id, told: true },
  });
}
