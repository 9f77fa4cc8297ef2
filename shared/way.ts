/** How cards of orders and parcels are read: the stage of a parcel's way and the tone of a state, from the company's own words. Pure. */
import type { ParcelCard } from './card.ts';

/** A parcel's way in four stages: taken, under way, out for delivery, there. */
export const STAGES = 4;

/** Turned round, or lost: its way is no longer these stages. */
const ASTRAY = /退回|退件|拒收|拒签|丢失|破损|returned|return to sender|refused|lost|damaged/iu;
const stages: readonly [number, RegExp][] = [
  [4, /签收|已取件|已自提|妥投|delivered|signed for|picked up by|collected by/iu],
  [3, /派送|派件|配送中|待取|驿站|自提柜|快递柜|out for delivery|ready for (?:pick-?up|collection)/iu],
  [2, /运输|在途|转运|到达|离开|发往|中转|transit|arrived|departed|left /iu],
  [1, /揽收|揽件|收件|已发货|出库|shipped|accepted|picked up|collected/iu],
];
/** Tells what will be, or what is not. */
const NOT_YET = /未(?=签收|派送|揽收)|预计|即将|等待|待(?=揽收|派送|签收)|尚未|will be|expected|not yet|awaiting/iu;

/** The stage reached, 1 to 4; 0 where it can't be told, or the parcel went astray. */
export function stageOf({ stateText = '', traces }: Pick<ParcelCard, 'stateText' | 'traces'>): number {
  const newest = [stateText, traces[0]?.text ?? ''];
  if (newest.some((words) => ASTRAY.test(words))) return 0;
  for (const words of [...newest, ...traces.slice(1).map(({ text }) => text)]) {
    const been = words.split(/[，,。；;！!]/u).filter((clause) => !NOT_YET.test(clause));
    const found = stages.find(([, told]) => been.some((clause) => told.test(clause)));
    if (found) return found[0];
  }
  return 0;
}

/** How a state is shown: over without good or bad, waiting for somebody, or well. */
export type Tone = 'quiet' | 'open' | 'good';

export function toneOf(stateText: string): Tone {
  if (/取消|关闭|失效|cancel|closed|expired/iu.test(stateText)) return 'quiet';
  if (/待付|未付|退款|退货|换货|售后|异常|审核|unpaid|pending|refund|return|exchange|review/iu.test(stateText))
    return 'open';
  return 'good';
}
