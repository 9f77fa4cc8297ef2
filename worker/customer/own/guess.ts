/** 猜你想问: what somebody may want to ask as their line opens, from what the line itself knows. The company is not asked. */
import type { Guess } from '../../../shared/own-api.ts';
import { mayHear } from '../../brain/answer.ts';
import { boundsOf, type Language, type Snapshot } from '../../brain/entry.ts';
import { askerOf } from '../robot.ts';
import type { Seen } from '../stream.ts';
import { ownRecent } from '../ticket/own.ts';
import type { Turn } from '../turn.ts';

const MOST = 4;
/** How far back is looked for an order that is on its way. */
const NEWS_MS = 14 * 24 * 3_600_000;
const NOTICES = 50;
const MESSAGES = 100;
const LETTERS = 60;

/** There, or it never will be. */
const OVER =
  /签收|已取|收货|已完成(?!揽|分拣|出库)|交易完成|取消|关闭|退款|退回|拒收|delivered|signed|picked up|received|complete|cancel|refund|return/iu;
const MOVING = /发货|揽收|运输|在途|派送|派件|到达|送达|shipped|transit|on (?:its|the) way|out for delivery|arriv/iu;

const sentences = {
  zh: {
    ticket: (title: string) => `工单进度：${title}`,
    order: (no: string) => `订单 ${no} 到哪了`,
    parcel: '我的快递到哪了',
  },
  en: {
    ticket: (title: string) => `Progress of my ticket: ${title}`,
    order: (no: string) => `Where is order ${no}?`,
    parcel: 'Where is my parcel?',
  },
};

const short = (words: string, most: number): string => {
  const letters = [...words];
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : words;
};

/** Their own matters first, where the screen sees the whole person, then what everybody asks most, where that was counted; in one language. */
export function guessesFor(
  turn: Turn,
  seen: Extract<Seen, { kind: 'customer' }>,
  knowledge: Snapshot | null,
  language: Language,
): Guess[] {
  const own = seen.whole ? theirs(turn, seen, language) : [];
  return [...own, ...often(turn, seen, knowledge, language)].slice(0, MOST);
}

/** An open ticket, and an order on its way. */
function theirs(turn: Turn, seen: Extract<Seen, { kind: 'customer' }>, language: Language): Guess[] {
  const say = sentences[language];
  const open = ownRecent(turn, seen).find(({ state: { phase } }) => phase !== 'solved' && phase !== 'closed');
  const parcel = onItsWay(turn);
  return [
    ...(open ? [{ about: 'ticket' as const, words: say.ticket(short(open.title, 16)), id: open.id }] : []),
    ...(parcel ? [{ about: 'parcel' as const, words: parcel.no === '' ? say.parcel : say.order(parcel.no) }] : []),
  ];
}

/** Published entries asked for most, that are for this person and written in the language. */
function often(
  turn: Turn,
  { endpoint }: Extract<Seen, { kind: 'customer' }>,
  knowledge: Snapshot | null,
  language: Language,
): Guess[] {
  const here = turn.line.endpoint(endpoint);
  if (!knowledge?.asked || !here) return [];
  const counted = [...knowledge.asked].sort(([, left], [, right]) => right - left);
  const asker = askerOf(turn, here);
  const found: Guess[] = [];
  for (const [id] of counted) {
    if (found.length === MOST) break;
    const bounds = boundsOf(knowledge, id);
    const question = knowledge.entries.get(id)?.[language]?.question;
    if (question === undefined || !bounds || !mayHear(bounds, asker, turn.now)) continue;
    found.push({ about: 'entry', words: short(question, LETTERS), id });
  }
  return found;
}

type News = { at: number; no: string; words: string; moves: boolean };

/** The newest order whose last news is that it moves. */
function onItsWay(turn: Turn): { no: string } | null {
  const known = new Set<string>();
  const news = [...noticed(turn), ...shown(turn)].sort((left, right) => right.at - left.at);
  for (const { at, no, words, moves } of news) {
    if (at < turn.now - NEWS_MS) return null;
    if (known.has(no)) continue;
    known.add(no);
    if (!OVER.test(words) && (moves || MOVING.test(words))) return { no };
  }
  return null;
}

/** What the company told of orders and parcels. */
function noticed(turn: Turn): News[] {
  return turn.own.notices(null, NOTICES).flatMap(({ at, kind, title, text, facts }) => {
    if (kind !== 'order' && kind !== 'logistics') return [];
    const no = facts.find(({ name }) => name === 'order')?.value ?? '';
    return [{ at, no, words: `${title.zh} ${text.zh}`, moves: kind === 'logistics' }];
  });
}

/** Cards of orders said in the line. */
function shown(turn: Turn): News[] {
  return turn.line.said.before(null, MESSAGES).flatMap(({ at, body }) => {
    if (body.kind !== 'order') return [];
    const { no, stateText, express } = body.order;
    return [{ at, no, words: `${stateText} ${express?.last ?? ''}`, moves: express !== undefined }];
  });
}
