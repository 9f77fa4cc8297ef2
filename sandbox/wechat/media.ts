/** What a temporary medium may be. */
export type MediaType = 'image' | 'voice' | 'video' | 'thumb';

const LIMITS: Record<MediaType, { bytes: number; types: string[] }> = {
  image: { bytes: 10 * 1024 * 1024, types: ['image/png', 'image/jpeg', 'image/jpg', 'image/gif'] },
  voice: { bytes: 2 * 1024 * 1024, types: ['audio/amr', 'audio/mp3', 'audio/mpeg'] },
  video: { bytes: 10 * 1024 * 1024, types: ['video/mp4'] },
  thumb: { bytes: 64 * 1024, types: ['image/jpeg', 'image/jpg', 'image/png'] },
};

/** How long an uploaded medium can be used. */
export const MEDIA_LIFE_MS = 3 * 86_400_000;

/** Larger media are refused here although WeChat takes them: a simulated world keeps them in rows. */
export const KEPT_BYTES = 1_500_000;

export const isMediaType = (value: string): value is MediaType => value in LIMITS;

/** Judges an upload: 0 or WeChat's error. Source: 新增临时素材. */
export function judgeUpload(type: string, file: { name: string; type: string; size: number } | undefined): number {
  if (!isMediaType(type)) return 40004;
  if (!file || file.size === 0) return 41005;
  if (file.name === '' || !LIMITS[type].types.includes(file.type)) return 40004;
  return file.size > Math.min(LIMITS[type].bytes, KEPT_BYTES) ? 40006 : 0;
}

/** A small drawing of a parcel: what a person sends when he has no picture at hand. */
export const SAMPLE_PNG = Buffer.from(
  [
    'iVBORw0KGgoAAAANSUhEUgAAAHgAAABaCAMAAABE3mLdAAAAElBMVEXW4uvEoHCsiFrixpjw8Ox4jJyTZ09qAAAAaElEQVR42u3V',
    'MQqAQBAEQXX0/182MTnhDlFwUarDDabCnSZJkiRJPy73+i6cFMlVcFIkV8FJkVwFJ0VyGTx3O6ZP16UNDAaDwWAwGAzuwmsbGAwG',
    'g8H+MfgpvI16CI+mwa8FBoPB4MvtNnY4H9DpObcAAAAASUVORK5CYII=',
  ].join(''),
  'base64',
);

/** The shortest honest AMR: its head and one frame of silence. */
export const SAMPLE_AMR = Buffer.concat([
  Buffer.from('#!AMR\n', 'latin1'),
  Buffer.from([0x7c, ...Array.from({ length: 31 }, () => 0)]),
]);
