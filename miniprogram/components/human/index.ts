/** 长辈模式's first control on every page: a person in one tap, and the company's telephone where it has one. Raises `asked`. */
import type { Language } from '../../../web/client/words.ts';
import { pendingAct } from '../../../web/client/pending.ts';
import { headOf, type Head } from '../../line/bar.ts';
import { talk } from '../../net.ts';
import { firstLanguage, sayIn, wordsIn } from '../../words.ts';

Component({
  properties: {
    language: { type: String, value: firstLanguage },
    /** Where there is little room, over the keyboard. */
    tight: { type: Boolean, value: false },
  },
  data: { words: wordsIn('zh'), state: 'ask' as Head['human'], served: '', phone: SERVICE_PHONE !== '' },
  observers: {
    language(language: Language) {
      this.setData({ words: wordsIn(language) });
      this.draw();
    },
  },
  lifetimes: {
    attached() {
      const draw = () => this.draw();
      Object.assign(this, { stop: talk.follow(draw) });
      draw();
    },
    detached() {
      (this as { stop?: () => void }).stop?.();
    },
  },
  methods: {
    draw() {
      const { state, pending } = talk.follower;
      const { human, title } = headOf(state, pendingAct(pending, 'request-human'), this.data.language);
      const served = sayIn(this.data.language)('servedBy', { name: title });
      if (human !== this.data.state || served !== this.data.served) this.setData({ state: human, served });
    },
    ask() {
      talk.act({ act: 'request-human' });
      this.triggerEvent('asked');
    },
    call() {
      // Put off in WeChat's own window: nothing to say.
      wx.makePhoneCall({ phoneNumber: SERVICE_PHONE, fail: () => undefined });
    },
  },
});
