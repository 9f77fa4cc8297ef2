/** 查找聊天记录: words in everything said with the company; a hit leads to its place in the line. */
import type { FoundMessage } from '../../../shared/own-api.ts';
import { refusalWord } from '../../line/rows.ts';
import { talk } from '../../net.ts';
import { foundCard, type FoundCard } from '../../own/found.ts';
import { language, onChoice, textSize } from '../../preference.ts';
import { titles } from '../../titles.ts';
import { sayIn, wordsIn } from '../../words.ts';

/** Somebody who stops typing for so long wants to see. */
const PAUSE_MS = 400;
type State = 'idle' | 'asking' | 'here' | 'none' | 'failed';
const unasked = (): State => 'idle';

Page({
  data: {
    size: textSize(),
    words: wordsIn(language()),
    text: '',
    state: unasked(),
    why: '',
    none: '',
    cards: [] as FoundCard[],
    more: false,
    fetching: false,
  },
  // Not drawn:
  wanted: '',
  found: [] as FoundMessage[],
  before: null as number | null,
  pause: 0,
  stops: [] as (() => void)[],

  onLoad() {
    this.stops = [onChoice(() => this.draw())];
  },
  onShow() {
    titles('search');
    this.draw();
  },
  onUnload() {
    clearTimeout(this.pause);
    for (const stop of this.stops) stop();
  },

  draw() {
    const lang = language();
    this.setData({
      size: textSize(),
      words: wordsIn(lang),
      none: sayIn(lang)('searchNone', { words: this.wanted }),
      cards: this.found.map((one) => foundCard(one, this.wanted, lang, Date.now())),
      more: this.before !== null,
    });
  },

  onType(event: WechatMiniprogram.Input) {
    this.setData({ text: event.detail.value });
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.begin(), PAUSE_MS);
  },
  onConfirm() {
    clearTimeout(this.pause);
    this.begin();
  },
  onClear() {
    this.setData({ text: '' });
    this.begin();
  },
  /** Looks for what stands in the field, from the newest. */
  begin() {
    this.wanted = this.data.text.trim().slice(0, 64);
    this.found = [];
    this.before = null;
    this.setData({ state: this.wanted === '' ? 'idle' : 'asking', fetching: false });
    this.draw();
    if (this.wanted !== '') void this.fetch();
  },
  onMore() {
    if (this.before !== null && !this.data.fetching) void this.fetch();
  },
  onReachBottom() {
    this.onMore();
  },
  async fetch() {
    const { wanted, before } = this;
    this.setData({ fetching: true });
    const from = before === null ? '' : `&before=${before}`;
    const answer = await talk.read(`/v1/me/search?words=${encodeURIComponent(wanted)}${from}`);
    // Other words stand there by now.
    if (wanted !== this.wanted) return;
    const { found, before: next = null } = answer as { found?: FoundMessage[]; before?: number | null };
    const came = answer.ok && Array.isArray(found);
    if (came) {
      this.found.push(...found);
      this.before = next;
    }
    const why = answer.ok || talk.lostAt !== null ? '' : refusalWord(answer.code, answer.detail, language());
    const state: State = !came ? 'failed' : this.found.length > 0 ? 'here' : 'none';
    this.setData({ state, why, fetching: false });
    this.draw();
    // A stretch of the history without a hit: on to the next.
    if (came && found.length === 0 && next !== null) void this.fetch();
  },
  onAgain() {
    talk.reconnect();
    this.setData({ state: this.found.length > 0 ? 'here' : 'asking' });
    void this.fetch();
  },
  onHit(event: WechatMiniprogram.BaseEvent) {
    talk.wanted = { id: String(event.currentTarget.dataset['id']) };
    void wx.switchTab({ url: '/pages/home/index' });
  },
});
