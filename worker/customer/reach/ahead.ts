/** Where an answer would go, told a colleague before they send. Reads only. */
import type { OutlookView } from '../../../shared/outlook.ts';
import { outlook } from '../../../shared/reach/plan.ts';
import type { Plan } from '../../../shared/reach/news.ts';
import { refuse, type Result } from '../../../shared/refusal.ts';
import { sendable } from '../sendable.ts';
import type { Turn } from '../turn.ts';
import { goesAnyway, newsOf } from './planning.ts';
import { waysOf } from './ways.ts';

/** Plain words: what a body forbids somewhere is told when it is sent. */
const WORDS = { kind: 'text' as const, text: '…' };

export function outlookFor(turn: Turn, id: string): Result<{ outlook: OutlookView }> {
  const endpoint = turn.line.endpoint(id);
  if (!endpoint) return refuse('no_endpoint');
  const news = newsOf({ id: '', endpoint: id, at: turn.now }, 'resolution');
  const ways = waysOf(turn, news, { body: WORDS, kind: 'answer' });
  const { first, then } = outlook(news, ways, turn.now, turn.reach.calledAt());
  const may = sendable(endpoint, turn.now) === null || goesAnyway(turn, endpoint, WORDS);
  return { ok: true, outlook: { may, first: stepOf(first), then: then ? stepOf(then) : null } };
}

function stepOf({ way, why, at }: Plan): OutlookView['first'] {
  if (way === null) return { way, channel: null, label: '', why, at, left: null };
  const left = way.room?.state === 'open' ? way.room.left : null;
  return { way: way.kind, channel: way.channel, label: way.label, why, at, left };
}
