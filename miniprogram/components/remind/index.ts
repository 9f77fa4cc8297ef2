/** Offers to be told by WeChat: what for, and one tap. Raises `answered` with what the person said to each template. */
import { askSubscribe, type Offered } from '../../own/subscribe.ts';
import { wordsIn } from '../../words.ts';

const none: Offered[] = [];

Component({
  properties: {
    language: { type: String, value: 'zh' },
    offered: { type: Array, value: none },
  },
  data: { words: wordsIn('zh') },
  observers: {
    language(value: string) {
      this.setData({ words: wordsIn(value === 'en' ? 'en' : 'zh') });
    },
  },
  methods: {
    async ask() {
      const { offered, language } = this.data;
      const answers = await askSubscribe(offered, language === 'en' ? 'en' : 'zh');
      if (answers) this.triggerEvent('answered', { answers });
    },
  },
});
