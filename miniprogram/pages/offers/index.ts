/** 收到的优惠: every offer with why it came, and one tap that ends them on all channels. */
import type { OfferHad } from '../../../web/client/offers.ts';
import { pendingAct } from '../../../web/client/pending.ts';
import { talk } from '../../net.ts';
import { STOOD_MS, takesHere, takesOffers } from '../../own/choices.ts';
import { askSubscribe, offeredOf, offersUnheld } from '../../own/subscribe.ts';
import { offersShown, type ShownOffer } from '../../own/offers-view.ts';
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
    /** They were switched off on this page. */
    stopped: false,
    /** Agreed for the mini-program, but WeChat lets none through. */
    asks: false,
    failed: false,
  },
  // Not drawn:
  held: null as { offers: OfferHad[]; agreed: boolean } | null,
  stops: [] as (() => void)[],
  /** Since when the buttons are these. */
  changedAt: 0,

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
    const takes = takesOffers(state, pending) ?? held?.agreed ?? false;
    if (takes !== this.data.takes) this.changedAt = Date.now();
    const may = takesHere(state, pending) && !pendingAct(pending, 'subscribe');
    this.setData({
      ...{ language: lang, words: wordsIn(lang), size: textSize(), elder: textSize() === 'elder' },
      offers: held ? offersShown(held.offers, lang, Date.now()) : null,
      takes,
      asks: may && offersUnheld(state?.own).length > 0,
    });
  },
  /** Nobody is asked twice: the word ends offers on every channel at once. */
  onStop() {
    if (!this.data.takes) return;
    talk.act({ act: 'choose', purpose: 'marketing', given: false });
    this.setData({ stopped: true });
    this.draw();
    void wx.showToast({ title: this.data.words.offersStopped, icon: 'none', duration: 2500 });
  },
  /** A tap that was meant for what stood here before is no consent. */
  onTake() {
    if (this.data.takes || Date.now() - this.changedAt < STOOD_MS) return;
    talk.act({ act: 'choose', purpose: 'marketing', channel: 'miniprogram', given: true });
    this.draw();
    if (offeredOf(talk.follower.state?.own, ['offer'], Date.now()).length > 0) void this.onAsk();
  },
  /** One accept is one message of WeChat's; asked by their own tap, it also asks for what was refused before. */
  async onAsk() {
    const answers = await askSubscribe(offersUnheld(talk.follower.state?.own), language(), 'offersNotAllowed');
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
