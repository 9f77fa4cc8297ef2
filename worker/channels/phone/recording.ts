/** Recordings are held by Twilio and fetched with the account's own secret. Source: twilio.com/docs/voice/api/recording */
import { MEDIA_MOST } from '../../../shared/media.ts';
import { base64, utf8 } from '../../lib/digest.ts';
import type { TwilioVoiceAccount } from '../account.ts';
import type { MediaFetched, MediaReference, SendTools } from '../channel.ts';
import { TooLarge } from '../fault.ts';

const TIMEOUT_MS = 30_000;
const REFERENCE = /^RE\w{1,62}$/u;

/** HTTP basic of an account. */
export const basic = ({ accountSid, authToken }: Pick<TwilioVoiceAccount, 'accountSid' | 'authToken'>): string =>
  `Basic ${base64(utf8(`${accountSid}:${authToken}`))}`;

/** Where an account's things lie. */
export const folder = ({ base, accountSid }: TwilioVoiceAccount): string =>
  `${base.replace(/\/+$/u, '')}/2010-04-01/Accounts/${accountSid}/`;

/** The bytes of a recording as MP3. */
export async function fetchRecording(
  { reference }: MediaReference,
  account: TwilioVoiceAccount,
  tools: Pick<SendTools, 'call'>,
): Promise<MediaFetched> {
  if (!REFERENCE.test(reference)) return { ok: false, lasting: true, why: '不是 Twilio 的录音' };
  const request = new Request(`${folder(account)}Recordings/${reference}.mp3`, {
    headers: { authorization: basic(account) },
  });
  try {
    const response = await tools.call(request, TIMEOUT_MS, MEDIA_MOST);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (response.ok) return { ok: true, file: { name: '通话录音.mp3', mime: 'audio/mpeg', bytes } };
    const passing = response.status === 404 || response.status === 429 || response.status >= 500;
    // A recording is whole some moments after its callback: not found is asked again.
    return { ok: false, lasting: !passing, why: `Twilio 答复 ${response.status}` };
  } catch (fault) {
    return { ok: false, lasting: fault instanceof TooLarge, why: fault instanceof Error ? fault.message : '网络不通' };
  }
}
