/** 是您吗？: one quiet card, on the first page (`quiet`: may be put off) and in 我的. Raises `grow` when it comes or goes. */
import type { Language } from '../../../web/client/words.ts';
import { refusalWord } from '../../line/rows.ts';
import { alikeNow, alikeWords, onAlike, putOffAlike, sayAlike } from '../../own/alike.ts';
import { firstLanguage, wordsIn } from '../../words.ts';

Component({
  properties: { language: { type: String, value: firstLanguage }, quiet: { type: Boolean, value: false } },
  data: { words: wordsIn('zh'), question: '', code: false, email: false, about: '', why: '', busy: false },
  observers: {
    language(language: Language) {
      this.setData({ words: wordsIn(language) });
      this.draw();
    },
  },
  lifetimes: {
    attached() {
      Object.assign(this, { stop: onAlike(() => this.draw()) });
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
      const { language } = this.data;
      const found = alikeNow(this.data.quiet, Date.now());
      const words = wordsIn(language);
      const grows = (found === null) !== (this.data.question === '');
      const code = found?.proof === 'code';
      this.setData({
        question: found?.id ?? '',
        code,
        email: found?.common === 'email',
        about: found ? alikeWords(found, language) : '',
        why: code ? words[found?.common === 'email' ? 'alikeWhyLink' : 'alikeWhyCode'] : words.alikeWhy,
      });
      if (grows) this.triggerEvent('grow');
    },
    yes() {
      const { question, code, email } = this.data;
      const page = email ? 'email' : 'phone';
      if (code) void wx.navigateTo({ url: `/pages/${page}/index?question=${question}` });
      else void this.say('yes');
    },
    async no() {
      const { alikeNoSure, alikeNoText, alikeNo, alikeLater: later } = this.data.words;
      const asked = { title: alikeNoSure, content: alikeNoText, confirmText: alikeNo, cancelText: later };
      const { confirm } = await wx.showModal(asked);
      if (confirm) await this.say('no');
    },
    async say(word: 'yes' | 'no') {
      const { question, words } = this.data;
      this.setData({ busy: true });
      const refused = await sayAlike(question, word);
      this.setData({ busy: false });
      const done = word === 'yes' ? words.alikeYesDone : words.alikeNoDone;
      const title = refused ? refusalWord(refused.code, refused.detail, this.data.language) : done;
      void wx.showToast({ title, icon: 'none', duration: 2500 });
    },
    async later() {
      const refused = await putOffAlike(this.data.question, Date.now());
      const { language } = this.data;
      if (refused) void wx.showToast({ title: refusalWord(refused.code, refused.detail, language), icon: 'none' });
    },
  },
});
