/** One row of the line: a day, a grey line, or words with who, where and how far they came. Taps go to the page. */
import { blankRow } from '../../line/rows.ts';
import { wordsIn } from '../../words.ts';

/** What a tap on a row asks of the page. */
export type RowAct = {
  act: 'hold' | 'quoted' | 'retry' | 'discard' | 'cancel' | 'helpful' | 'unhelpful';
  key: string;
};

Component({
  options: { virtualHost: true },
  properties: {
    row: { type: Object, value: blankRow },
    words: { type: Object, value: wordsIn('zh') },
    language: { type: String, value: 'zh' },
    /** The voice that is heard now; empty where this row has none. */
    playing: { type: String, value: '' },
  },
  methods: {
    tap(event: WechatMiniprogram.BaseEvent) {
      this.raise(String(event.currentTarget.dataset['act']));
    },
    hold() {
      this.raise('hold');
    },
    raise(act: string) {
      this.triggerEvent('act', { act, key: this.data.row.pending || this.data.row.key });
    },
    pick(event: WechatMiniprogram.CustomEvent) {
      this.triggerEvent('pick', event.detail);
    },
    answer(event: WechatMiniprogram.CustomEvent) {
      this.triggerEvent('answer', event.detail);
    },
    tick(event: WechatMiniprogram.CustomEvent) {
      this.triggerEvent('tick', { ...event.detail, message: this.data.row.key });
    },
    open(event: WechatMiniprogram.CustomEvent) {
      this.triggerEvent('open', { ...event.detail, key: this.data.row.key });
    },
  },
});
