import { machineClock, type Answer } from '../../../client/ports.ts';
import { browserDial, browserInstance, browserKeep } from '../../../client/transport-browser.ts';
import type { Result } from '../../../../shared/refusal.ts';
import { Unreachable, type Ticket } from '../staff/net.ts';

const SCOPE = 'yixian.desk.';
let tab = '';

/** This browser's part of the stream client. */
export const browser = {
  /** Gives this tab its name; unsent words of a closed tab are taken up. Once, before anything is followed. */
  async claimTab(): Promise<void> {
    tab = await browserInstance(browserKeep(SCOPE), SCOPE);
  },
  /** What a link needs of the platform; each stream keeps its sends apart. */
  ports: (stream: string) => ({
    dial: browserDial,
    clock: machineClock,
    keep: browserKeep(`${SCOPE}${stream}.`),
    instance: tab,
  }),
};

/** A ticket with the socket's whole address; a dead network is the refusal that may pass. */
export async function ticketFrom(call: () => Promise<Result<Ticket>>): Promise<Answer<Ticket>> {
  try {
    const answer = await call();
    if (!answer.ok) return answer;
    return { ...answer, url: new URL(answer.url, location.href.replace(/^http/u, 'ws')).href };
  } catch (fault) {
    if (fault instanceof Unreachable) return { ok: false, code: 'unavailable', detail: '' };
    throw fault;
  }
}
