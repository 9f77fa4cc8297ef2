/** 关联邮箱: a link by e-mail, asked for, waited for, and confirmed wherever the letter is opened; the proof a yes to 是您吗？ takes where an e-mail is common. */
import type { EmailStanding } from '../../../shared/own-api.ts';
import { refusalWord } from '../../line/rows.ts';
import { talk } from '../../net.ts';
import { fetchAlike, sayAlike } from '../../own/alike.ts';
import { language, onChoice, textSize } from '../../preference.ts';
import { titles } from '../../titles.ts';
import { sayIn, wordsIn, type Word } from '../../words.ts';

const SECOND = 1_000;
/** The letter is opened elsewhere: so often the page asks whether it was. */
const LOOK_MS = 3 * SECOND;

/** A word of ours, or a refusal. */
type Note = Word | { code: string; detail: string };
type State = NonNullable<EmailStanding['link']>['state'];

/** What is said of a link, by how it stands. */
const TOLD: Record<State, Word> = {
  ...{ sent: 'emailSent', linked: 'emailLinked', elsewhere: 'emailElsewhere', over: 'emailOver' },
};

const stateOf = (link: EmailStanding['link']): State | '' => link?.state ?? '';

Page({
  data: {
    language: language(),
    size: textSize(),
    elder: textSize() === 'elder',
    words: wordsIn(language()),
    /** The question a yes is proven for; empty: the address is just linked. */
    question: '',
    email: '',
    /** Seconds until another link may be asked for. */
    left: 0,
    getWord: '',
    note: '',
    fault: false,
    /** How the link stands; empty: none was asked for. */
    state: stateOf(null),
    busy: false,
  },
  // Not drawn:
  stop: undefined as (() => void) | undefined,
  ticking: 0,
  looking: 0,
  until: 0,
  told: null as Note | null,
  answered: false,

  onLoad(query: { question?: string }) {
    this.stop = onChoice(() => this.draw());
    this.setData({ question: query.question ?? '' });
    this.draw();
  },
  onShow() {
    titles('emailTitle');
    void this.look();
    clearInterval(this.looking);
    this.looking = setInterval(() => void (this.data.state === 'sent' && this.look()), LOOK_MS);
  },
  onHide() {
    clearInterval(this.looking);
  },
  onUnload() {
    this.stop?.();
    clearInterval(this.looking);
    clearInterval(this.ticking);
  },
  draw() {
    const [lang, size] = [language(), textSize()];
    this.setData({ language: lang, size, elder: size === 'elder', words: wordsIn(lang) });
    if (this.told) this.say(this.told, this.data.fault);
    this.count();
  },
  /** What the button to get a link says: how long it waits. */
  count() {
    const left = Math.max(0, Math.ceil((this.until - Date.now()) / SECOND));
    const say = sayIn(language());
    const getWord = left > 0 ? say('codeWaits', { n: left }) : say(this.until > 0 ? 'codeAgain' : 'emailGet');
    if (getWord !== this.data.getWord) this.setData({ left, getWord });
    if (left === 0) clearInterval(this.ticking);
  },
  wait(ms: number) {
    this.until = Date.now() + ms;
    clearInterval(this.ticking);
    this.ticking = setInterval(() => this.count(), SECOND);
    this.count();
  },
  say(note: Note | null, fault = false) {
    this.told = note;
    const lang = language();
    const spoken = typeof note === 'string' ? sayIn(lang)(note) : note && refusalWord(note.code, note.detail, lang);
    this.setData({ note: spoken ?? '', fault });
  },

  onEmail(event: WechatMiniprogram.Input) {
    this.setData({ email: event.detail.value });
  },
  async onGet() {
    const { busy, left } = this.data;
    const email = this.data.email.trim();
    if (busy || left > 0) return;
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(email)) return this.say('emailFault', true);
    this.setData({ busy: true });
    this.say(null);
    const answer = await talk.ask('/v1/me/email/link', { email, language: language() });
    this.setData({ busy: false });
    if (!answer.ok) return this.say(answer.code === 'no_account' ? 'emailNone' : answer, true);
    const { waitMs } = answer as { waitMs?: number };
    this.wait(waitMs ?? 60 * SECOND);
    this.answered = false;
    this.setData({ state: 'sent' });
    this.say('emailSent');
  },
  /** How the link stands by now. */
  async look() {
    const answer = (await talk.read('/v1/me/email/link')) as { ok: boolean; link?: EmailStanding['link'] };
    const link = answer.ok ? answer.link : null;
    if (!link) return;
    // What an earlier link proved doesn't answer this question.
    if (this.data.question !== '' && this.data.state === '' && link.state !== 'sent') return;
    if (link.waitMs > 0 && this.until < Date.now()) this.wait(link.waitMs);
    if (link.state === this.data.state) return;
    this.setData({ state: link.state });
    this.say(TOLD[link.state], link.state === 'over');
    if (link.state === 'linked' || link.state === 'elsewhere') await this.proved(link.state);
  },
  /** Proven: the question it was for is answered, or one may stand now. */
  async proved(state: 'linked' | 'elsewhere') {
    const { question } = this.data;
    if (question === '' || this.answered) return state === 'elsewhere' ? fetchAlike() : undefined;
    this.answered = true;
    const refused = await sayAlike(question, 'yes');
    await fetchAlike();
    if (refused) return this.say(refused.code === 'proof_needed' ? 'emailOther' : refused, true);
    this.say('alikeYesDone');
    void wx.showToast({ title: this.data.words.alikeYesDone, icon: 'none', duration: 2500 });
    void wx.navigateBack();
  },
  onAsked() {
    void wx.switchTab({ url: '/pages/home/index' });
  },
});
