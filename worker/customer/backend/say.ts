/** The company's backend speaks in the robot's place: by the floor, once under its name. Runs inside one transaction. */
import type { BackendOrder, BackendOutcome } from '../../../shared/backend-calls.ts';
import { refuse, type Result } from '../../../shared/refusal.ts';
import { digestText } from '../../lib/digest.ts';
import type { Refuses } from '../company.ts';
import { sendable } from '../sendable.ts';
import type { Turn } from '../turn.ts';
import { heldBack } from '../watched.ts';

/** While a person has the floor, or is awaited, nobody else speaks for the company. */
export function sayAsBackend(
  turn: Turn,
  { by, once, fence, endpoint: wanted, body }: Extract<BackendOrder, { order: 'say' }>,
  refuses: Refuses,
): Result<BackendOutcome> {
  const viewer = `k:${by.id}`;
  const digest = digestText(JSON.stringify([fence, wanted, body]));
  const before = turn.letters.operation(viewer, once, 1);
  if (before) return before.digest === digest ? said(turn, before.revision) : refuse('reused_key');
  const session = turn.sessions.open();
  if (!session) return refuse('no_session');
  if (session.state !== 'robot' || session.fence !== fence) return refuse('floor_moved');
  const endpoint = turn.line.endpoint(wanted ?? session.endpoint);
  if (!endpoint) return refuse('no_endpoint');
  const barred =
    sendable(endpoint, turn.now) ?? refuses(endpoint, body) ?? heldBack(body, turn.around.settings.watchwords);
  if (barred) return barred;
  const { revision } = turn.say(endpoint, session, { kind: 'robot', id: by.id, name: by.name }, body);
  turn.letters.addOperation({ viewer, instance: once, number: 1, digest, revision, refusal: null, at: turn.now });
  return said(turn, revision);
}

function said(turn: Turn, revision: number): Result<BackendOutcome> {
  const [message] = turn.line.messagesBefore(revision + 1, 1, { staff: true, endpoint: null, home: '' });
  return message ? { ok: true, said: { message: message.id, at: message.at } } : refuse('not_found');
}
