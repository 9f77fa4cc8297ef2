/** 消息: one timeline of all channels. Draws what the talk holds, and turns taps into sends. */
import type { Option } from '../../../shared/message.ts';
import { pendingAct } from '../../../web/client/pending.ts';
import type { Opened } from '../../components/said/index.ts';
import type { Rating } from '../../components/rating/index.ts';
import { look, showBadge } from '../../badge.ts';
import { againMs, barOf, headOf, phaseOf, type Bar, type Phase } from '../../line/bar.ts';
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
Page({
  data: {
    language: language(),
    size: textSize(),
    words: wordsIn(language()),
    head: headOf(null, false, language()),
    phase: 'loading' as Phase,
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
    talk.onRefusedAct = (code, detail) => {
      void wx.showToast({ title: refusalWord(code, detail, language()), icon: 'none' });
    };
    this.draw();
  },
  onReady() {
    this.measure();
  },
  onShow() {
    this.shown = true;
    titles('messages');
    look(this.following);
    this.draw();
  },
  onHide() {
    this.shown = false;
    look(false);
  },
  onUnload() {
    clearTimeout(this.again);
    for (const stop of this.stops) stop();
  },
  onResize() {
    this.measure();
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
    this.setData({
      ...changed,
      ...patchRows(this.data.rows, rows),
      size: textSize(),
      head: headOf(line, pendingAct(pending, 'request-human'), lang),
      phase: phaseOf({ status, lostMs, line, rows: rows.length }),
      bar: barOf({ status, refusal, lostMs, line, place, language: lang }),
      typing: typer ? say('typing', { name: typer.name || say(typer.robot ? 'robot' : 'staff') }) : '',
      quick: hasSpoken(line, pending) ? [] : [say('quickOrder'), say('quickReturn'), say('quickInvoice')],
      asksRating: session?.ratingAsked === true && !session.rating && this.later !== session.id,
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

  measure() {
    this.createSelectorQuery()
      .select('#list')
      .boundingClientRect((box) => {
        const height = box?.height ?? 0;
        if (height > 0) this.frame = height;
        if (this.following) this.toEnd();
      })
      .exec();
  },

  toEnd() {
    this.following = true;
    // The same name twice would not scroll again.
    this.setData({ end: this.data.end === 'end-a' ? 'end-b' : 'end-a', newer: false });
  },

  onScroll(event: WechatMiniprogram.ScrollViewScroll) {
    const { scrollTop, scrollHeight } = event.detail;
    const grew = scrollHeight !== this.scroll.scrollHeight;
    this.scroll = { scrollTop, scrollHeight };
    const near = this.frame === 0 || atEnd(this.scroll, this.frame);
    // A list that grew below is followed; only a finger leads away from its end.
    if (near === this.following || (grew && this.following)) return;
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
    const before = await this.place();
    await talk.follower.older();
    this.draw();
    this.setData({ older: false });
    const after = await this.place();
    // Where the platform has kept the place by itself, this changes nothing.
    this.setData({ scrollTop: keptTop(before, after.scrollHeight) });
    this.fetching = false;
  },

  place(): Promise<{ scrollTop: number; scrollHeight: number }> {
    return new Promise((resolve) => {
      this.createSelectorQuery()
        .select('#list')
        .fields({ scrollOffset: true, size: true }, (box) => {
          const { scrollTop, scrollHeight } = (box ?? {}) as { scrollTop?: number; scrollHeight?: number };
          resolve({ scrollTop: scrollTop ?? 0, scrollHeight: scrollHeight ?? 0 });
        })
        .exec();
    });
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
    this.measure();
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
    talk.act({ act: 'rate', ...event.detail });
    this.onLater();
  },
  onLater() {
    this.later = talk.follower.state?.session?.id ?? '';
    this.draw();
  },
});
