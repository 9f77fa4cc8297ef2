/** Pictures, films and sound that came as MMS: held by Twilio, fetched with the account's own secret. Source: docs/messaging/api/media-resource */
import { MEDIA_MOST } from '../../../shared/media.ts';
import type { Body } from '../../../shared/message.ts';
import { base64, utf8 } from '../../lib/digest.ts';
import type { TwilioAccount } from '../account.ts';
import type { MediaFetched, MediaReference, SendTools } from '../channel.ts';
import { TooLarge } from '../fault.ts';
import { clip } from '../words.ts';

const TIMEOUT_MS = 30_000;
/** Twilio answers with where the bytes lie; further than that nobody is sent. */
const HOPS = 2;
const NAMES = { image: '彩信图片', voice: '彩信语音', video: '彩信视频' } as const;

/** A message's file below its account; anything else in a hook is no file of Twilio's. */
const REFERENCE = /^Messages\/\w{1,64}\/Media\/\w{1,64}$/u;

const basic = ({ accountSid, authToken }: TwilioAccount): string =>
  `Basic ${base64(utf8(`${accountSid}:${authToken}`))}`;

const folder = ({ base, accountSid }: TwilioAccount): string =>
  `${base.replace(/\/+$/u, '')}/2010-04-01/Accounts/${accountSid}/`;

/** What one MMS carries, as bodies that are still to be fetched. */
export function mediaOf(fields: Map<string, string>, account: TwilioAccount): Body[] {
  const count = Math.min(Number(fields.get('NumMedia') ?? 0) || 0, 10);
  return Array.from({ length: count }, (_, index) => {
    const type = fields.get(`MediaContentType${index}`) ?? '';
    const mediaId = referenceOf(fields.get(`MediaUrl${index}`) ?? '', account);
    if (mediaId !== null && type.startsWith('image/')) return { kind: 'image', mediaId };
    if (mediaId !== null && type.startsWith('video/')) return { kind: 'video', mediaId };
    if (mediaId !== null && type.startsWith('audio/')) return { kind: 'voice', mediaId };
    return { kind: 'unsupported', original: clip(`彩信附件 ${type}`.trim(), 100) };
  });
}

/** Only an address of this very account names a file; null for any other. */
function referenceOf(url: string, account: TwilioAccount): string | null {
  const place = folder(account);
  const reference = url.startsWith(place) ? url.slice(place.length) : '';
  return REFERENCE.test(reference) ? reference : null;
}

/** Fetches one; the secret goes to Twilio alone, and only Twilio's own stores are followed to. */
export async function fetchMedia(
  { reference, kind }: MediaReference,
  account: TwilioAccount,
  tools: SendTools,
): Promise<MediaFetched> {
  if (!REFERENCE.test(reference)) return { ok: false, lasting: true, why: '彩信附件的地址不对' };
  let url = new URL(folder(account) + reference);
  const home = url.origin;
  try {
    for (let hop = 0; hop <= HOPS; hop += 1) {
      const request = new Request(url);
      if (url.origin === home) request.headers.set('authorization', basic(account));
      const response = await tools.call(request, TIMEOUT_MS, MEDIA_MOST);
      const next = [301, 302, 303, 307, 308].includes(response.status) ? response.headers.get('location') : null;
      if (next === null) return await read(response, NAMES[kind]);
      const to = URL.canParse(next, url) ? new URL(next, url) : null;
      if (!to || !isTwilios(to, home)) return { ok: false, lasting: true, why: '彩信附件指向了别处' };
      url = to;
    }
    return { ok: false, lasting: true, why: '彩信附件转了太多次' };
  } catch (fault) {
    return { ok: false, lasting: fault instanceof TooLarge, why: fault instanceof Error ? fault.message : '网络不通' };
  }
}

/** Twilio's own address, or the stores it keeps files in. */
function isTwilios({ protocol, hostname, pathname, origin, username }: URL, home: string): boolean {
  if (username !== '') return false;
  if (origin === home) return true;
  if (protocol !== 'https:') return false;
  if (hostname.endsWith('.twiliocdn.com')) return true;
  return /^s3[\w.-]*\.amazonaws\.com$/u.test(hostname) && pathname.startsWith('/media.twiliocdn.com/');
}

async function read(response: Response, name: string): Promise<MediaFetched> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const mime = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (response.ok) return { ok: true, file: { name, mime, bytes } };
  const passing = response.status === 429 || response.status >= 500;
  return { ok: false, lasting: !passing, why: `Twilio 答复 ${response.status}` };
}
