/** Files between a platform and their own actors: the bytes pass through here, a decision never. */
import type { Address } from '../../../shared/actors.ts';
import { MEDIA_ORDER, type MediaOrder, type MediaTaken } from '../../../shared/media.ts';
import type { Call } from '../../channels/channel.ts';
import { accountOf, channelFor } from '../../channels/registry.ts';
import type { Config } from '../../config.ts';
import type { Env } from '../../env.ts';
import { sharedAddress } from '../../channels/media-key.ts';
import { companyHook, HEARING } from '../company-hook.ts';
import { toolsFor } from '../tools.ts';
import type { FetchMedia, OwedMedia } from './fetching.ts';
import type { Transcribe } from './hearing.ts';

/** The company's key to a voice lives as long as it may take to answer. */
const KEY_MS = 60 * 60_000;

/** Fetches what a platform holds and gives it to the file that waits for it. */
export function mediaFetcher(env: Env, config: Config, call: Call): FetchMedia {
  return async (address: Address, owner: string, owed: OwedMedia) => {
    const account = accountOf(config.accounts, address);
    const channel = account ? channelFor(account) : null;
    if (!channel) return { ok: false, lasting: true };
    const fetched = await channel.fetchMedia(owed, toolsFor(env, config, address.account, call));
    if (!fetched.ok) return fetched;
    const { name, bytes } = fetched.file;
    const taken = await put(env, owed.id, { owner, name }, bytes);
    if (taken.ok) return taken;
    // What we don't take of its kind will not get better.
    return { ok: false, lasting: taken.code !== 'unavailable' };
  };
}

async function put(env: Env, id: string, order: MediaOrder, bytes: Uint8Array<ArrayBuffer>): Promise<MediaTaken> {
  const headers = { [MEDIA_ORDER]: encodeURIComponent(JSON.stringify({ ...order, announced: bytes.length })) };
  const request = new Request('https://media/', { method: 'PUT', headers, body: bytes });
  return (await env.MEDIA.getByName(id).fetch(request)).json();
}

/** Asks the company's hook what a voice says. */
export function transcriber({ companyHook: hook, secret, publicUrl }: Config, call: Call): Transcribe {
  const ask = companyHook(hook, call, Date.now, HEARING);
  return async ({ url, seconds, ...question }) => {
    const now = Date.now();
    const voice = await sharedAddress(secret, publicUrl, url, now, now + KEY_MS);
    const slots = { voice, ...(seconds === undefined ? {} : { seconds: String(seconds) }) };
    return ask({ ...question, flow: 'voice', action: 'transcribe', slots });
  };
}
