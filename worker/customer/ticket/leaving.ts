/** 留言 by the customer's own act, instead of waiting: said on the line, a ticket at once, out of the queue. Runs inside one transaction. */
import { contactFault, phoneOf } from '../../../shared/asking-rules.ts';
import type { CustomerAct } from '../../../shared/frame.ts';
import { mediaBody } from '../../../shared/media-rules.ts';
import type { Body } from '../../../shared/message.ts';
import { refuse, type Refusal } from '../../../shared/refusal.ts';
import type { Endpoint } from '../store.ts';
import type { Turn } from '../turn.ts';
import { fitting } from './fields.ts';
import { filesBarred, withOwnFiles } from './files.ts';
import { packetOf, titleOf } from './intake.ts';
import { openTicket } from './opening.ts';
import { contactSaid } from './words.ts';

const DAY_MS = 24 * 3_600_000;

/** Null: the message is left, its number told. An agent who is there is spoken to instead (`wrong_state`). */
export function leaveMessage(
  turn: Turn,
  endpoint: Endpoint,
  { text, media = [], contact }: Extract<CustomerAct, { act: 'leave-message' }>,
): Refusal | null {
  const { leftMessage, kinds, perDay } = turn.around.settings.tickets;
  const form = kinds.find((one) => one.id === leftMessage?.kind);
  const open = turn.sessions.open();
  if (!form || open?.state === 'agent') return refuse('wrong_state');
  if (contact !== undefined && contactFault(contact))
    return refuse('bad_phone', 'contact: neither a number nor an e-mail address.');
  const barred = filesBarred(turn, media, 'customer');
  if (barred) return barred;
  if (turn.tickets.openedSince(turn.now - DAY_MS, 'left-message') >= Math.max(1, perDay)) return refuse('rate_limited');
  const session = open ?? turn.openSession(endpoint);
  session.endpoint = endpoint.id;
  if (!open) turn.keepSession(session, true);
  const speaker = { kind: 'customer' as const, ...(turn.person.name ? { name: turn.person.name } : {}) };
  const pictures = media.flatMap((id) => turn.media.byId(id)?.media ?? []);
  const bodies: Body[] = [{ kind: 'text', text }, ...pictures.map(mediaBody)];
  for (const body of bodies) turn.append({ endpoint, direction: 'in', speaker, body, status: 'received' }, session);
  const { text: handedOver, slots } = packetOf(session);
  const phone = contact === undefined ? '' : phoneOf(contact);
  const note = [handedOver, contact === undefined ? '' : contactSaid(contact)].filter((one) => one !== '').join('\n');
  const fields = withOwnFiles(turn, form, fitting(form, { ...slots, what: text, ...(phone !== '' && { phone }) }));
  const photo = form.fields.find((one) => one.type === 'image');
  const images = pictures.filter((one) => one.kind === 'image').map(({ id }) => id);
  if (photo && images.length > 0) fields[photo.id] = images;
  const opened = openTicket(turn, {
    key: `left:${session.id}:${session.fence}`,
    kind: form.id,
    title: titleOf(text),
    fields,
    source: 'left-message',
    by: { kind: 'customer', ...(turn.person.name ? { name: turn.person.name } : {}) },
    endpoint: endpoint.id,
    session: session.id,
    ...(note === '' ? {} : { note }),
    told: true,
  });
  if ('ok' in opened) return opened;
  turn.tickets.unexpect(session.id);
  session.waitingSince = null;
  turn.move(session, 'closed');
  return null;
}
