/** One of a few, side by side: language, text size, solved or not. Raises `choose` with the value. */

/** A value and how it is called. */
export type Choosable = { value: string; label: string };

const none: Choosable[] = [];

Component({
  properties: {
    label: { type: String, value: '' },
    value: { type: String, value: '' },
    options: { type: Array, value: none },
  },
  methods: {
    choose(event: WechatMiniprogram.BaseEvent) {
      this.triggerEvent('choose', { value: String(event.currentTarget.dataset['value']) });
    },
  },
});
