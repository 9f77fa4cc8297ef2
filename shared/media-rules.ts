/** Files between people: names, limits and what a message says of one, apart from the schemas so that small clients carry no validator. */
import { MEDIA_ENDINGS } from './media-endings.ts';
import type { MediaView } from './media.ts';
import type { Body } from './message.ts';

export { MEDIA_ENDINGS };

const MIB = 1024 * 1024;

/** Largest of each kind, in bytes. Longer sound is a file. */
export const MEDIA_LIMITS: Record<MediaView['kind'], number> = {
  image: 10 * MIB,
  voice: 2 * MIB,
  video: 20 * MIB,
  file: 20 * MIB,
};

const MEDIA_ID = /^f_[\w-]{32}$/u;

/** The path of a file by its id. */
export const urlOfMedia = (id: string): string => `/media/${id}`;

/** The file an address of ours leads to; null for any other address. */
export function mediaIn(url: string | undefined): string | null {
  const id = url?.startsWith('/media/') ? url.slice('/media/'.length) : '';
  return MEDIA_ID.test(id) ? id : null;
}

/** The body that carries a file. */
export function mediaBody({ kind, url, name, size, mime, width, height, seconds }: MediaView): MediaBody {
  switch (kind) {
    case 'image':
      return { kind, url, ...(width !== undefined && height !== undefined ? { width, height } : {}) };
    case 'voice':
      return { kind, url, ...(seconds !== undefined ? { seconds } : {}) };
    case 'video':
      return { kind, url };
    case 'file':
      return { kind, url, name, size, mime };
  }
}
export type MediaBody = Extract<Body, { kind: 'image' | 'voice' | 'video' | 'file' }> & { url: string };

/** Why a file needn't be sent at all: what the giver can see before a byte has left. */
export function mediaHindrance(file: { name: string; type: string; size: number }): 'too_large' | 'bad_media' | null {
  if (file.size === 0) return 'bad_media';
  const ending = /\.[a-z0-9]+$/iu.exec(file.name)?.[0].toLowerCase() ?? '';
  const named = ending !== '' && MEDIA_ENDINGS.split(',').includes(ending);
  if (!named && !/^image\/(?:png|jpeg|gif|webp)$/u.test(file.type)) return 'bad_media';
  return file.size > MEDIA_LIMITS[file.type.startsWith('image/') ? 'image' : 'file'] ? 'too_large' : null;
}

/** A size as people read it. */
export function sizeWords(bytes: number): string {
  if (bytes >= MIB) return `${(bytes / MIB).toFixed(1)} MB`;
  return bytes >= 1024 ? `${Math.round(bytes / 1024)} KB` : `${bytes} B`;
}
