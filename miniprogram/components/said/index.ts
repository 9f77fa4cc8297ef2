/** One bubble's inside: text, steps, buttons, an order, a picture, a card. Taps go to the page as `pick`, `tick`, `open`. */
import type { Option } from '../../../shared/message.ts';
import { emptyBody } from '../../line/body.ts';

/** What a tap on a link, card, picture or parcel number asks for. */
export type Opened = {
  act: 'link' | 'map' | 'picture' | 'copy';
  value: string;
  latitude: number;
  longitude: number;
};

Component({
  properties: {
    body: { type: Object, value: emptyBody },
    own: { type: Boolean, value: false },
  },
  methods: {
    pick(event: WechatMiniprogram.BaseEvent) {
      const option: Option | undefined = this.data.body.options[Number(event.currentTarget.dataset['index'])];
      if (option) this.triggerEvent('pick', option);
    },
    tick(event: WechatMiniprogram.BaseEvent) {
      this.triggerEvent('tick', { key: String(event.currentTarget.dataset['key']) });
    },
    open(event: WechatMiniprogram.BaseEvent) {
      const { act, value } = event.currentTarget.dataset;
      this.triggerEvent('open', { act, value, latitude: this.data.body.latitude, longitude: this.data.body.longitude });
    },
  },
});
