/** Pictures, voices and files that customers and colleagues give each other, kept by us: names, limits, and what is said of one. */
import * as v from 'valibot';
import type { Refusal, Result } from './refusal.ts';

export { MEDIA_LIMITS, mediaIn, urlOfMedia } from './media-rules.ts';

const MIB = 1024 * 1024;

/** What a file is to a conversation. */
export const mediaKind = v.picklist(['image', 'voice', 'video', 'file']);
export type MediaKind = v.InferOutput<typeof mediaKind>;

/** Largest of all. */
export const MEDIA_MOST = 20 * MIB;

/** How many one person may give us within an hour, and how many bytes. */
export const MEDIA_HOURLY = 60;
export const MEDIA_HOURLY_BYTES = 300 * MIB;

/** Kept for so long after it came: sellers keep what was agreed for three years (《电子商务法》 art. 31). */
export const MEDIA_KEPT_MS = 3 * 366 * 24 * 3_600_000;

/** What was given and then neither said nor put into a ticket goes after this time. */
export const MEDIA_UNUSED_MS = 7 * 24 * 3_600_000;

/** Names one file; nobody can guess it, and only we can make one. */
export const mediaId = v.pipe(v.string(), v.regex(/^f_[\w-]{32}$/u, 'the id of a file kept here'));
/** The path of a file; who may fetch it is in docs/media.md. */
export const mediaUrl = v.pipe(v.string(), v.regex(/^\/media\/f_[\w-]{32}$/u, 'the path of a file kept here'));

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** One file as it is told to whoever gave it. */
export const mediaView = v.object({
  id: mediaId,
  url: mediaUrl,
  kind: mediaKind,
  name: v.string(),
  mime: v.string(),
  size: count,
  /** Of pictures, as they are shown. */
  width: v.optional(count),
  height: v.optional(count),
  /** Of voices, where known. */
  seconds: v.optional(count),
});
export type MediaView = v.InferOutput<typeof mediaView>;

/** POST /v1/media and POST /staff/v1/media. */
export const mediaAnswer = v.object({ ok: v.literal(true), media: mediaView });

/** What the file's own actor knows of it. */
export type MediaAbout = MediaView & { owner: string; at: number };

/** One file: its bytes go in and out by `fetch` (PUT once, GET with ranges), all else by these. */
export interface MediaCalls {
  about(): Promise<MediaAbout | null>;
  /** The bytes are gone; the id is never used again. */
  forget(): Promise<void>;
}

/** How the hall hands a file in: said in this header of the PUT. */
export const MEDIA_ORDER = 'x-yixian-media';
export const mediaOrder = v.object({
  owner: v.string(),
  name: v.string(),
  /** What the giver says it is; a voice must be one. */
  as: v.optional(mediaKind),
  seconds: v.optional(count),
  /** Bytes announced; other counts are refused. */
  announced: v.optional(count),
});
export type MediaOrder = v.InferOutput<typeof mediaOrder>;

/** Who gave a file: the person themself, a member of staff, or the platform the person wrote on. */
export type Giver = { kind: 'customer' } | { kind: 'staff'; id: string } | { kind: 'channel' };

/** What the hall asks of the person a file belongs to. */
export type MediaOrders =
  | { order: 'admit'; id: string; by: Giver }
  | { order: 'keep'; media: MediaView; by: Giver }
  | { order: 'drop'; id: string }
  /** Whose matters stand in the line: its person's and those of people who turned out to be the same. */
  | { order: 'names' };

/** Answer of the file's actor to a PUT, as JSON. */
export type MediaTaken = Refusal | { ok: true; media: MediaView };

/** The part of the person's actor that knows their files. */
export interface CustomerMediaCalls {
  media(order: MediaOrders): Promise<Result<{ names?: readonly string[] }>>;
}
