/** 工单: one matter's way in steps, what was said about it, and what the person may do now. */
import type { TicketView } from '../../../shared/ticket.ts';
import { pendingAct } from '../../../web/client/pending.ts';
import type { Given } from '../../components/photos/index.ts';
import type { Rating } from '../../components/rating/index.ts';
import { entryOf } from '../../entry.ts';
import { talk } from '../../net.ts';
import { open } from '../../open.ts';
import { offeredOf, type Answers, type Offered } from '../../own/subscribe.ts';
import { ticketPage, type TicketPage } from '../../own/tickets.ts';
import { language, onChoice, textSize } from '../../preference.ts';
import { titles } from '../../titles.ts';
import { wordsIn } from '../../words.ts';

const noneBroken: Record<string, boolean> = {};
const noReasons: TicketPage['reasons'] = [];

Page({
  data: {
    language: language(),
    size: textSize(),
    elder: textSize() === 'elder',
    words: wordsIn(language()),
    ticket: null as TicketPage | null,
    /** Reasons offered with a rating. */
    reasons: noReasons,
    offered: [] as Offered[],
    failed: false,
    text: '',
    waiting: false,
    /** Photos are still on their way; how often some were sent. */
    giving: false,
    sent: 0,
    /** The person wants to say it anew; or not now. */
    changing: false,
    later: false,
    /** Files that are no pictures, by their address. */
    broken: noneBroken,
  },
  // Not drawn:
  id: '',
  whole: null as TicketView | null,
  /** The revision the page was read at. */
  revision: 0,
  media: [] as string[],
  /** Just confirmed: the rating that is asked for then stands further up. */
  confirmed: false,
  stops: [] as (() => void)[],

  onLoad(query: Record<string, string | undefined>) {
    const { notice } = entryOf(query);
    this.id = query['ticket'] ?? '';
    if (notice !== '') talk.act({ act: 'read-notices', notices: [notice] });
    this.stops = [talk.follow(() => this.heard()), onChoice(() => this.draw())];
    void this.fetch();
  },
  onShow() {
    titles('ticket');
  },
  onUnload() {
    for (const stop of this.stops) stop();
  },

  /** The ticket has moved, or the connection is back. */
  heard() {
    const now = talk.follower.state?.tickets?.find(({ id }) => id === this.id)?.revision ?? 0;
    if (now !== this.revision || (this.data.failed && talk.lostAt === null)) {
      this.revision = now;
      void this.fetch();
    }
    this.draw();
  },
  async fetch() {
    const answer = await talk.read(`/v1/tickets/${encodeURIComponent(this.id)}`);
    const { ticket } = answer as { ticket?: TicketView };
    if (answer.ok && ticket) this.whole = ticket;
    this.setData({ failed: !answer.ok });
    this.draw();
  },
  draw() {
    const lang = language();
    const { state, pending } = talk.follower;
    const acts = ['ticket-comment', 'ticket-urge', 'ticket-reopen', 'ticket-confirm', 'ticket-rate'];
    const ticket = this.whole && ticketPage(this.whole, lang, Date.now(), talk.base);
    this.setData({
      language: lang,
      size: textSize(),
      elder: textSize() === 'elder',
      words: wordsIn(lang),
      ticket,
      reasons: ticket?.reasons ?? noReasons,
      offered: pendingAct(pending, 'subscribe') ? [] : offeredOf(state?.own, ['ticket'], Date.now()),
      waiting: acts.some((act) => pendingAct(pending, act)),
    });
    if (!this.confirmed || !ticket?.rates || this.data.waiting) return;
    this.confirmed = false;
    wx.nextTick(() => void wx.pageScrollTo({ selector: '#ask-rating', duration: 200 }));
  },

  onText(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setData({ text: event.detail.value });
  },
  onComment() {
    const { media } = this;
    const text = this.data.text.trim() || (media.length > 0 ? this.data.words.ticketPhotos : '');
    if (text === '') return;
    talk.act({ act: 'ticket-comment', ticket: this.id, text, ...(media.length > 0 && { media }) });
    this.media = [];
    this.setData({ text: '', sent: this.data.sent + 1 });
  },
  onPhotos(event: WechatMiniprogram.CustomEvent<Given>) {
    this.media = event.detail.media;
    this.setData({ giving: event.detail.waiting });
  },
  onPicture(event: WechatMiniprogram.BaseEvent) {
    const { url, key } = event.currentTarget.dataset;
    const urls = this.data.ticket?.progress.find((one) => one.key === key)?.pictures ?? [];
    void wx.previewImage({ current: String(url), urls: urls.filter((one) => !this.data.broken[one]) });
  },
  onBroken(event: WechatMiniprogram.BaseEvent) {
    this.setData({ broken: { ...this.data.broken, [String(event.currentTarget.dataset['url'])]: true } });
  },
  onAttached(event: WechatMiniprogram.BaseEvent) {
    const value = String(event.currentTarget.dataset['url']);
    open({ act: 'file', value, name: '', latitude: 0, longitude: 0 }, language());
  },
  onUrge() {
    talk.act({ act: 'ticket-urge', ticket: this.id });
  },
  onConfirm() {
    this.confirmed = true;
    talk.act({ act: 'ticket-confirm', ticket: this.id });
  },
  onRate(event: WechatMiniprogram.CustomEvent<Rating>) {
    talk.act({ act: 'ticket-rate', ticket: this.id, ...event.detail });
    this.setData({ changing: false });
  },
  onLater() {
    this.setData({ changing: false, later: true });
  },
  onChange() {
    this.setData({ changing: true });
  },
  onReopen() {
    const text = this.data.text.trim().slice(0, 500);
    talk.act({ act: 'ticket-reopen', ticket: this.id, ...(text !== '' && { text }) });
    this.setData({ text: '' });
  },
  onAnswered(event: WechatMiniprogram.CustomEvent<{ answers: Answers }>) {
    talk.act({ act: 'subscribe', answers: event.detail.answers });
  },
  onAgain() {
    talk.reconnect();
    void this.fetch();
  },
  onAsked() {
    void wx.switchTab({ url: '/pages/home/index' });
  },
});
