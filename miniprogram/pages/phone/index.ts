/** 用短信验证码关联: the way to a number where WeChat's button is refused, and the proof a yes to 是您吗？ takes. */
import { refusalWord } from '../../line/rows.ts';
import { talk } from '../../net.ts';
import { fetchAlike, sayAlike } from '../../own/alike.ts';
import { language, onChoice, textSize } from '../../preference.ts';
import { titles } from '../../titles.ts';
import { sayIn, wordsIn, type Word } from '../../words.ts';

const SECOND = 1_000;

/** A word of ours, or a refusal. */
type Note = Word | { code: string; detail: string };

function spoken(note: Note): string {
  return typeof note === 'string' ? sayIn(language())(note) : refusalWord(note.code, note.detail, language());
}

Page({
  data: {
    language: language(),
    size: textSize(),
    elder: textSize() === 'elder',
    words: wordsIn(language()),
    /** The question a yes is proven for; empty: the number is just linked. */
    question: '',
    phone: '',
    code: '',
    /** Seconds until another code may be asked for. */
    left: 0,
    getWord: '',
    note: '',
    fault: false,
    busy: false,
  },
  // Not drawn:
  stop: undefined as (() => void) | undefined,
  ticking: 0,
  until: 0,
  told: null as Note | null,

  onLoad(query: { question?: string }) {
    this.stop = onChoice(() => this.draw());
    this.setData({ question: query.question ?? '' });
    this.draw();
  },
  onShow() {
    titles('codeTitle');
  },
  onUnload() {
    this.stop?.();
    clearInterval(this.ticking);
  },
  draw() {
    const [lang, size] = [language(), textSize()];
    this.setData({ language: lang, size, elder: size === 'elder', words: wordsIn(lang) });
    if (this.told) this.setData({ note: spoken(this.told) });
    this.count();
  },
  /** What the button to get a code says: how long it waits. */
  count() {
    const left = Math.max(0, Math.ceil((this.until - Date.now()) / SECOND));
    const say = sayIn(language());
    const getWord = left > 0 ? say('codeWaits', { n: left }) : say(this.until > 0 ? 'codeAgain' : 'codeGet');
    if (getWord !== this.data.getWord) this.setData({ left, getWord });
    if (left === 0) clearInterval(this.ticking);
  },
  /** What is said under the fields, in the language of the moment; null: nothing. */
  say(note: Note | null, fault = false) {
    this.told = note;
    this.setData({ note: note ? spoken(note) : '', fault });
  },

  onPhone(event: WechatMiniprogram.Input) {
    this.setData({ phone: event.detail.value });
  },
  onCode(event: WechatMiniprogram.Input) {
    this.setData({ code: event.detail.value });
  },
  async onGet() {
    const { busy, left, phone } = this.data;
    if (busy || left > 0) return;
    if (!/^\+?\d{6,16}$/u.test(phone.trim())) return this.say('codePhoneFault', true);
    this.setData({ busy: true });
    this.say(null);
    const answer = await talk.ask('/v1/me/phone/code', { phone: phone.trim(), language: language() });
    this.setData({ busy: false });
    if (!answer.ok) return this.say(answer, true);
    const { waitMs } = answer as { waitMs?: number };
    this.until = Date.now() + (waitMs ?? 60 * SECOND);
    clearInterval(this.ticking);
    this.ticking = setInterval(() => this.count(), SECOND);
    this.count();
    this.say('codeSent');
  },
  async onSubmit() {
    const { busy, phone, code, question, words } = this.data;
    if (busy) return;
    if (!/^\d{6}$/u.test(code)) return this.say('codeFault', true);
    this.setData({ busy: true });
    this.say(null);
    const linked = await talk.ask('/v1/me/phone/verify', { phone: phone.trim(), code });
    // A number of the other side is not linked before both are one; it was proven all the same.
    const proven = linked.ok || linked.code === 'link_needs_merge';
    const refused = linked.ok ? null : linked;
    const answer = proven && question !== '' ? await sayAlike(question, 'yes') : refused;
    if (proven) await fetchAlike();
    this.setData({ busy: false });
    const done = question === '' ? words.phoneLinked : words.alikeYesDone;
    if (answer && !(proven && question === '')) {
      return this.say(answer.code === 'proof_needed' ? 'codeOtherNumber' : answer, true);
    }
    void wx.showToast({ title: answer ? words.codeElsewhere : done, icon: 'none', duration: 2500 });
    void wx.navigateBack();
  },
  onAsked() {
    void wx.switchTab({ url: '/pages/home/index' });
  },
});
