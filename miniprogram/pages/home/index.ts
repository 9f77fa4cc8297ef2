/** 消息: one timeline of all channels. Draws what the talk holds, and turns taps into sends. */
import type { Option } from '../../../shared/message.ts';
import type { Answered } from '../../components/ask/index.ts';
import type { Rating } from '../../components/rating/index.ts';
import type { RowAct } from '../../components/row/index.ts';
import type { Opened } from '../../components/said/index.ts';
import { look, showBadge } from '../../badge.ts';
import type { Chosen, Source } from '../../chosen.ts';
import { keyboardCover } from '../../line/layout.ts';
import { firstUnread, quotedWords } from '../../line/menu.ts';
import { patchRows } from '../../line/patch.ts';
import { rowId } from '../../line/rows.ts';
import { talk } from '../../net.ts';
import { language, onChoice } from '../../preference.ts';
import { entryOf } from '../../entry.ts';
import { open } from '../../open.ts';
import { heard, play, stopPlaying } from '../../player.ts';
import { titles } from '../../titles.ts';
import { sayIn, wordsIn } from '../../words.ts';
import { begun } from './begun.ts';
import { completing } from './complete.ts';
import { drawnOf } from './drawn.ts';
import { askMicrophone, chooseFiles } from './give.ts';
import { ask, Guesses } from './guesses.ts';
import { rowAct } from './hold.ts';
import { leaveQueue } from './leave.ts';
import { Standing } from './standing.ts';

/** Fewer unread messages than these are in sight at once, or nearly. */
const MANY_UNREAD = 5;

