/** 隐私说明: the version that holds, what changed with it, earlier ones, and the person's word where it is asked for. */
import { refusalWord } from '../../line/rows.ts';
import { talk } from '../../net.ts';
import { fetchNotice, noticeHeld, onNotice, renewalTold, sayToNotice } from '../../own/privacy.ts';
import { noticeView, type NoticeView } from '../../own/privacy-view.ts';
import { language, onChoice, textSize } from '../../preference.ts';
import { titles } from '../../titles.ts';
import { wordsIn } from '../../words.ts';

Page({
  data: {
    language: language(),
    size: textSize(),
    elder: textSize() === 'elder',
    words: wordsIn(language()),
    notice: null as NoticeView | null,
    failed: false,
    busy: false,
  },
  // Not drawn:
  wanted: '',
  stops: [] as (() => void)[],

  onLoad({ version = '' }: Record<string, string | undefined>) {
    this.wanted = version;
    this.stops = [onNotice(() => this.draw()), onChoice(() => this.draw())];
  },
  onShow() {
    titles('privacy');
    this.draw();
    void this.fetch();
  },
  onUnload() {
    for (const stop of this.stops) stop();
  },
  async fetch() {
    const came = await fetchNotice();
    this.setData({ failed: !came });
    this.draw();
  },
  draw() {
    const held = noticeHeld();
    const lang = language();
    const notice = held ? noticeView(held, this.wanted, lang) : null;
    if (notice?.asks) renewalTold();
    this.setData({
      ...{ language: lang, words: wordsIn(lang), notice },
      ...{ size: textSize(), elder: textSize() === 'elder' },
    });
  },
  onAgain() {
    talk.reconnect();
    this.setData({ failed: false });
    void this.fetch();
  },
  async onSay(event: WechatMiniprogram.BaseEvent) {
    const { notice, words, busy } = this.data;
    if (!notice || busy) return;
    const given = event.currentTarget.dataset['given'] === 1;
    this.setData({ busy: true });
    const refused = await sayToNotice(notice.version, given);
    this.setData({ busy: false });
    const title = refused
      ? refusalWord(refused.code, refused.detail, language())
      : words[given ? 'privacyAgreed' : 'privacyRefused'];
    void wx.showToast({ title, icon: 'none', duration: 2500 });
  },
  onOther(event: WechatMiniprogram.BaseEvent) {
    void wx.navigateTo({ url: `/pages/privacy/index?version=${String(event.currentTarget.dataset['version'])}` });
  },
  onAsked() {
    void wx.switchTab({ url: '/pages/home/index' });
  },
});
