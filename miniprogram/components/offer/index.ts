/** 长辈模式 offered once, to whoever reads WeChat in large letters. */
import type { Language } from '../../../web/client/words.ts';
import { choose, elderOffered, offersElder } from '../../preference.ts';
import { firstLanguage, wordsIn } from '../../words.ts';

Component({
  properties: { language: { type: String, value: firstLanguage } },
  data: { words: wordsIn('zh'), shown: offersElder() },
  observers: {
    language(language: Language) {
      this.setData({ words: wordsIn(language) });
    },
  },
  methods: {
    no() {
      elderOffered();
      this.setData({ shown: false });
    },
    yes() {
      this.no();
      choose('size', 'elder');
    },
  },
});
