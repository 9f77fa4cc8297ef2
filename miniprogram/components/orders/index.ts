/** The person's orders to choose from, in a sheet; any other number by hand. Raises `choose` with the number, or none. */
import type { OrdersAnswer } from '../../../shared/order-api.ts';
import { talk } from '../../net.ts';
import { foundOrders, orderRows, type OrderRow } from '../../own/orders.ts';
import { formFault } from '../../../shared/form-rules.ts';
import { sayIn, wordsIn } from '../../words.ts';

/** So many are looked over; of more one is searched for. */
const FEW = 4;

Component({
  properties: {
    language: { type: String, value: 'zh' },
    /** What is chosen is said in the line. */
    sends: { type: Boolean, value: false },
  },
  data: {
    words: wordsIn('zh'),
    state: 'loading' as 'loading' | 'failed' | 'here',
    all: [] as OrderRow[],
    shown: [] as OrderRow[],
    many: false,
    other: '',
    fault: '',
  },
  observers: {
    language(value: string) {
      this.setData({ words: wordsIn(value === 'en' ? 'en' : 'zh') });
    },
  },
  lifetimes: {
    attached() {
      void this.fetch();
    },
  },
  methods: {
    async fetch() {
      this.setData({ state: 'loading' });
      const answer = await talk.read('/v1/orders');
      const { orders = [] } = answer as Partial<OrdersAnswer>;
      const all = orderRows(orders, talk.base, this.data.language === 'en' ? 'en' : 'zh');
      this.setData({ state: answer.ok ? 'here' : 'failed', all, shown: all, many: all.length > FEW });
    },
    again() {
      void this.fetch();
    },
    find(event: WechatMiniprogram.Input) {
      this.setData({ shown: foundOrders(this.data.all, event.detail.value) });
    },
    type(event: WechatMiniprogram.Input) {
      this.setData({ other: event.detail.value, fault: '' });
    },
    pick(event: WechatMiniprogram.BaseEvent) {
      this.triggerEvent('choose', { no: String(event.currentTarget.dataset['no']) });
    },
    use() {
      const no = this.data.other.trim();
      const say = sayIn(this.data.language === 'en' ? 'en' : 'zh');
      if (formFault({ kind: 'order', label: '' }, no)) return this.setData({ fault: say('formNoOrder') });
      this.triggerEvent('choose', { no });
    },
    shut() {
      this.triggerEvent('choose', { no: '' });
    },
    /** A touch on the sheet is none on what lies below. */
    hold() {
      return undefined;
    },
  },
});
