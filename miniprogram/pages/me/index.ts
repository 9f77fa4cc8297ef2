/** 我的: who the person is to the company, how this phone shows things, and what one should know. */
import { refusalWord } from '../../line/rows.ts';
import { showBadge } from '../../badge.ts';
import { addressesOf, personView } from '../../line/person.ts';
import { talk } from '../../net.ts';
import { choose, elderOffered, language, onChoice, sizes, textSize } from '../../preference.ts';
import { humanFirst, switchesOf, type Switch } from '../../own/choices.ts';
import { fetchAlike } from '../../own/alike.ts';
import { askHandOff } from '../../own/hand-off.ts';
import { noticeHeld, onNotice } from '../../own/privacy.ts';
import { titles } from '../../titles.ts';
import { sayIn, wordsIn } from '../../words.ts';

Page({
  data: {
    words: wordsIn(language()),
    person: personView(null, '', language()),
    size: textSize(),
    elder: textSize() === 'elder',
    /** In 长辈模式 the rarer settings are folded away. */
    unfolded: false,
    language: language(),
    languages: [
      { value: 'zh', label: '中文' },
      { value: 'en', label: 'English' },
    ],
    sizes: [] as { value: string; label: string }[],
    version: '',
    /** Consents rest until a version of the notice is agreed to. */
    rests: false,
    switches: [] as Switch[],
    human: false,
    phone: false,
  },
  // Not drawn:
  stops: [] as (() => void)[],

  onLoad() {
    this.stops = [
      talk.follow(() => this.draw()),
      onNotice(() => this.draw()),
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
    const { state, welcome, pending } = talk.follower;
    const notice = noticeHeld();
    this.setData({
      words: wordsIn(lang),
      person: personView(state, welcome?.viewer.endpoint ?? '', lang),
      switches: switchesOf(state, pending, lang),
      human: humanFirst(state, pending),
      phone: state !== null && !addressesOf(state).some(({ channel }) => channel === 'sms'),
      size: textSize(),
      elder: textSize() === 'elder',
      language: lang,
      sizes: sizes.filter((value) => value !== 'elder').map((value) => ({ value, label: say(value) })),
      version: notice ? say(notice.standing.asks ? 'privacyOpen' : 'version', { version: notice.now }) : '',
      rests: (notice?.standing.restsSince ?? null) !== null,
    });
  },

  onLanguage(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    choose('language', event.detail.value);
  },
  onSize(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    choose('size', event.detail.value);
  },
  async onElder() {
    const on = !this.data.elder;
    choose('size', on ? 'elder' : 'standard');
    elderOffered();
    if (!on || this.data.human || !talk.follower.state?.own) return;
    const { elderHuman, elderHumanYes, elderNo } = this.data.words;
    const asked = { content: elderHuman, confirmText: elderHumanYes, cancelText: elderNo };
    const { confirm } = await wx.showModal(asked);
    if (confirm) talk.act({ act: 'human-first', on: true });
  },
  onFold() {
    this.setData({ unfolded: !this.data.unfolded });
  },
  onAsked() {
    void wx.switchTab({ url: '/pages/home/index' });
  },
  onTalk() {
    const state = talk.follower.state?.session?.state;
    if (state !== 'agent' && state !== 'queued') talk.act({ act: 'request-human' });
    void wx.switchTab({ url: '/pages/home/index' });
  },
  onSwitch(event: WechatMiniprogram.BaseEvent) {
    const one = this.data.switches.find(({ key }) => key === event.currentTarget.dataset['key']);
    if (!one) return;
    const { purpose, channel, on } = one;
    talk.act({ act: 'choose', purpose, ...(channel !== '' && { channel }), given: !on });
  },
  onHuman() {
    talk.act({ act: 'human-first', on: !this.data.human });
  },
  async onPhone(event: WechatMiniprogram.CustomEvent<{ code?: string }>) {
    const { code } = event.detail;
    // Refused in WeChat's own window: nothing to say.
    if (!code) return;
    const answer = await talk.ask('/v1/me/phone', { code });
    this.tell(answer, 'phoneLinked');
    if (!answer.ok && answer.code === 'link_needs_merge') void fetchAlike();
  },
  onByCode() {
    void wx.navigateTo({ url: '/pages/phone/index' });
  },
  onEmail() {
    void wx.navigateTo({ url: '/pages/email/index' });
  },
  async onUnlink(event: WechatMiniprogram.BaseEvent) {
    const endpoint = String(event.currentTarget.dataset['key']);
    const { confirm } = await wx.showModal({ content: this.data.words.phoneUnlinkAsk });
    if (confirm) this.tell(await talk.ask('/v1/me/phone/unlink', { endpoint }), 'phoneUnlinked');
  },
  tell(answer: Awaited<ReturnType<typeof talk.ask>>, done: 'phoneLinked' | 'phoneUnlinked') {
    const title = answer.ok ? this.data.words[done] : refusalWord(answer.code, answer.detail, language());
    void wx.showToast({ title, icon: 'none', duration: 2500 });
  },
  onHandOff() {
    void askHandOff();
  },
  onTickets() {
    void wx.navigateTo({ url: '/pages/tickets/index' });
  },
  onData() {
    void wx.navigateTo({ url: '/pages/data/index' });
  },
  onErase() {
    void wx.navigateTo({ url: '/pages/erase/index' });
  },
  onSearch() {
    void wx.navigateTo({ url: '/pages/search/index' });
  },
  onProfile() {
    void wx.navigateTo({ url: '/pages/profile/index' });
  },
  onOffers() {
    void wx.navigateTo({ url: '/pages/offers/index' });
  },
  onPrivacy() {
    void wx.navigateTo({ url: '/pages/privacy/index' });
  },
});
