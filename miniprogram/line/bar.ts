/** What the moment is called: who serves, what must be said above the messages, and whether there is anything to draw yet. */
import type { Line } from '../../shared/line.ts';
import type { LinkStatus } from '../../web/client/link.ts';
import { duration } from '../../web/client/time.ts';
import type { Language } from '../../web/client/words.ts';
import { sayIn } from '../words.ts';

/** Place in line as last told: how many wait before, how long it may take, and whether somebody urgent or VIP went ahead. */
export type Place = { position: number; waitMs: number | null; priority: boolean };

/** Shorter gaps are nobody's business: a change of network heals within them. */
const GAP_MS = 1500;
const OUTAGE_MS = 60_000;
const FAILED_MS = 5000;

/** The head of the conversation. `human` says what the button 转人工 is at the moment. */
export type Head = {
  title: string;
  note: string;
  face: string;
  robot: boolean;
  human: 'ask' | 'asked' | 'served';
};

/** Who serves. `asked`: 转人工 is on its way. */
export function headOf(line: Line | null, asked: boolean, language: Language): Head {
  const say = sayIn(language);
  const session = line?.session;
  const robot = { title: say('robot'), face: '', robot: true };
  switch (session?.state) {
    case 'agent': {
      const title = session.agent?.name ?? say('staff');
      return { title, note: say('agentNote'), face: title.slice(0, 1), robot: false, human: 'served' };
    }
    case 'queued':
      return { ...robot, note: say('queued'), human: 'asked' };
    case 'left-message':
      return { ...robot, note: say('leftNote'), human: asked ? 'asked' : 'ask' };
    case 'closed':
      return { ...robot, note: say('closedNote'), human: asked ? 'asked' : 'ask' };
    case 'robot':
    case undefined:
      return { ...robot, note: say('robotNote'), human: asked ? 'asked' : 'ask' };
  }
}

/** The bar's words, how grave it is, and what one can do about it. */
export type Bar = { text: string; tone: 'info' | 'alarm'; act: '' | 'leave-queue' | 'reconnect'; actWord: string };

/** What must be said above the messages, if anything: trouble first, then the queue. `lostMs` is 0 while connected. */
export function barOf(given: {
  status: LinkStatus;
  refusal: string;
  lostMs: number;
  line: Line | null;
  place: Place | null;
  language: Language;
  phase: Phase;
}): Bar | null {
  const { status, refusal, lostMs, line, place, language, phase } = given;
  // A page without a line tells of trouble by itself.
  if (phase === 'loading' || phase === 'failed') return null;
  const say = sayIn(language);
  const alarm = (text: string): Bar => ({ text, tone: 'alarm', act: 'reconnect', actWord: say('reconnect') });
  const info = (text: string): Bar => ({ text, tone: 'info', act: '', actWord: '' });
  if (status === 'stopped') return alarm(say(refusal === 'stale_client' ? 'stale' : 'stopped'));
  if (lostMs >= OUTAGE_MS) return alarm(say('outage', { time: duration(lostMs, language) }));
  if (lostMs >= (line === null ? FAILED_MS : GAP_MS)) return alarm(say('offline'));
  const state = line?.session?.state;
  if (state === 'queued') {
    const ahead = place === null ? null : Math.max(0, place.position);
    const where = ahead === null ? say('queued') : ahead === 0 ? say('queuedNext') : say('queuedAt', { n: ahead });
    const wait = place?.waitMs ? say('queuedWait', { wait: duration(place.waitMs, language) }) : '';
    const why = place?.priority ? say('queuedPriority') : '';
    return { text: why + where + wait, tone: 'info', act: 'leave-queue', actWord: say('leaveQueue') };
  }
  const transfer = line?.session?.transfer;
  if (transfer && !transfer.asking) return info(say('transferring', { to: transfer.to || say('staff') }));
  if (state === 'left-message') return info(say('left'));
  if (status === 'polling') return info(say('fallback'));
  return null;
}

/** The question whether the person agrees to be given to somebody else (转接征询); null: nothing is asked. */
export function transferQuestion(line: Line | null, language: Language): string | null {
  const transfer = line?.session?.transfer;
  if (!transfer?.asking) return null;
  const say = sayIn(language);
  return say('transferAsk', {
    from: line?.session?.agent?.name ?? say('staff'),
    to: transfer.to || say('colleague'),
  });
}

/** What fills the page: a skeleton, the trouble, a greeting, or the line. */
export type Phase = 'loading' | 'failed' | 'empty' | 'line';

/** What a page that can't be filled says about it. */
export function failedText(refusal: string, language: Language): string {
  return sayIn(language)(refusal === 'stale_client' ? 'stale' : 'failedMore');
}

/** The phase of a page that has so many rows to draw. */
export function phaseOf(given: { status: LinkStatus; lostMs: number; line: Line | null; rows: number }): Phase {
  const { status, lostMs, line, rows } = given;
  if (rows > 0) return 'line';
  if (line !== null) return 'empty';
  return status === 'stopped' || lostMs >= FAILED_MS ? 'failed' : 'loading';
}

/** When time alone will change the bar or the phase, and so the page must be drawn again; 0: not by itself. */
export function againMs(lostMs: number): number {
  if (lostMs === 0) return 0;
  const next = [GAP_MS, FAILED_MS, OUTAGE_MS].find((limit) => limit > lostMs);
  return next === undefined ? 20_000 : next - lostMs + 20;
}
