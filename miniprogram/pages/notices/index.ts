/** 通知: news of the person's matters in one place, read and unread; a tap leads to the matter, another lets WeChat tell. */
import type { NoticeView } from '../../../shared/notice.ts';
import { pendingAct } from '../../../web/client/pending.ts';
import { showBadge } from '../../badge.ts';
import { entryOf } from '../../entry.ts';
import { againMs, failedText, phaseOf } from '../../line/bar.ts';
import { refusalWord } from '../../line/rows.ts';
import { talk } from '../../net.ts';
import { kindsOf, noticeCard, NoticeList, type NoticeCard } from '../../own/notices.ts';
import { offeredOf, type Answers, type Offered } from '../../own/subscribe.ts';
import { language, onChoice, textSize } from '../../preference.ts';
import { titles } from '../../titles.ts';
import { sayIn, wordsIn } from '../../words.ts';

/** Shorter gaps are nobody's business. */
const GAP_MS = 1500;

/** What this phone has seen of them. */
const held = new NoticeList();

Page({
  data: {
    language: language(),
    size: textSize(),
    elder: textSize() === 'elder',
    words: wordsIn(language()),
    phase: phaseOf({ status: 'idle', lostMs: 0, line: null, rows: 0 }),
    failedText: '',
    offline: false,
    unread: 0,
    unreadWords: '',
    kind: '',
    kinds: [] as { value: string; label: string }[],
    cards: [] as NoticeCard[],
    offered: [] as Offered[],
    lit: '',
    more: false,
    fetching: false,
    olderFailed: false,
    stopping: false,
  },
  // Not drawn:
  /** The notice that led here from outside. */
  wanted: '',
  again: 0,
  stops: [] as (() => void)[],

  onLoad(query: Record<string, string | undefined>) {
    this.wanted = entryOf(query).notice;
    this.stops = [talk.follow(() => this.draw()), onChoice(() => this.draw())];
    this.draw();
  },
  onShow() {
    titles('notices');
    showBadge();
    this.draw();
  },
  onUnload() {
    clearTimeout(this.again);
    for (const stop of this.stops) stop();
  },

  draw() {
    const lang = language();
    const now = Date.now();
    const { follower, refusal, lostAt } = talk;
    const { state: line, status, pending } = follower;
    held.take(line);
    if (line && this.wanted !== '') {
      const id = this.wanted;
      this.wanted = '';
      this.read([id]);
      this.setData({ lit: id });
    }
    const { list, more } = held;
    const lostMs = lostAt === null ? 0 : now - lostAt;
    const unread = pendingAct(pending, 'read-notices')
      ? list.filter((one) => !one.read).length
      : (line?.notices?.unread ?? 0);
    const kinds = kindsOf(list, lang);
    const kind = kinds.some(({ value }) => value === this.data.kind) ? this.data.kind : '';
    const say = sayIn(lang);
    this.setData({
      ...(this.data.language === lang ? {} : { language: lang, words: wordsIn(lang) }),
      size: textSize(),
      elder: textSize() === 'elder',
      phase: phaseOf({ status, lostMs, line, rows: list.length }),
      failedText: failedText(refusal, lang),
      offline: line !== null && lostMs >= GAP_MS,
      unread,
      unreadWords: unread > 0 ? say('noticesUnread', { n: unread }) : say('noticesNoUnread'),
      kinds,
      kind,
      cards: list.filter((one) => kind === '' || one.kind === kind).map((one) => noticeCard(one, lang, now)),
      offered: pendingAct(pending, 'subscribe') ? [] : offeredOf(line?.own, null, now),
      more,
    });
    clearTimeout(this.again);
    if (againMs(lostMs) > 0) this.again = setTimeout(() => this.draw(), againMs(lostMs));
  },

  read(ids: 'all' | string[]) {
    held.markRead(ids);
    talk.act({ act: 'read-notices', notices: ids });
  },
  onAll() {
    this.read('all');
    this.draw();
  },
  onKind(event: WechatMiniprogram.BaseEvent) {
    this.setData({ kind: String(event.currentTarget.dataset['kind']) });
    this.draw();
  },
  onNotice(event: WechatMiniprogram.BaseEvent) {
    const notice = held.list.find(({ id }) => id === event.currentTarget.dataset['id']);
    if (!notice) return;
    if (!notice.read) this.read([notice.id]);
    this.draw();
    lead(notice);
  },
  onReachBottom() {
    if (this.data.more) void this.onOlder();
  },
  async onOlder() {
    const { list } = held;
    const last = list[list.length - 1];
    if (!last || this.data.fetching) return;
    this.setData({ fetching: true, olderFailed: false });
    const answer = await talk.read(`/v1/notices?before=${encodeURIComponent(last.id)}`);
    const { notices, more } = answer as { notices?: NoticeView[]; more?: boolean };
    const came = answer.ok && Array.isArray(notices);
    if (came) held.takeOlder(notices, more === true);
    this.setData({ fetching: false, olderFailed: !came });
    this.draw();
  },
  /** Told unasked no more: it stands in 关于我的标签 and can be taken back there. */
  async onStop() {
    if (this.data.stopping) return;
    this.setData({ stopping: true });
    const answer = await talk.ask('/v1/me/profile', { of: 'remind:logistics', on: false, says: 'off' });
    this.setData({ stopping: false });
    const title = answer.ok ? sayIn(language())('noticeStopped') : refusalWord(answer.code, answer.detail, language());
    void wx.showToast({ title, icon: 'none', duration: 2500 });
  },
  onAnswered(event: WechatMiniprogram.CustomEvent<{ answers: Answers }>) {
    talk.act({ act: 'subscribe', answers: event.detail.answers });
  },
  onReconnect() {
    talk.reconnect();
  },
  onAsked() {
    void wx.switchTab({ url: '/pages/home/index' });
  },
});

/** Where a tap on a notice leads. */
function lead({ kind, opens }: NoticeView): void {
  if (kind === 'offer') {
    void wx.navigateTo({ url: '/pages/offers/index' });
    return;
  }
  if (opens === null) return;
  if (opens.to === 'ticket') {
    void wx.navigateTo({ url: `/pages/ticket/index?ticket=${encodeURIComponent(opens.ticket)}` });
    return;
  }
  talk.wanted = opens.message !== undefined ? { id: opens.message } : talk.wanted;
  void wx.switchTab({ url: '/pages/home/index' });
}
