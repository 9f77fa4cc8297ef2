/** 我的: who the person is to the company, how this phone shows things, and what one should know. */
import { showBadge } from '../../badge.ts';
import { personView } from '../../line/person.ts';
import { talk } from '../../net.ts';
import { choose, language, onChoice, sizes, textSize } from '../../preference.ts';
import { PRIVACY_VERSION } from '../../privacy.ts';
import { titles } from '../../titles.ts';
import { sayIn, wordsIn } from '../../words.ts';

Page({
  data: {
    words: wordsIn(language()),
    person: personView(null, '', language()),
    size: textSize(),
    language: language(),
    languages: [
      { value: 'zh', label: '中文' },
      { value: 'en', label: 'English' },
    ],
    sizes: [] as { value: string; label: string }[],
    version: '',
  },
  // Not drawn:
  stops: [] as (() => void)[],

  onLoad() {
    this.stops = [
      talk.follow(() => this.draw()),
      onChoice(() => {
        titles('me');
        this.draw();
      }),
    ];
    this.draw();
  },
  onShow() {
    titles('me');
    showBadge();
  },
  onUnload() {
    for (const stop of this.stops) stop();
  },

  draw() {
    const lang = language();
    const say = sayIn(lang);
    const { state, welcome } = talk.follower;
    this.setData({
      words: wordsIn(lang),
      person: personView(state, welcome?.viewer.endpoint ?? '', lang),
      size: textSize(),
      language: lang,
      sizes: sizes.map((value) => ({ value, label: say(value) })),
      version: say('version', { version: PRIVACY_VERSION }),
    });
  },

  onLanguage(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    choose('language', event.detail.value);
  },
  onSize(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    choose('size', event.detail.value);
  },
  onTalk() {
    const state = talk.follower.state?.session?.state;
    if (state !== 'agent' && state !== 'queued') talk.act({ act: 'request-human' });
    void wx.switchTab({ url: '/pages/home/index' });
  },
  onPrivacy() {
    void wx.navigateTo({ url: '/pages/privacy/index' });
  },
});
