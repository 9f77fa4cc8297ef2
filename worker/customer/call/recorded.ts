/** A recording is whole: it stands in the line, and its bytes are fetched with the account's secret. Runs inside one transaction. */
import type { CallHeard, CallMoment } from '../../../shared/call.ts';
import type { Body } from '../../../shared/message.ts';
import { customerSpeaks } from '../converse.ts';
import { comingBody, oweFetching } from '../media/fetching.ts';
import type { Endpoint } from '../store.ts';
import type { Turn } from '../turn.ts';

/** Words after the tone are the caller's message; a talk with an agent is for staff. False: it was heard before, or is nothing. */
export function recorded(
  turn: Turn,
  endpoint: Endpoint,
  heard: CallHeard,
  { recording, of, seconds }: CallMoment & { kind: 'recording' },
): boolean {
  if (recording === '') return false;
  const before = turn.letters.heardBefore(`recording:${recording}`, recording, null, turn.now);
  if (before) return false;
  const body: Body = { kind: 'voice', mediaId: recording, seconds };
  const coming = comingBody(body, heard.media);
  const shown = coming ?? body;
  const session = turn.sessions.open() ?? turn.sessions.latest();
  const message =
    of === 'words'
      ? customerSpeaks(turn, endpoint, shown, null, { silent: true }).message
      : turn.append(
          { endpoint, direction: 'note', speaker: { kind: 'system' }, body: shown, status: 'received' },
          session,
        );
  if (coming && heard.media !== undefined) oweFetching(turn, message, body, heard.media);
  return true;
}
