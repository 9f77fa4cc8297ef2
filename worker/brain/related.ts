/** 猜你想问 under an answer: published questions near it, for screens with buttons. Pure. */
import type { Option } from '../../shared/message.ts';
import { mayHear } from './answer.ts';
import { boundsOf, questionOf, type Entry } from './entry.ts';
import type { Moment, Thought } from './mind.ts';
import { match } from './retrieval/retrieval.ts';

/** More than these are read by nobody. */
const MOST = 3;
/** A neighbour of the same category that is less likely meant than this is not near enough. */
const NEAR = 0.15;
const LOOKED_AT = 8;
const LABEL = 60;

/** An answer with what may be asked next beside it; as it was beside a dialog, on a channel without buttons, or where nothing is near. */
export function withRelated(moment: Moment, entry: Entry, thought: Thought): Thought {
  const [only, ...more] = thought.say;
  const { flow, parked = [] } = thought.mind;
  const amid = parked.length > 0 || (flow !== null && flow.asked.kind !== 'over');
  if (!only?.source || more.length > 0 || amid || !showsButtons(moment)) return thought;
  const { body } = only;
  const offered = body.kind === 'answer' ? (body.options ?? []).map(({ id }) => id) : [];
  const related = relatedTo(moment, entry).filter(({ id }) => !offered.includes(id));
  if (related.length === 0) return thought;
  return { ...thought, say: [{ body, source: { ...only.source, related: related.slice(0, MOST) } }] };
}

/** What the editors named, then the nearest of its category; never itself, and nothing this encounter has answered already. */
function relatedTo(moment: Moment, entry: Entry): Option[] {
  const { mind, asker, now, knowledge, transcript, standing } = moment;
  const over = new Set([entry.id, standing.answered?.entry, ...transcript.map(({ source }) => source?.entry)]);
  const allowed = (id: string): boolean => {
    const bounds = boundsOf(knowledge, id);
    return bounds !== undefined && !over.has(id) && mayHear(bounds, asker, now);
  };
  const question = questionOf(entry, mind.language) ?? '';
  const near = match(knowledge.index[mind.language], question, { limit: LOOKED_AT, allowed })
    .filter(({ id, confidence }) => confidence >= NEAR && knowledge.entries.get(id)?.category === entry.category)
    .map(({ id }) => id);
  return [...new Set([...entry.related, ...near])].flatMap((id): Option[] => {
    const other = knowledge.entries.get(id);
    const label = other?.[mind.language]?.question;
    if (label === undefined || !allowed(id)) return [];
    return [{ id: `entry:${id}`, label: short(label) }];
  });
}

function short(label: string): string {
  return label.length > LABEL ? `${label.slice(0, LABEL - 1).trimEnd()}…` : label;
}

function showsButtons({ asker: { channel } }: Moment): boolean {
  switch (channel) {
    case 'web':
    case 'app':
    case 'miniprogram':
      return true;
    case 'wechat':
    case 'sms':
    case 'phone':
      return false;
  }
}
