/**
 * WeChat's message encryption: AES-256-CBC, `random(16) ‖ length ‖ message ‖ appid`, padded to blocks of 32.
 * Source: developers.weixin.qq.com/miniprogram/dev/framework/server-ability/message-push.html
 */
import { base64, digestHex, fromBase64, textOf, utf8 } from '../../lib/digest.ts';
import { refuse, type Result } from '../../../shared/refusal.ts';

const BLOCK = 32;
const HEAD = 20;

/** The platform's signature over any words: SHA-1 of their sorted join. */
export function signature(...words: string[]): Promise<string> {
  return digestHex('SHA-1', words.toSorted(byCode).join(''));
}

function byCode(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

async function keyOf(encodingAesKey: string): Promise<{ key: CryptoKey; iv: Uint8Array<ArrayBuffer> }> {
  const raw = fromBase64(`${encodingAesKey}=`);
  if (raw?.length !== BLOCK) throw new Error('encodingAesKey: not 43 characters of base64');
  const key = await crypto.subtle.importKey('raw', raw, 'AES-CBC', false, ['encrypt', 'decrypt']);
  return { key, iv: raw.slice(0, 16) };
}

async function seal(key: CryptoKey, iv: Uint8Array<ArrayBuffer>, clear: Uint8Array<ArrayBuffer>) {
  return new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, key, clear));
}

/** Encrypts a message for an account; `random` is 16 fresh bytes. */
export async function encrypt(
  account: { encodingAesKey: string; appid: string },
  message: string,
  random: Uint8Array,
): Promise<string> {
  const { key, iv } = await keyOf(account.encodingAesKey);
  const words = utf8(message);
  const owner = utf8(account.appid);
  const length = HEAD + words.length + owner.length;
  const pad = BLOCK - (length % BLOCK);
  const clear = new Uint8Array(length + pad).fill(pad);
  clear.set(random.subarray(0, 16), 0);
  new DataView(clear.buffer).setUint32(16, words.length);
  clear.set(words, HEAD);
  clear.set(owner, HEAD + words.length);
  // WebCrypto adds a block of its own padding after ours: dropped.
  return base64((await seal(key, iv, clear)).subarray(0, clear.length));
}

/** Opens an encrypted message and checks whose it is. Refusals: `bad_signature` (cannot be opened), `wrong_account`, `bad_encoding`. */
export async function decrypt(
  account: { encodingAesKey: string; appid: string },
  sealed: string,
): Promise<Result<{ message: string }>> {
  const cipher = fromBase64(sealed);
  if (!cipher || cipher.length < BLOCK || cipher.length % 16 !== 0) {
    return refuse('bad_signature', 'The encrypted part is no whole number of blocks.');
  }
  const { key, iv } = await keyOf(account.encodingAesKey);
  // WebCrypto insists on 16-byte PKCS#7: a block of such padding, made with the same key, is appended for it to strip.
  const tail = await seal(key, cipher.slice(-16), new Uint8Array(0));
  const whole = new Uint8Array(cipher.length + 16);
  whole.set(cipher, 0);
  whole.set(tail, cipher.length);
  const clear = new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv }, key, whole));
  const pad = clear.at(-1) ?? 0;
  if (pad < 1 || pad > BLOCK || pad > clear.length - HEAD) return refuse('bad_signature', 'The padding is broken.');
  const end = clear.length - pad;
  const length = new DataView(clear.buffer).getUint32(16);
  if (HEAD + length > end) return refuse('bad_signature', 'The length of the encrypted message is broken.');
  const owner = textOf(clear.subarray(HEAD + length, end));
  if (owner !== account.appid) return refuse('wrong_account', 'The encrypted message was made for another appid.');
  const message = textOf(clear.subarray(HEAD, HEAD + length));
  return message === null ? refuse('bad_encoding') : { ok: true, message };
}
