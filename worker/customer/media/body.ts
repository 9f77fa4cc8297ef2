/** What is said on a screen of ours: words without what no screen can show; of files only what this person's line holds, and told as we keep it. Pure over the tables. */
import type { Giver } from '../../../shared/media.ts';
import { mediaBody, mediaIn } from '../../../shared/media-rules.ts';
import type { Body } from '../../../shared/message.ts';
import { refuse, type Result } from '../../../shared/refusal.ts';
import { clean } from '../../channels/words.ts';
import type { Turn } from '../turn.ts';

/** A body as it may be said: words as every other channel hears them; one that carries a file is replaced by what we keep of it; `bad_media` for any other. */
export function spoken(turn: Pick<Turn, 'media'>, by: 'customer' | 'agent', body: Body): Result<{ body: Body }> {
  if (body.kind === 'text') {
    const text = clean(body.text);
    return text === ''
      ? refuse('bad_request', 'There is nothing in it to read.')
      : { ok: true, body: { ...body, text } };
  }
  if (body.kind !== 'image' && body.kind !== 'voice' && body.kind !== 'video' && body.kind !== 'file') {
    return { ok: true, body };
  }
  const id = mediaIn(body.url);
  const row = id === null ? null : turn.media.byId(id);
  if (!row?.media || !mayUse(row.by, by)) return refuse('bad_media', 'The file was not given for this conversation.');
  return { ok: true, body: mediaBody(row.media) };
}

/** A customer speaks with their own files; colleagues also with the customer's. */
function mayUse(given: Giver, by: 'customer' | 'agent'): boolean {
  return by === 'agent' || given.kind !== 'staff';
}
