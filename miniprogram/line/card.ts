/** Cards of orders, goods and parcels, as a template draws them: one flat shape for all three. */
import type { ParcelCard, ProductCard } from '../../shared/card.ts';
import type { OrderCard } from '../../shared/message.ts';
import { stageOf, STAGES, toneOf, type Tone } from '../../shared/way.ts';
import type { Language } from '../../web/client/words.ts';
import { sayIn } from '../words.ts';

export type ItemView = { key: number; title: string; price: string; image: string; initial: string };
/** One stage of a parcel's way. */
export type StageView = { key: number; word: string; reached: boolean; now: boolean };
export type TraceView = { key: number; at: string; text: string };

/** What a card shows. Empty fields are not drawn. */
export type OrderView = {
  title: string;
  state: string;
  tone: Tone;
  items: ItemView[];
  /** Where the goods are shown; empty: nowhere. */
  url: string;
  express: string;
  expressNo: string;
  /** The newest news of the parcel. */
  last: string;
  stages: StageView[];
  traces: TraceView[];
  copy: string;
  /** What a tap on the card asks, and the word on its button; empty: nothing. */
  ask: string;
  askWord: string;
};

/** A card with nothing in it. */
export const blankOrder: OrderView = {
  title: '',
  state: '',
  tone: 'good',
  items: [],
  url: '',
  express: '',
  expressNo: '',
  last: '',
  stages: [],
  traces: [],
  copy: '',
  ask: '',
  askWord: '',
};

type Whole = (url: string) => string;

function itemOf({ title, price, image }: Partial<ProductCard>, key: number, whole: Whole): ItemView {
  return {
    ...{ key, title: title ?? '', price: price ?? '', initial: [...(title ?? '')][0] ?? '' },
    image: image === undefined ? '' : whole(image),
  };
}

/** An order, with its goods and where the parcel is; its button asks how far it is. */
export function orderView({ no, stateText, items, express }: OrderCard, language: Language, whole: Whole): OrderView {
  const say = sayIn(language);
  return {
    ...blankOrder,
    ...{ title: say('order', { no }), state: stateText, tone: toneOf(stateText), copy: say('copy') },
    items: items.map((item, key) => itemOf(item, key, whole)),
    express: express ? `${express.company} ${express.no}` : '',
    expressNo: express?.no ?? '',
    last: express?.last ?? '',
    ...(toneOf(stateText) === 'quiet' ? {} : { ask: say('orderAsk', { no }), askWord: say('orderAskWord') }),
  };
}

/** A product; a tap on it goes to where it is shown. */
export function productView(product: ProductCard, language: Language, whole: Whole): OrderView {
  const { url } = product;
  return {
    ...blankOrder,
    title: sayIn(language)('product'),
    items: [itemOf(product, 0, whole)],
    url: url === undefined ? '' : whole(url),
  };
}

/** A parcel: the stages of its way, and every step as the carrier told it, newest first. */
export function parcelView(parcel: ParcelCard, language: Language): OrderView {
  const say = sayIn(language);
  const { company, no, stateText = '', traces } = parcel;
  const stage = stageOf(parcel);
  const names = [say('stage1'), say('stage2'), say('stage3'), say('stage4')].slice(0, STAGES);
  return {
    ...blankOrder,
    ...{ title: say('parcel'), state: stateText, tone: toneOf(stateText), copy: say('copy') },
    express: `${company} ${no}`,
    expressNo: no,
    stages: stage === 0 ? [] : names.map((word, at) => ({ key: at, word, reached: at < stage, now: at === stage - 1 })),
    traces: traces.map(({ at, text }, key) => ({ key, at, text })),
  };
}
