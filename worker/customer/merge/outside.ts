/** What the merge machine of one actor reaches: other lines, the index of addresses, its own screens. */
import { closeCodes } from '../../../shared/frame.ts';
import { healIndex } from '../../identity/merge/heal.ts';
import { bucketOfPerson } from '../../identity/port.ts';
import { isOff } from '../../../shared/settings/switches.ts';
import { settingsNow } from '../../settings/shelf.ts';
import type { Env } from '../../env.ts';
import type { Outside } from '../deliver.ts';
import type { Stores } from '../stores.ts';
import { Merging, type MergePort } from './driver.ts';

/** What is left under the id somebody had before a merge goes; throws while it can't. */
export async function buryAt(env: Env, home: string): Promise<void> {
  const { answer } = await env.CUSTOMER.getByName(home).merge({ order: 'bury' });
  if (answer?.kind !== 'done') throw new Error(`the line ${home} went into is not done with it`);
}

export function mergingOf(
  ctx: DurableObjectState,
  env: Env,
  stores: Stores,
  outside: Outside,
  run: MergePort['run'],
  lanes: MergePort['lanes'],
): Merging {
  return new Merging({
    ...{ storage: ctx.storage, stores, run, lanes },
    call: (to, order) => env.CUSTOMER.getByName(to).merge(order),
    heal: (word, from) => healIndex((name) => env.IDENTITY.getByName(name), word, from),
    marks: async (home) => (await env.IDENTITY.getByName(bucketOfPerson(home)).repute(home, Date.now())).marks,
    knowledge: () => outside.knowledge,
    frozen: () => isOff(settingsNow(env).switches, 'merges', Date.now()),
    leave(how) {
      for (const socket of ctx.getWebSockets()) {
        if (socket.readyState === WebSocket.OPEN) socket.close(closeCodes[how], 'the line moved');
      }
    },
    fault: (error) => outside.fault('merge', error),
  });
}
