/** 消息: one timeline of all channels. Draws what the talk holds, and turns taps into sends. */
import type { Option } from '../../../shared/message.ts';
import { pendingAct } from '../../../web/client/pending.ts';
import type { Opened } from '../../components/said/index.ts';
import type { Rating } from '../../components/rating/index.ts';
import { look, showBadge } from '../../badge.ts';
import { againMs, barOf, failedText, headOf, phaseOf, type Bar } from '../../line/bar.ts';
import { atEnd, keptTop, keyboardCover } from '../../line/layout.ts';
import { patchRows } from '../../line/patch.ts';
import { hasSpoken, refusalWord, rowsOf, type Row } from '../../line/rows.ts';
import { Ticked } from '../../line/ticked.ts';
import { talk } from '../../net.ts';
import { language, onChoice, textSize } from '../../preference.ts';
import { open } from '../../open.ts';
import { titles } from '../../titles.ts';
import { sayIn, wordsIn } from '../../words.ts';

const ticked = new Ticked(talk.keep);

type Place = { scrollTop: number; scrollHeight: number; height: number };
Page({
  data: {
    language: language(),
    size: textSize(),
    words: wordsIn(language()),
    head: headOf(null, false, language()),
    phase: phaseOf({ status: 'idle', lostMs: 0, line: null, rows: 0 }),
    failedText: '',
    bar: null as Bar | null,
    rows: [] as readonly Row[],
    typing: '',
    quick: [] as string[],
    asksRating: false,
    rated: 0,
    older: false,
    newer: false,
    end: '',
    scrollTop: 0,
    cover: 0,
    draft: talk.keep.read('draft') ?? '',
  },
  // Not drawn:
  frame: 0,
  scroll: { scrollTop: 0, scrollHeight: 0 },
  following: true,
  shown: false,
  drawing: false,
  fetching: false,
  revision: 0,
  later: '',
  again: 0,
  stops: [] as (() => void)[],

  onLoad() {
    this.stops = [talk.follow(() => this.soon()), onChoice(() => this.soon())];
    wx.onWindowResize(() => void this.measure());
    talk.onRefusedAct = (code, detail) => {
      void wx.showToast({ title: refusalWord(code, detail, language()), icon: 'none' });
    };
    this.draw();
  },
  onReady() {
    void this.measure();
  },
  onShow() {
    this.shown = true;
    titles('messages');
    look(this.following);
    this.draw();
    // What came or changed its size meanwhile could not be measured on a page out of sight.
    setTimeout(() => void this.measure(), 50);
    if (!this.following) this.setData({ scrollTop: this.scroll.scrollTop });
  },
  onHide() {
    this.shown = false;
    look(false);
  },
  onUnload() {
    clearTimeout(this.again);
    for (const stop of this.stops) stop();
  },

  /** Many changes come at once: one drawing for all. */
  soon() {
    if (this.drawing) return;
    this.drawing = true;
    setTimeout(() => {
      this.drawing = false;
      this.draw();
    }, 16);
  },

  draw() {
    const now = Date.now();
    const { follower, refusal, place, typist, lostAt, base } = talk;
    const { state: line, status, pending, instance } = follower;
    const lang = language();
    const lostMs = lostAt === null ? 0 : now - lostAt;
    const say = sayIn(lang);
    const session = line?.session ?? null;
    const rows = rowsOf(line, {
      language: lang,
      ticked: ticked.keys,
      base,
      now,
      instance,
      pending,
      offline: lostAt !== null,
    });
    const typer = typist && typist.until > now ? typist : null;
    const changed = this.data.language !== lang ? { language: lang, words: wordsIn(lang) } : {};
    const news = this.news();
    const invite = line?.invite ?? null;
    const asksRating = invite !== null && invite.until > now && this.later !== invite.session;
    const phase = phaseOf({ status, lostMs, line, rows: rows.length });
    this.setData({
      ...changed,
      ...patchRows(this.data.rows, rows),
      size: textSize(),
      head: headOf(line, pendingAct(pending, 'request-human'), lang),
      phase,
      failedText: failedText(refusal, lang),
      bar: barOf({ status, refusal, lostMs, line, place, language: lang, phase }),
      typing: typer ? say('typing', { name: typer.name || say(typer.robot ? 'robot' : 'staff') }) : '',
      quick: hasSpoken(line, pending) || asksRating ? [] : [say('quickOrder'), say('quickReturn'), say('quickInvoice')],
      asksRating,
      rated: session?.rating?.score ?? 0,
      newer: !this.following && (this.data.newer || news),
    });
    if (this.following) this.toEnd();
    this.seen();
    clearTimeout(this.again);
    const wait = typer ? typer.until - now + 20 : againMs(lostMs);
    if (wait > 0) this.again = setTimeout(() => this.draw(), wait);
  },

  /** Something of the company came since the last drawing. */
  news(): boolean {
    const line = talk.follower.state;
    const before = this.revision;
    this.revision = line?.revision ?? 0;
    if (!line || before === 0) return false;
    return line.messages.some(({ direction, revision }) => direction === 'out' && revision > before);
  },

  /** What stands at the end of a list in sight has been read. */
  seen() {
    const line = talk.follower.state;
    if (this.shown && this.following && line) talk.follower.read(line.revision);
    if (this.shown) look(this.following);
    else showBadge();
  },

  /** Where the list stands, measured now; null when it is out of sight. */
  place(): Promise<Place | null> {
    return new Promise((resolve) => {
      this.createSelectorQuery()
        .select('#list')
        .fields({ scrollOffset: true, size: true }, (box) => {
          const { scrollTop, scrollHeight, height } = (box ?? {}) as Partial<Place>;
          resolve(scrollTop === undefined || !scrollHeight || !height ? null : { scrollTop, scrollHeight, height });
        })
        .exec();
    });
  },

  /** The list's window may have another height now. */
  async measure() {
    const place = await this.place();
    if (place) this.frame = place.height;
    if (this.following) this.toEnd();
  },

  toEnd() {
    this.following = true;
    // The same name twice would not scroll again.
    this.setData({ end: this.data.end === 'end-a' ? 'end-b' : 'end-a', newer: false });
  },

  async onScroll(event: WechatMiniprogram.ScrollViewScroll) {
    const { scrollTop, scrollHeight } = event.detail;
    if (!this.shown || scrollHeight === 0) return;
    const grew = scrollHeight !== this.scroll.scrollHeight;
    this.scroll = { scrollTop, scrollHeight };
    const near = this.frame === 0 || atEnd(this.scroll, this.frame);
    // A list that grew below is followed; only a finger leads away from its end.
    if (near === this.following || (grew && this.following)) return;
    if (this.following) {
      // The window's height may be an old one: look again before letting go of the end.
      const place = await this.place();
      if (!place || atEnd(place, place.height)) return;
    }
    this.following = near;
    if (near) this.setData({ newer: false });
    this.seen();
  },

  async onUpper() {
    const line = talk.follower.state;
    if (this.fetching || !line?.more) return;
    this.fetching = true;
    this.following = false;
    this.setData({ older: true });
    await talk.follower.older();
    const before = this.scroll;
    this.draw();
    this.setData({ older: false });
    const after = await this.place();
    // Where the platform has kept the place by itself, this changes nothing.
    if (after) this.setData({ scrollTop: keptTop(before, after.scrollHeight) });
    this.fetching = false;
  },

  onSend(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.following = true;
    talk.follower.typing(false);
    talk.say(event.detail.value);
  },
  onDraft(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    talk.keep.write('draft', event.detail.value);
    talk.follower.typing(event.detail.value !== '');
  },
  onKeyboard(event: WechatMiniprogram.CustomEvent<{ height: number }>) {
    const cover = keyboardCover(event.detail.height, wx.getWindowInfo());
    if (cover === this.data.cover) return;
    this.setData({ cover });
    void this.measure();
  },
  onQuick(event: WechatMiniprogram.BaseEvent) {
    const text = this.data.quick[Number(event.currentTarget.dataset['index'])];
    if (text === undefined) return;
    this.following = true;
    talk.say(text);
  },
  onPick(event: WechatMiniprogram.CustomEvent<Option>) {
    this.following = true;
    talk.say(event.detail.label, event.detail);
  },
  onTick(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
    ticked.toggle(event.detail.key);
    this.draw();
  },
  onOpen(event: WechatMiniprogram.CustomEvent<Opened>) {
    open(event.detail, language());
  },
  onFeedback(event: WechatMiniprogram.BaseEvent) {
    const { key, helpful } = event.currentTarget.dataset;
    talk.act({ act: 'feedback', message: String(key), helpful: Number(helpful) === 1 });
  },
  onHuman() {
    this.following = true;
    talk.act({ act: 'request-human' });
  },
  onBar() {
    if (this.data.bar?.act === 'leave-queue') talk.act({ act: 'leave-queue' });
    else this.onReconnect();
  },
  onReconnect() {
    talk.reconnect();
  },
  onRetry(event: WechatMiniprogram.BaseEvent) {
    talk.follower.retry(String(event.currentTarget.dataset['key']));
  },
  onDiscard(event: WechatMiniprogram.BaseEvent) {
    talk.follower.discard(String(event.currentTarget.dataset['key']));
  },
  onRate(event: WechatMiniprogram.CustomEvent<Rating>) {
    const session = this.leaveInvite();
    talk.act({ act: 'rate', ...(session && { session }), ...event.detail });
    this.draw();
  },
  onLater() {
    const session = this.leaveInvite();
    if (session) talk.act({ act: 'decline-rating', session });
    this.draw();
  },
  /** The encounter asked about; it is not asked again on this screen. */
  leaveInvite(): string {
    this.later = talk.follower.state?.invite?.session ?? '';
    return this.later;
  },
});
