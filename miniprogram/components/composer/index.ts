/**
 * Where the person writes, speaks and chooses files. Never sends empty; raises `send`, `draft` with what stands there, `keyboard`
 * with its height, `pick` a question that was meant, `give` with a source, `voice` with what was recorded, and `unquote`.
 */
import type { Completion } from '../../../shared/own-api.ts';
import type { Language } from '../../../web/client/words.ts';
import { beginVoice, endVoice } from '../../recorder.ts';
import { firstLanguage, sayIn, wordsIn } from '../../words.ts';

/** So far up, and the voice is thrown away. */
const AWAY_PX = 60;
const MOST_SECONDS = 60;
/** From here on the seconds left are told. */
const LAST_SECONDS = 10;

Component({
  properties: {
    language: { type: String, value: firstLanguage },
    /** What stood there last time. */
    draft: { type: String, value: '' },
    /** What the words refer to; empty: nothing. */
    quote: { type: String, value: '' },
    /** Questions that may be meant by what stands in the field. */
    meant: { type: Array, value: [] as Completion[] },
    /** 长辈模式: speaking first, each control with its word. */
    elder: { type: Boolean, value: false },
  },
  data: {
    words: wordsIn('zh'),
    text: '',
    ready: false,
    speaks: false,
    /** 长辈模式 as it was last. */
    plain: false,
    more: false,
    /** How the voice stands: none, being recorded, or about to be thrown away. */
    voice: '' as '' | 'on' | 'away',
    voiceTime: '',
  },
  observers: {
    language(language: Language) {
      this.setData({ words: wordsIn(language) });
    },
    draft(draft: string) {
      this.put(draft);
    },
    elder(elder: boolean) {
      if (elder === this.data.plain) return;
      this.setData({ plain: elder, speaks: elder && this.data.text === '', more: false });
    },
  },
  lifetimes: {
    detached() {
      endVoice(false);
    },
  },
  pageLifetimes: {
    hide() {
      endVoice(false);
      this.setData({ voice: '' });
    },
  },
  methods: {
    put(text: string) {
      this.setData({ text, ready: text.trim() !== '' });
    },
    type(event: WechatMiniprogram.Input) {
      this.put(event.detail.value);
      this.triggerEvent('draft', { value: event.detail.value });
    },
    send() {
      const text = this.data.text.trim();
      if (text === '') return;
      this.put('');
      this.triggerEvent('draft', { value: '' });
      this.triggerEvent('send', { value: text });
    },
    choose(event: WechatMiniprogram.BaseEvent) {
      const one: Completion | undefined = this.data.meant[Number(event.currentTarget.dataset['index'])];
      if (!one) return;
      this.put('');
      this.triggerEvent('draft', { value: '' });
      this.triggerEvent('pick', { id: `entry:${one.id}`, label: one.words });
    },
    unquote() {
      this.triggerEvent('unquote');
    },
    keyboard(event: WechatMiniprogram.CustomEvent<{ height: number }>) {
      if (event.detail.height > 0 && this.data.more) this.setData({ more: false });
      this.triggerEvent('keyboard', { height: event.detail.height });
    },
    blur() {
      this.triggerEvent('keyboard', { height: 0 });
    },
    turn() {
      this.setData({ speaks: !this.data.speaks, more: false });
    },
    open() {
      this.setData({ more: !this.data.more });
      this.triggerEvent('grow');
    },
    give(event: WechatMiniprogram.BaseEvent) {
      this.setData({ more: false });
      this.triggerEvent('give', { source: String(event.currentTarget.dataset['source']) });
    },
    press(event: WechatMiniprogram.TouchEvent) {
      const from = event.touches[0]?.clientY ?? 0;
      const say = sayIn(this.data.language);
      const tell = (title: string) => void wx.showToast({ title, icon: 'none' });
      Object.assign(this, { from });
      beginVoice({
        started: () => {
          this.setData({ voice: 'on', voiceTime: '0″' });
          void wx.vibrateShort({ type: 'light' });
          this.count(0);
        },
        done: (voice) => {
          this.setData({ voice: '' });
          this.triggerEvent('voice', voice);
        },
        short: () => tell(say('voiceShort')),
        broken: () => tell(say('voiceBroken')),
        denied: (guide) => this.triggerEvent('denied', { guide }),
      });
    },
    count(seconds: number) {
      const left = MOST_SECONDS - seconds;
      if (this.data.voice === '' || left < 0) return;
      const say = sayIn(this.data.language);
      this.setData({ voiceTime: left <= LAST_SECONDS ? say('voiceLeft', { n: left }) : `${seconds}″` });
      setTimeout(() => this.count(seconds + 1), 1000);
    },
    slide(event: WechatMiniprogram.TouchEvent) {
      if (this.data.voice === '') return;
      const { from = 0 } = this as { from?: number };
      const voice = from - (event.touches[0]?.clientY ?? from) > AWAY_PX ? 'away' : 'on';
      if (voice !== this.data.voice) this.setData({ voice });
    },
    release() {
      const { voice } = this.data;
      this.setData({ voice: '' });
      endVoice(voice === 'on');
    },
    drop() {
      this.setData({ voice: '' });
      endVoice(false);
    },
  },
});
