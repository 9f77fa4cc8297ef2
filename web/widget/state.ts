/** What the moment is called: the line under the title, the bar above the messages. Words only, no drawing. */
import { duration } from '../client/time.ts';
import type { LinkStatus } from '../client/link.ts';
import type { Line } from '../../shared/line.ts';
import type { Language } from '../client/words.ts';
import type { Say } from './words.ts';

/** Place in line as last told. */
export type Place = { position: number; waitMs: number | null };

/** Who serves at the moment. */
export function subtitle(line: Pick<Line, 'session'> | null, say: Say): string {
  const session = line?.session;
  if (session?.state === 'agent') return say('agentServes', { name: session.agent?.name ?? say('staff') });
  if (session?.state === 'queued') return say('queued');
  return say(session?.state === 'left-message' ? 'leftHead' : 'robot');
}

/** The bar's text, how grave it is, and what one can do about it. */
export type Bar = { text: string; tone: 'info' | 'alarm'; act: 'leave-queue' | 'restart' | null };

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
    return { text: say(refusal === 'stale_client' ? 'stale' : 'stopped'), tone: 'alarm', act: 'restart' };
  }
  if (status === 'waiting') return { text: say('offline'), tone: 'alarm', act: null };
  if (line?.session?.state === 'queued') {
    const ahead = place ? Math.max(0, place.position) : null;
    const where = ahead === null ? say('queued') : ahead === 0 ? say('queuedNext') : say('queuedAt', { n: ahead });
    const wait = place?.waitMs ? say('queuedWait', { wait: duration(place.waitMs, language) }) : '';
    return { text: where + wait, tone: 'info', act: 'leave-queue' };
  }
  if (line?.session?.state === 'left-message') return { text: say('left'), tone: 'info', act: null };
  if (line?.session?.state === 'closed') return { text: say('closed'), tone: 'info', act: null };
  if (status === 'polling') return { text: say('fallback'), tone: 'info', act: null };
  return null;
}
