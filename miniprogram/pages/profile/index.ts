/** 关于我的标签: every tag and trait with why, what is wrong or not wanted, everything off, and consents to what is sensitive. */
import { refusalWord } from '../../line/rows.ts';
import { talk } from '../../net.ts';
import { profileShown, type ShownProfile } from '../../own/profile-view.ts';
import { language, onChoice, textSize } from '../../preference.ts';
import type { ProfileView } from '../../../shared/profile/view.ts';
import { titles } from '../../titles.ts';
import { sayIn, wordsIn } from '../../words.ts';

Page({
  data: {
    language: language(),
    size: textSize(),
    elder: textSize() === 'elder',
    words: wordsIn(language()),
    profile: null as ShownProfile | null,
    failed: false,
    busy: false,
  },
  // Not drawn:
  held: null as ProfileView | null,
  stop: null as (() => void) | null,

  onLoad() {
    this.stop = onChoice(() => this.draw());
  },
  onShow() {
    titles('profile');
    this.draw();
    void this.fetch();
  },
  onUnload() {
    this.stop?.();
  },
  async fetch() {
    this.take(await talk.read('/v1/me/profile'));
  },
  /** Answers whether it came. */
  take(answer: Awaited<ReturnType<typeof talk.read>>): boolean {
    const { profile } = answer as { profile?: ProfileView };
    const came = answer.ok && profile !== undefined;
    if (came) this.held = profile;
    this.setData({ failed: !came && this.held === null });
    this.draw();
    return came;
  },
  draw() {
    const lang = language();
    this.setData({
      ...{ language: lang, words: wordsIn(lang), profile: this.held ? profileShown(this.held, lang) : null },
      ...{ size: textSize(), elder: textSize() === 'elder' },
    });
  },
  async say(of: string, on: boolean, says: 'off' | 'wrong' | 'consent' | 'is', value?: string): Promise<boolean> {
    if (this.data.busy) return false;
    this.setData({ busy: true });
    const answer = await talk.ask('/v1/me/profile', { of, on, says, ...(value === undefined ? {} : { value }) });
    this.setData({ busy: false });
    if (this.take(answer)) return true;
    if (!answer.ok) {
      const title = refusalWord(answer.code, answer.detail, language());
      void wx.showToast({ title, icon: 'none', duration: 2500 });
    }
    return false;
  },
  async onSay(event: WechatMiniprogram.BaseEvent) {
    const { of, says } = event.currentTarget.dataset as { of: string; says: 'off' | 'wrong' };
    if (!(await this.say(of, false, says))) return;
    void wx.showToast({ title: this.data.words.profileDone, icon: 'none', duration: 2500 });
  },
  /** What is true of them, said by themselves; the last choice leaves it to what was counted. */
  async onState(event: WechatMiniprogram.BaseEvent) {
    const found = this.data.profile?.stated.find(({ of }) => of === event.currentTarget.dataset['of']);
    if (!found) return;
    const itemList = [...found.options.map(({ label }) => label), sayIn(language())('profileByItself')];
    const picked = await wx.showActionSheet({ itemList }).catch(() => null);
    if (picked === null) return;
    const option = found.options[picked.tapIndex];
    const done = option ? await this.say(found.of, true, 'is', option.is) : await this.say(found.of, true, 'off');
    if (done) void wx.showToast({ title: this.data.words.profileSaved, icon: 'none', duration: 2500 });
  },
  onBack(event: WechatMiniprogram.BaseEvent) {
    void this.say(String(event.currentTarget.dataset['of']), true, 'off');
  },
  onConsent(event: WechatMiniprogram.BaseEvent) {
    const { of, on } = event.currentTarget.dataset as { of: string; on: boolean };
    void this.say(of, !on, 'consent');
  },
  async onOff() {
    const say = sayIn(language());
    const { confirm } = await wx.showModal({
      ...{ title: say('profileSure'), content: say('profileOffMore'), confirmText: say('profileOff').slice(0, 4) },
    });
    if (confirm) await this.say('all', false, 'off');
  },
  onOn() {
    void this.say('all', true, 'off');
  },
  onAgain() {
    talk.reconnect();
    this.setData({ failed: false });
    void this.fetch();
  },
  onAsked() {
    void wx.switchTab({ url: '/pages/home/index' });
  },
});
