/** One bubble's inside: text, steps, buttons, an order, a picture, a voice, a card. Taps go to the page as `pick`, `answer`, `tick`, `open`. */
import type { Option } from '../../../shared/message.ts';
import { emptyBody } from '../../line/body.ts';

/** What a tap on a link, card, picture or parcel number asks for. */
export type Opened = {
  act: 'link' | 'map' | 'picture' | 'film' | 'voice' | 'file' | 'copy';
  value: string;
  /** A document's name. */
  name: string;
  latitude: number;
  longitude: number;
};

Component({
  properties: {
    body: { type: Object, value: emptyBody },
    own: { type: Boolean, value: false },
    language: { type: String, value: 'zh' },
    /** The voice that is heard now. */
    playing: { type: String, value: '' },
  },
  methods: {
    pick(event: WechatMiniprogram.BaseEvent) {
      const option: Option | undefined = this.data.body.options[Number(event.currentTarget.dataset['index'])];
      if (option) this.triggerEvent('pick', option);
    },
    answer(event: WechatMiniprogram.CustomEvent) {
      this.triggerEvent('answer', event.detail);
    },
    tick(event: WechatMiniprogram.BaseEvent) {
      const step = Number(event.currentTarget.dataset['index']);
      this.triggerEvent('tick', { step, done: this.data.body.steps[step]?.done !== true });
    },
    /** A tap on a card. */
    opened({ detail }: WechatMiniprogram.CustomEvent<Pick<Opened, 'act' | 'value'>>) {
      this.triggerEvent('open', { ...detail, name: '', latitude: 0, longitude: 0 });
    },
    open(event: WechatMiniprogram.BaseEvent) {
      const { act, value, name = '' } = event.currentTarget.dataset;
      this.triggerEvent('open', {
        act,
        value,
        name,
        latitude: this.data.body.latitude,
        longitude: this.data.body.longitude,
      });
    },
  },
});
