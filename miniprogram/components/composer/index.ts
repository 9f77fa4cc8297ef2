/** Where the person writes. Never sends empty; raises `send`, `draft` with what stands there, and `keyboard` with its height. */
import type { Language } from '../../../web/client/words.ts';
import { wordsIn } from '../../words.ts';

const inZh: Language = 'zh';

Component({
  properties: {
    language: { type: String, value: inZh },
    /** What stood there last time. */
    draft: { type: String, value: '' },
  },
  data: { words: wordsIn('zh'), text: '', ready: false },
  observers: {
    language(language: Language) {
      this.setData({ words: wordsIn(language) });
    },
    draft(draft: string) {
      this.put(draft);
    },
  },
  methods: {
    put(text: string) {
      this.setData({ text, ready: text.trim() !== '' });
    },
    type(event: WechatMiniprogram.Input) {
      this.put(event.detail.value);
      this.triggerEvent('draft', { value: event.detail.value });
    },
    send() {
      const text = this.data.text.trim();
      if (text === '') return;
      this.put('');
      this.triggerEvent('draft', { value: '' });
      this.triggerEvent('send', { value: text });
    },
    keyboard(event: WechatMiniprogram.CustomEvent<{ height: number }>) {
      this.triggerEvent('keyboard', { height: event.detail.height });
    },
    blur() {
      this.triggerEvent('keyboard', { height: 0 });
    },
  },
});
