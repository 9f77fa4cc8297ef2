/** A version of 隐私说明 that asks for consent is told once, and hinders nothing. Raises `grow` when it comes or goes. */
import type { Language } from '../../../web/client/words.ts';
import { onNotice, renewal, renewalTold } from '../../own/privacy.ts';
import { firstLanguage, wordsIn } from '../../words.ts';

Component({
  properties: { language: { type: String, value: firstLanguage } },
  data: { words: wordsIn('zh'), shown: false },
  observers: {
    language(language: Language) {
      this.setData({ words: wordsIn(language) });
    },
  },
  lifetimes: {
    attached() {
      Object.assign(this, { stop: onNotice(() => this.draw()) });
      this.draw();
    },
    detached() {
      (this as { stop?: () => void }).stop?.();
    },
  },
  pageLifetimes: {
    show() {
      this.draw();
    },
  },
  methods: {
    draw() {
      const shown = renewal() !== '';
      if (shown === this.data.shown) return;
      this.setData({ shown });
      this.triggerEvent('grow');
    },
    later() {
      renewalTold();
      this.draw();
    },
    read() {
      this.later();
      void wx.navigateTo({ url: '/pages/privacy/index' });
    },
  },
});
