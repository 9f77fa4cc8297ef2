/** What the moment is called: the line under the title, the bar above the messages. Words only, no drawing. */
import { duration } from '../client/time.ts';
import type { LinkStatus } from '../client/link.ts';
import type { Line } from '../../shared/line.ts';
import type { Language } from '../client/words.ts';
import type { Say } from './words.ts';

/** Place in line as last told. */
export type Place = { position: number; waitMs: number | null; why?: 'priority' | undefined };

/** Who serves at the moment. */
export function subtitle(line: Pick<Line, 'session'> | null, say: Say): string {
  const session = line?.session;
  if (session?.state === 'agent') return say('agentServes', { name: session.agent?.name ?? say('staff') });
  if (session?.state === 'queued') return say('queued');
  return say(session?.state === 'left-message' ? 'leftHead' : 'robot');
}

/** What one can do about it. */
export type BarAct = 'leave-queue' | 'restart' | 'leave-message' | 'transfer-yes' | 'transfer-no';
/** The bar's text, how grave it is, and what one can do; `more` explains. */
export type Bar = { text: string; more?: string; tone: 'info' | 'alarm'; acts: BarAct[] };

/** What must be said above the messages, if anything: trouble first, then the queue. */
export function barOf(given: {
  status: LinkStatus;
  refusal: string;
  line: Line | null;
  place: Place | null;
  say: Say;
  language: Language;
}): Bar | null {
  const { status, refusal, line, place, say, language } = given;
  if (status === 'stopped') {
    return { text: say(refusal === 'stale_client' ? 'stale' : 'stopped'), tone: 'alarm', acts: ['restart'] };
  }
  if (status === 'waiting') return { text: say('offline'), tone: 'alarm', acts: [] };
  if (line?.session?.state === 'queued') {
    const ahead = place ? Math.max(0, place.position) : null;
    const where = ahead === null ? say('queued') : ahead === 0 ? say('queuedNext') : say('queuedAt', { n: ahead });
    const wait = place?.waitMs ? say('queuedWait', { wait: duration(place.waitMs, language) }) : '';
    const moved = place?.why === 'priority' ? { more: say('queuedBack') } : {};
    return { text: where + wait, ...moved, tone: 'info', acts: ['leave-queue'] };
  }
  const transfer = line?.session?.state === 'agent' ? line.session.transfer : undefined;
  if (transfer?.asking) {
    const from = line?.session?.agent?.name ?? say('staff');
    return { text: say('transferAsk', { from, to: transfer.to }), tone: 'info', acts: ['transfer-yes', 'transfer-no'] };
  }
  if (transfer) return { text: say('transferring'), tone: 'info', acts: [] };
  if (line?.session?.state === 'left-message') return { text: say('left'), tone: 'info', acts: ['leave-message'] };
  if (line?.session?.state === 'closed') return { text: say('closed'), tone: 'info', acts: [] };
  if (status === 'polling') return { text: say('fallback'), tone: 'info', acts: [] };
  return null;
}