Page({
  data: begun(),
  // Not drawn:
  standing: null as Standing | null,
  drawing: false,
  /** The first message that was unread when the page came in sight. */
  unread: 0,
  quoted: '',
  later: '',
  again: 0,
  guesses: null as Guesses | null,
  typed: null as ((text: string) => void) | null,
  stops: [] as (() => void)[],

  onLoad(query: Record<string, string | undefined>) {
    const { place, say, notice, handOff } = entryOf(query);
    talk.wanted = place;
    talk.takeUp(handOff);
    if (notice !== '') talk.act({ act: 'read-notices', notices: [notice] });
    if (say !== '') this.setData({ draft: say });
    this.standing = new Standing({
      query: () => this.createSelectorQuery(),
      set: (data) => this.setData(data),
      draw: () => this.draw(),
      line: () => talk.follower.state,
      older: (limit) => talk.follower.older(limit),
    });
    this.guesses = new Guesses(() => this.soon());
    this.typed = completing((meant) => this.setData({ meant }, () => void this.standing?.measure()));
    this.stops = [talk.follow(() => this.soon()), onChoice(() => this.soon())];
    wx.onWindowResize(() => void this.standing?.measure());
    this.draw();
  },
  onReady() {
    void this.standing?.measure();
  },
  onShow() {
    titles('messages');
    this.unread = 0;
    this.guesses?.anew();
    if (this.standing) this.standing.shown = true;
    look(this.standing?.atNewest === true);
    this.draw();
    // What came or changed its size meanwhile could not be measured on a page out of sight.
    setTimeout(() => void this.standing?.measure(), 50);
    this.standing?.back();
  },
  onHide() {
    if (this.standing) this.standing.shown = false;
    stopPlaying();
    this.setData({ playing: '' });
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
    const { standing } = this;
    if (!standing) return;
    if (standing.shown) this.noteUnread();
    const window = standing.windowOf(talk.follower.state);
    const quick = this.guesses?.list() ?? [];
    const glance = { window, unread: this.unread, later: this.later, quick };
    const { rows, data, againMs } = drawnOf(glance, Date.now());
    const lang = language();
    const news = standing.news(talk.follower.state);
    this.setData({
      ...(this.data.language === lang ? {} : { language: lang, words: wordsIn(lang) }),
      ...patchRows(this.data.rows, rows),
      ...data,
      newer: !standing.following && (this.data.newer || news),
    });
    if (standing.atNewest) standing.toEnd();
    this.seen();
    this.goToWanted();
    clearTimeout(this.again);
    if (againMs > 0) this.again = setTimeout(() => this.draw(), againMs);
  },

  /** Looked at for the first time with the line here: where does the unread begin? */
  noteUnread() {
    const line = talk.follower.state;
    if (!line || this.unread !== 0) return;
    const first = firstUnread(line);
    this.unread = first && first.count >= MANY_UNREAD ? first.revision : -1;
    if (!first || first.count < MANY_UNREAD) return;
    this.setData({ unreadAbove: sayIn(language())('unreadAbove', { n: first.count }) });
    setTimeout(() => void this.lookUp(), 300);
  },
  /** The unread begins in sight: nobody need be led there. */
  async lookUp() {
    if (this.data.unreadAbove === '') return;
    if ((await this.standing?.whereIs(rowId('unread'))) === 'seen') this.setData({ unreadAbove: '' });
  },
  onUnread() {
    this.setData({ unreadAbove: '' });
    void this.goTo({ revision: this.unread });
  },

  /** Something was asked to be opened, and the line is here and in sight. */
  goToWanted() {
    const { wanted } = talk;
    const live = talk.follower.status === 'live' || talk.follower.status === 'polling';
    if (!wanted || !live || !this.standing?.shown) return;
    talk.wanted = null;
    void this.goTo(wanted);
  },
  /** Goes to a message and shows for a moment which it is. */
  async goTo(wanted: Parameters<Standing['goTo']>[0]) {
    const lit = await this.standing?.goTo(wanted);
    if (!lit) return void wx.showToast({ title: this.data.words.notFound, icon: 'none' });
    this.setData({ lit });
    setTimeout(() => this.setData({ lit: '' }), 2000);
  },

  /** What stands at the end of a list in sight has been read. */
  seen() {
    const line = talk.follower.state;
    const reads = this.standing?.shown === true && this.standing.atNewest;
    if (reads && line) talk.follower.read(line.revision);
    if (this.standing?.shown) look(reads);
    else showBadge();
  },

  toEnd() {
    this.standing?.toEnd();
  },
  async onScroll(event: WechatMiniprogram.ScrollViewScroll) {
    if (await this.standing?.scrolled(event.detail)) this.seen();
    void this.lookUp();
  },
  onUpper() {
    void this.standing?.up();
  },
  onLower() {
    void this.standing?.down();
  },

  onSend(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    talk.follower.typing(false);
    this.say(event.detail.value);
  },
  /** Says something, with what it refers to; the end comes in sight. */
  say(text: string, option?: Option) {
    if (text === '') return;
    if (this.standing) this.standing.following = true;
    talk.say(text, option, this.quoted);
    this.dropQuote();
  },
  dropQuote() {
    this.quoted = '';
    this.setData({ quote: '' });
  },
  onDraft(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    talk.keep.write('draft', event.detail.value);
    talk.follower.typing(event.detail.value !== '');
    this.typed?.(event.detail.value);
  },
  onKeyboard(event: WechatMiniprogram.CustomEvent<{ height: number }>) {
    const cover = keyboardCover(event.detail.height, wx.getWindowInfo());
    if (cover === this.data.cover) return;
    this.setData({ cover });
    void this.standing?.measure();
  },
  onQuick(event: WechatMiniprogram.BaseEvent) {
    const quick = this.data.quick[Number(event.currentTarget.dataset['index'])];
    if (quick) ask(quick, (words, option) => this.say(words, option));
  },
  onRelated(event: WechatMiniprogram.BaseEvent) {
    const option = this.data.related[Number(event.currentTarget.dataset['index'])];
    if (option) this.say(option.label, option);
  },
  onPick(event: WechatMiniprogram.CustomEvent<Option>) {
    this.say(event.detail.label, event.detail);
  },
  /** A dialog's control: words to say, an order to be chosen, a photo to be given. */
  async onAnswer({ detail: { kind, words } }: WechatMiniprogram.CustomEvent<Answered>) {
    if (words !== '') this.say(words);
    else if (kind === 'image') this.give(await chooseFiles('photo', language()));
    else this.setData({ choosing: true });
  },
  onOrder(event: WechatMiniprogram.CustomEvent<{ no: string }>) {
    this.setData({ choosing: false });
    this.say(event.detail.no);
  },
  onTick({ detail }: WechatMiniprogram.CustomEvent<{ message: string; step: number; done: boolean }>) {
    talk.act({ act: 'tick', ...detail });
  },
  onOpen(event: WechatMiniprogram.CustomEvent<Opened>) {
    const { act, value } = event.detail;
    if (act !== 'voice') return open(event.detail, language());
    const failed = () => void wx.showToast({ title: this.data.words.voiceFailed, icon: 'none' });
    play(value, () => this.setData({ playing: heard() }), failed);
  },
  onRow({ detail }: WechatMiniprogram.CustomEvent<RowAct>) {
    void rowAct(detail, language(), {
      goTo: (id) => void this.goTo({ id }),
      quote: (message) => {
        this.quoted = message.id;
        this.setData({ quote: quotedWords(message) });
      },
    });
  },
  async onGive(event: WechatMiniprogram.CustomEvent<{ source: Source | 'order' }>) {
    if (event.detail.source === 'order') return this.setData({ choosing: true });
    this.give(await chooseFiles(event.detail.source, language()));
  },
  onVoice({ detail }: WechatMiniprogram.CustomEvent<{ path: string; size: number; seconds: number }>) {
    this.give([{ ...detail, kind: 'voice', name: '' }]);
  },
  onDenied(event: WechatMiniprogram.CustomEvent<{ guide: boolean }>) {
    void askMicrophone(language(), event.detail.guide);
  },
  give(chosen: readonly Chosen[]) {
    if (chosen.length === 0) return;
    if (this.standing) this.standing.following = true;
    talk.gifts.add(chosen, this.quoted);
    this.dropQuote();
  },
  onHuman() {
    if (this.standing) this.standing.following = true;
    talk.act({ act: 'request-human' });
  },
  onSearch() {
    void wx.navigateTo({ url: '/pages/search/index' });
  },
  onBar() {
    if (this.data.bar?.act === 'leave-queue') void leaveQueue(language());
    else this.onReconnect();
  },
  onTransfer(event: WechatMiniprogram.BaseEvent) {
    talk.act({ act: 'answer-transfer', yes: Number(event.currentTarget.dataset['yes']) === 1 });
  },
  onReconnect() {
    talk.reconnect();
  },
  onRate(event: WechatMiniprogram.CustomEvent<Rating>) {
    this.answerInvite((session) => talk.act({ act: 'rate', ...(session && { session }), ...event.detail }));
  },
  onLater() {
    this.answerInvite((session) => session && talk.act({ act: 'decline-rating', session }));
  },
  /** The encounter asked about; it is not asked again on this screen. */
  answerInvite(answer: (session: string) => void) {
    this.later = talk.follower.state?.invite?.session ?? '';
    answer(this.later);
    this.draw();
  },
});
