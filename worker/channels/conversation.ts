/** What an APP's conversation is called outside: it says nothing of the person, stays the same, and only we can make it. */
import type { Address } from '../../shared/actors.ts';
import { hmac } from '../lib/digest.ts';

/** The name of the conversation on an address. */
export async function conversationName(secret: string, { channel, account, peer }: Address): Promise<string> {
  const key = await hmac('SHA-256', secret, 'yixian conversation');
  const made = await hmac('SHA-256', new Uint8Array(key), `${channel}\n${account}\n${peer}`);
  return `n_${Buffer.from(made).toString('base64url').slice(0, 22)}`;
}
