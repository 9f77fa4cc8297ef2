/** What sends and fetches on a channel's account work with. */
import { mediaIn } from '../../shared/media.ts';
import type { MediaBytes, SendTools } from '../channels/channel.ts';
import { sharedAddress } from '../channels/media-key.ts';
import type { Config } from '../config.ts';
import type { Env } from '../env.ts';

/** What sends and fetches on an account work with. */
export function toolsFor(env: Env, config: Config, account: string, call: SendTools['call']): SendTools {
  return {
    call,
    token: (stale) => env.PROVIDER.getByName(account).token(account, stale),
    now: Date.now(),
    nonce: () => crypto.randomUUID().replaceAll('-', ''),
    publicBase: config.publicUrl,
    shared: (url) => sharedAddress(config.secret, config.publicUrl, url, Date.now()),
    media: (url) => mediaBytes(env, url),
  };
}

/** The bytes of a file of ours, for a platform that wants them; null when it is gone. */
export async function mediaBytes(env: Env, url: string): Promise<MediaBytes | null> {
  const id = mediaIn(url);
  if (id === null) return null;
  const file = env.MEDIA.getByName(id);
  const about = await file.about();
  if (!about) return null;
  const response = await file.fetch(new Request('https://media/'));
  return { name: about.name, mime: about.mime, bytes: new Uint8Array(await response.arrayBuffer()) };
}
