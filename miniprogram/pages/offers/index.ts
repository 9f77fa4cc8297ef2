/** 收到的优惠: every offer with why it came, and one tap that ends them on all channels. */
import { pendingAct } from '../../../web/client/pending.ts';
import { talk } from '../../net.ts';
import { takesOffers } from '../../own/choices.ts';
import { askSubscribe, offeredOf } from '../../own/subscribe.ts';
import { offersShown, type OfferHad, type ShownOffer } from '../../own/offers-view.ts';
import { language, onChoice, textSize } from '../../preference.ts';
import { titles } from '../../titles.ts';
import { wordsIn } from '../../words.ts';

Page({
  data: {
    language: language(),
    size: textSize(),
    elder: textSize() === 'elder',
    words: wordsIn(language()),
    offers: null as ShownOffer[] | null,
    takes: false,
    /** WeChat may be asked to tell of the next one. */
    asks: false,
    failed: false,
  },
  // Not drawn:
  held: null as { offers: OfferHad[]; agreed: boolean } | null,
  stops: [] as (() => void)[],

  onLoad() {
    this.stops = [talk.follow(() => this.draw()), onChoice(() => this.draw())];
  },
  onShow() {
    titles('offers');
    this.draw();
    void this.fetch();
  },
  onUnload() {
    for (const stop of this.stops) stop();
  },
  async fetch() {
    const answer = await talk.read('/v1/me/offers');
    const { offers, agreed } = answer as { offers?: OfferHad[]; agreed?: boolean };
    if (answer.ok && Array.isArray(offers)) this.held = { offers, agreed: agreed === true };
    this.setData({ failed: this.held === null });
    this.draw();
  },
  draw() {
    const lang = language();
    const { state, pending } = talk.follower;
    const { held } = this;
    this.setData({
      ...{ language: lang, words: wordsIn(lang), size: textSize(), elder: textSize() === 'elder' },
      offers: held ? offersShown(held.offers, lang, Date.now()) : null,
      takes: takesOffers(state, pending) ?? held?.agreed ?? false,
      asks: offeredOf(state?.own, ['offer'], Date.now()).length > 0 && !pendingAct(pending, 'subscribe'),
    });
  },
  /** Nobody is asked twice: the word ends offers on every channel at once. */
  onStop() {
    talk.act({ act: 'choose', purpose: 'marketing', given: false });
    this.draw();
    void wx.showToast({ title: this.data.words.offersStopped, icon: 'none', duration: 2500 });
  },
  onTake() {
    talk.act({ act: 'choose', purpose: 'marketing', channel: 'miniprogram', given: true });
    this.draw();
    if (this.data.asks) void this.onAsk();
  },
  /** One accept is one message of WeChat's. */
  async onAsk() {
    const answers = await askSubscribe(offeredOf(talk.follower.state?.own, ['offer'], Date.now()), language());
    if (answers) talk.act({ act: 'subscribe', answers });
    this.draw();
  },
  onTags() {
    void wx.navigateTo({ url: '/pages/profile/index' });
  },
  onAgain() {
    talk.reconnect();
    this.setData({ failed: false });
    void this.fetch();
  },
  onAsked() {
    void wx.switchTab({ url: '/pages/home/index' });
  },
});
