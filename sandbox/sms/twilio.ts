import type { TwilioAccount } from '../config.ts';
import type { Land } from '../world/land.ts';
import { hmacSha1Base64, randomHex, sameText, sha256Hex } from '../world/digest.ts';
import { dispatch } from './dispatch.ts';
import { measure } from './text.ts';

/** X-Twilio-Signature over the full public address and the sorted form; arrays without doubles, sorted. Source: usage/security. */
export function twilioSignature(authToken: string, url: string, form: Record<string, string | string[]>): string {
  const words = Object.keys(form)
    .sort()
    .flatMap((name) => {
      const value = form[name] ?? '';
      return (Array.isArray(value) ? [...new Set(value)].sort() : [value]).map((each) => name + each);
    });
  return hmacSha1Base64(authToken, url + words.join(''));
}

/** For JSON bodies the address carries the body's hash, and only the address is signed. */
export function twilioJsonSignature(authToken: string, url: string, body: string): { url: string; signature: string } {
  const full = `${url}${url.includes('?') ? '&' : '?'}bodySHA256=${sha256Hex(body)}`;
  return { url: full, signature: hmacSha1Base64(authToken, full) };
}

/** Twilio's form of an error. */
export type TwilioError = { code: number; message: string; more_info: string; status: number };
export const twilioError = (status: number, code: number, message: string): TwilioError => ({
  code,
  message,
  more_info: `https://www.twilio.com/docs/errors/${code}`,
  status,
});

/** HTTP basic with the account's sid and token, for the account in the path. */
export function twilioAllows(account: TwilioAccount, authorization: string): boolean {
  return sameText(
    authorization,
    `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64')}`,
  );
}

/** The business of a genuine `Messages.json`; 201 with the message, or an error. Source: docs/messaging. */
export function twilioSend(
  land: Land,
  account: TwilioAccount,
  form: URLSearchParams,
  now: number,
): TwilioError | Record<string, unknown> {
  const to = form.get('To') ?? '';
  const from = form.get('From') ?? '';
  const text = form.get('Body') ?? '';
  if (to === '') return twilioError(400, 21604, "A 'To' phone number is required.");
  if (from === '') return twilioError(400, 21603, "A 'From' phone number is required.");
  if (text === '' && !form.get('MediaUrl')) return twilioError(400, 21602, 'Message body is required.');
  if (text.length > 1600)
    return twilioError(400, 21617, 'The concatenated message body exceeds the 1600 character limit.');
  if (!/^\+[1-9]\d{6,14}$/.test(to)) return twilioError(400, 21211, `Invalid 'To' Phone Number: ${to}`);
  if (from !== account.number)
    return twilioError(
      400,
      21606,
      `The 'From' phone number ${from} is not a valid message-capable number for this account.`,
    );
  const back = form.get('StatusCallback') ?? '';
  if (back !== '' && !/^https?:\/\/[^/\s]+/.test(back))
    return twilioError(400, 21609, `Invalid 'StatusCallback' URL: ${back}`);
  if (land.sms.isStopped(account.id, to)) return twilioError(400, 21610, 'Attempt to send to unsubscribed recipient');
  const sid = `SM${randomHex(16)}`;
  const { segments } = measure(text);
  dispatch(land, account, {
    phone: to,
    text,
    batch: sid,
    ownId: back,
    template: '',
    number: account.number,
    segments,
    now,
  });
  const uri = `/2010-04-01/Accounts/${account.accountSid}/Messages/${sid}.json`;
  const date = new Date(now).toUTCString().replace('GMT', '+0000');
  return {
    sid,
    account_sid: account.accountSid,
    api_version: '2010-04-01',
    to,
    from,
    body: text,
    status: 'queued',
    direction: 'outbound-api',
    num_segments: String(segments),
    num_media: '0',
    error_code: null,
    error_message: null,
    messaging_service_sid: null,
    price: null,
    price_unit: 'USD',
    date_created: date,
    date_updated: date,
    date_sent: null,
    uri,
  };
}
