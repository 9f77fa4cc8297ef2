/** The conversation as rows an APP draws: the line's messages, then own words on their way. */
import { fallbackText } from '../../shared/fallback.ts';
import type { Line } from '../../shared/line.ts';
import type { Message } from '../../shared/message.ts';
import type { Entry } from '../client/outbox.ts';
import { pendingRows } from '../client/pending.ts';
import type { Row } from './api.ts';

/** The key under which a word of this installation was sent, by its number. */
export type Keys = Map<number, string>;

function rowOf(line: Line, message: Message, keys: Keys, instance: string): Row {
  const { id, direction, speaker, body, at, client, status, reason, revision } = message;
  const mine = direction === 'in';
  const own = client?.instance === instance ? keys.get(client.number) : undefined;
  const read = mine && line.marks.company.read >= revision;
  return {
    key: own ?? id,
    id,
    mine,
    from: speaker.kind,
    name: speaker.name ?? '',
    body,
    text: fallbackText(body),
    at,
    status: status === 'failed' ? 'failed' : read ? 'read' : 'sent',
    reason: reason ?? null,
  };
}

/** All rows, oldest first. */
export function rowsOf(line: Line | null, pending: readonly Entry<object>[], keys: Keys, instance: string): Row[] {
  for (const { key, number } of pending) if (number !== null) keys.set(number, key);
  const said = (line?.messages ?? []).filter(({ direction }) => direction !== 'note');
  const waiting = pendingRows(line, pending, instance).map(({ key, body, at, state, reason }): Row => {
    return {
      key,
      id: null,
      mine: true,
      from: 'customer',
      name: '',
      body,
      text: fallbackText(body),
      at,
      status: state,
      reason,
    };
  });
  return [...said.map((one) => rowOf(line as Line, one, keys, instance)), ...waiting];
}
