/** The widget's connection: who the visitor is, this tab's instance, and the followed line. */
import { LineFollower, type CustomerPayload, type LineSignal } from '../client/line.ts';
import { keepMediaKey } from '../client/media-key.ts';
import { CustomerDoor } from '../client/net.ts';
import { machineClock } from '../client/ports.ts';
import { browserAsk, browserDial, browserInstance, browserKeep, browserWake } from '../client/transport-browser.ts';

/** A signed-in user of the site. `token` is the company's signed statement, fetched anew whenever one is needed. */
export type User = { id: string; token: string | (() => Promise<string>) };

/** One visitor's or user's line. */
export type Talk = { follower: LineFollower<CustomerPayload>; door: CustomerDoor; files: FilesMark; end(): void };

/** Whether files wait to be sent from this tab, said beside its words so that a reload knows; `scope` names them. */
export type FilesMark = { scope: string; wait(): boolean; mark(waiting: boolean): void };

/** Opens the line of this visitor (or user) on a site of the gateway at `base`. */
export async function openTalk(options: {
  base: string;
  site: string;
  user?: User;
  changed(): void;
  signal(frame: LineSignal): void;
  refused(code: string): void;
}): Promise<Talk> {
  const { base, site, user, changed, signal, refused } = options;
  const visitors = browserKeep(`yx:${site}:`);
  const scope = `yx:${site}:${user ? `u:${user.id}` : 'v'}:`;
  const keep = browserKeep(scope);
  const door = new CustomerDoor(
    browserAsk(base),
    base,
    async () => {
      const visitor = visitors.read('visitor');
      const token = typeof user?.token === 'function' ? await user.token() : user?.token;
      // With both, the user may be asked whether what the visitor said was theirs.
      return { kind: 'site', site, ...(visitor !== null && { visitor }), ...(token !== undefined && { token }) };
    },
    ({ visitor, media }) => {
      keepMediaKey(media);
      if (visitor !== null) visitors.write('visitor', visitor);
    },
  );
  const instance = await browserInstance(keep, scope);
  const follower = new LineFollower<CustomerPayload>({
    door,
    dial: browserDial,
    clock: machineClock,
    keep,
    instance,
    changed,
    signal,
    refused,
  });
  const awake = browserWake(() => follower.wake());
  follower.start();
  const waiting = `files:${instance}`;
  return {
    follower,
    door,
    files: {
      scope: scope + instance,
      wait: () => keep.read(waiting) === '1',
      mark: (some) => keep.write(waiting, some ? '1' : ''),
    },
    end() {
      awake();
      follower.stop();
    },
  };
}

/** The visitor has been here before: there may be something unread. */
export function known(site: string): boolean {
  return browserKeep(`yx:${site}:`).read('visitor') !== null;
}
