/** What was said on a line, for the company's backend: from a position on, oldest first. Runs inside one transaction. */
import type { SaidMessage } from '../../../shared/backend-api.ts';
import type { BackendOrder, BackendOutcome } from '../../../shared/backend-calls.ts';
import { fallbackText, type Message } from '../../../shared/message.ts';
import { refuse, type Result } from '../../../shared/refusal.ts';
import type { Turn } from '../turn.ts';
import { veiledName, veiledWords } from './veil.ts';

/** A page stays below this, however long the words are. */
const PAGE_BYTES = 256 * 1024;

export function messagesAfter(
  turn: Turn,
  { by, after, limit }: Extract<BackendOrder, { order: 'messages' }>,
): Result<BackendOutcome> {
  const { epoch } = turn.person;
  const from = after === null ? 0 : turn.line.places.reached(after, epoch);
  if (from === null) return refuse('cursor_gone');
  const found = turn.line.said.overChannels(from, limit + 1);
  const messages: SaidMessage[] = [];
  let bytes = 0;
  for (const one of found.slice(0, limit)) {
    const said = messageFor(one, by.whole);
    bytes += JSON.stringify(said).length * 2;
    if (bytes > PAGE_BYTES && messages.length > 0) break;
    messages.push(said);
  }
  const revision = found[messages.length - 1]?.revision ?? from;
  return { ok: true, messages, reached: { epoch, revision }, more: found.length > messages.length };
}

/** One message; without the leave to see more its words are masked and its body stays here. */
function messageFor(message: Message, whole: boolean): SaidMessage {
  const { id, at, direction, channel, endpoint, position, session, speaker, body, status, reason, recalled } = message;
  const text = fallbackText(body);
  const byPerson = speaker.kind === 'customer' && speaker.name !== undefined;
  return {
    ...{ message: id, at, direction: direction === 'in' ? 'in' : 'out', channel, endpoint, position, session },
    speaker: byPerson && !whole ? { ...speaker, name: veiledName(speaker.name ?? '') } : speaker,
    ...{ kind: body.kind, text: whole ? text : veiledWords(text), status },
    ...(reason ? { reason } : {}),
    ...(recalled ? { recalled: true } : {}),
    ...(whole ? { body } : {}),
  };
}
