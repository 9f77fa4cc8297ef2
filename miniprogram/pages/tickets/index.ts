/** 我的工单: everything the company works on for the person, by state. */
import type { TicketView } from '../../../shared/ticket.ts';
import { talk } from '../../net.ts';
import { ticketGroups, type TicketGroup } from '../../own/tickets.ts';
import { language, onChoice, textSize } from '../../preference.ts';
import { titles } from '../../titles.ts';
import { wordsIn } from '../../words.ts';

Page({
  data: {
    language: language(),
    size: textSize(),
    elder: textSize() === 'elder',
    words: wordsIn(language()),
    loading: true,
    failed: false,
    groups: [] as TicketGroup[],
  },
  // Not drawn:
  tickets: [] as TicketView[],
  /** The revisions the list was read at. */
  seen: '',
  stops: [] as (() => void)[],

  onLoad() {
    this.stops = [talk.follow(() => this.heard()), onChoice(() => this.draw())];
  },
  onShow() {
    titles('tickets');
    void this.fetch();
  },
  onUnload() {
    for (const stop of this.stops) stop();
  },

  /** A ticket has moved, or the connection is back. */
  heard() {
    const now = (talk.follower.state?.tickets ?? []).map(({ id, revision }) => `${id} ${revision}`).join();
    if (now === this.seen && !(this.data.failed && talk.lostAt === null)) return;
    this.seen = now;
    void this.fetch();
  },
  async fetch() {
    const answer = await talk.read('/v1/tickets');
    const { tickets } = answer as { tickets?: TicketView[] };
    if (answer.ok && Array.isArray(tickets)) this.tickets = tickets;
    this.setData({ loading: false, failed: !answer.ok });
    this.draw();
  },
  draw() {
    const lang = language();
    this.setData({
      language: lang,
      size: textSize(),
      elder: textSize() === 'elder',
      words: wordsIn(lang),
      groups: ticketGroups(this.tickets, lang, Date.now()),
    });
  },
  onAgain() {
    this.setData({ loading: this.tickets.length === 0, failed: false });
    talk.reconnect();
    void this.fetch();
  },
  onNew() {
    void wx.navigateTo({ url: '/pages/new-ticket/index' });
  },
  onTicket(event: WechatMiniprogram.BaseEvent) {
    void wx.navigateTo({ url: `/pages/ticket/index?ticket=${String(event.currentTarget.dataset['id'])}` });
  },
  onAsked() {
    void wx.switchTab({ url: '/pages/home/index' });
  },
});
