/** A card of an order, of goods or of a parcel. Raises `open` with a number to copy or an address, and `answer` with what its button asks. */
import { blankOrder } from '../../line/card.ts';
import { sayIn, wordsIn } from '../../words.ts';

/** So many steps of the way stand there; of more the others are opened. */
const FEW = 3;

Component({
  properties: {
    order: { type: Object, value: blankOrder },
    language: { type: String, value: 'zh' },
  },
  data: {
    words: wordsIn('zh'),
    /** Pictures that couldn't be had, by the place of their item. */
    lost: [] as boolean[],
    all: false,
    few: FEW,
    more: '',
  },
  observers: {
    'order, language'(order: typeof blankOrder, language: string) {
      const spoken = language === 'en' ? 'en' : 'zh';
      const { length } = order.traces;
      const more = length > FEW ? sayIn(spoken)('wayAll', { n: length }) : '';
      this.setData({ words: wordsIn(spoken), more });
    },
  },
  methods: {
    miss(event: WechatMiniprogram.BaseEvent) {
      this.setData({ [`lost[${Number(event.currentTarget.dataset['index'])}]`]: true });
    },
    turn() {
      this.setData({ all: !this.data.all });
    },
    copy() {
      this.triggerEvent('open', { act: 'copy', value: this.data.order.expressNo });
    },
    goods() {
      if (this.data.order.url !== '') this.triggerEvent('open', { act: 'link', value: this.data.order.url });
    },
    ask() {
      this.triggerEvent('answer', { kind: 'order', words: this.data.order.ask });
    },
  },
});
