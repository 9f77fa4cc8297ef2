/** The gateway's calls over a platform's `request` and `upload`. */
import type { MediaView } from '../../shared/media.ts';
import { CustomerDoor, readAnswer, type Ask, type Session } from '../client/net.ts';
import type { Answer, Keep } from '../client/ports.ts';
import type { Platform, User } from './api.ts';

/** Who asks: a user by their token, else a guest by the name the gateway gave them. */
export type Who = { user: User | null; visitor: Keep };

const lost = { ok: false as const, code: 'unavailable', detail: 'The network did not answer.' };

const READ_MS = 15_000;

/** Reads an address of the API as who is signed in. */
export function readerOf({ request }: Platform, gateway: string, door: CustomerDoor) {
  return (path: string): Promise<Answer<object>> =>
    door.withSession((bearer) => {
      const headers = { authorization: `Bearer ${bearer}` };
      const call = { url: gateway + path, method: 'GET' as const, headers, body: null, timeoutMs: READ_MS };
      return request(call).then(readAnswer, () => lost);
    });
}

export function askOf(platform: Platform, gateway: string, written: () => Promise<void> | null): Ask {
  return async ({ path, body, bearer, timeoutMs }) => {
    // A frame that goes over HTTPS is written down first, as on a socket.
    await written();
    const headers = { 'content-type': 'application/json', ...(bearer && { authorization: `Bearer ${bearer}` }) };
    const call = { url: gateway + path, method: 'POST' as const, headers, body: JSON.stringify(body), timeoutMs };
    return platform.request(call).then(readAnswer, () => lost);
  };
}

/** The door of one guest or user on a site. `told` hears each session, with the name pushes are told under. */
export function doorOf(
  ask: Ask,
  gateway: string,
  site: string,
  { user, visitor }: Who,
  told: (session: Session, conversation: string | null) => void,
): CustomerDoor {
  return new CustomerDoor(
    ask,
    gateway,
    async () => {
      const guest = visitor.read('visitor') ?? '';
      const token = user ? await user.token() : null;
      return { kind: 'site', site, ...(guest !== '' && { visitor: guest }), ...(token !== null && { token }) };
    },
    (session, answer) => {
      // Once signed in, the guest's words are the user's; the next guest on this phone is somebody else.
      if (session.visitor !== null || session.signedIn) visitor.write('visitor', session.visitor ?? '');
      const { conversation } = answer as { conversation?: unknown };
      told(session, typeof conversation === 'string' ? conversation : null);
    },
  );
}

/** Gives a file to the gateway. */
export function give(
  platform: Platform,
  door: CustomerDoor,
  gateway: string,
  { file, name, as }: { file: unknown; name: string; as: 'image' | 'file' },
  progress: (share: number) => void,
): Promise<Answer<{ media: MediaView }>> {
  const { upload } = platform;
  if (!upload) return Promise.resolve({ ok: false, code: 'unsupported', detail: 'This platform gives no files.' });
  const query = `name=${encodeURIComponent(name)}${as === 'file' ? '&as=file' : ''}`;
  return door.withSession(async (bearer) => {
    const gift = { url: `${gateway}/v1/media?${query}`, headers: { authorization: `Bearer ${bearer}` }, file, name };
    const answer = await upload(gift, progress).then(readAnswer, () => lost);
    if (!answer.ok || 'media' in answer) return answer as Answer<{ media: MediaView }>;
    return lost;
  });
}
