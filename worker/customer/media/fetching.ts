/** Pictures and voices that a platform still holds: named at once, fetched as a letter, then shown. Runs inside one transaction. */
import type { Address } from '../../../shared/actors.ts';
import type { MediaView } from '../../../shared/media.ts';
import { mediaBody, urlOfMedia } from '../../../shared/media-rules.ts';
import type { Body, Message } from '../../../shared/message.ts';
import type { Snapshot } from '../../brain/entry.ts';
import { audienceOf } from '../rows.ts';
import type { Turn } from '../turn.ts';
import { voiceIsHere } from './hearing.ts';

/** A letter's body: which message waits for which file, and where the platform has it. */
export type OwedMedia = {
  message: string;
  id: string;
  reference: string;
  kind: 'image' | 'voice' | 'video';
  url?: string;
};

/** What a channel was asked for; `lasting`: asking again is in vain. */
export type FetchedMedia = { ok: true; media: MediaView } | { ok: false; lasting: boolean };

export type FetchMedia = (address: Address, owner: string, owed: OwedMedia) => Promise<FetchedMedia>;

const TRIES = 8;

/** The body as it stands in the line while its bytes are fetched; null when there is nothing to fetch. */
export function comingBody(body: Body, id: string | undefined): Extract<Body, { mediaId?: string | undefined }> | null {
  if (id === undefined || (body.kind !== 'image' && body.kind !== 'voice' && body.kind !== 'video')) return null;
  return body.mediaId === undefined ? null : { ...body, url: urlOfMedia(id), coming: true };
}

/** Owes the fetching of what a message carries; `heard` is the body as the platform said it. */
export function oweFetching(turn: Turn, message: Message, heard: Body, id: string): void {
  if (heard.kind !== 'image' && heard.kind !== 'voice' && heard.kind !== 'video') return;
  const { mediaId: reference, url, kind } = heard;
  if (reference === undefined) return;
  turn.media.admit(id, { kind: 'channel' }, turn.now);
  const owed: OwedMedia = { message: message.id, id, reference, kind, ...(url === undefined ? {} : { url }) };
  const key = `media:${message.id}`;
  turn.letters.owe({ lane: key, kind: 'media', key, body: JSON.stringify(owed), dueAt: turn.now });
}

/** Whether it makes sense to go on asking. */
export const maySeek = (tries: number): boolean => tries + 1 < TRIES;

/** The bytes are here, or never will be: the message says so on every screen. */
export function fetched(turn: Turn, owed: OwedMedia, found: FetchedMedia, knowledge: Snapshot | null): void {
  const message = turn.line.message(owed.message);
  if (found.ok) turn.media.keep(found.media, { kind: 'channel' }, turn.now);
  else turn.media.drop(owed.id);
  if (!message || !('mediaId' in message.body)) return;
  const { body } = message;
  const kept = found.ok ? mediaBody(found.media) : null;
  const words = body.kind === 'voice' && body.transcript !== undefined ? { transcript: body.transcript } : {};
  const { url: _, coming: __, ...rest } = body;
  const shown: Body = kept
    ? { ...kept, ...words, ...(kept.kind === 'file' ? {} : { mediaId: owed.reference }) }
    : { ...rest, ...(owed.url === undefined ? {} : { url: owed.url }) };
  turn.line.setBody(message.id, shown);
  turn.change(audienceOf(message), message.endpoint, { kind: 'body', id: message.id, body: shown });
  const agent = turn.sessions.open()?.agent;
  if (agent) turn.oweSeat(agent.id);
  if (turn.around.transcribes && body.kind === 'voice' && body.transcript === undefined) {
    voiceIsHere(turn, message, shown, knowledge);
  }
}
