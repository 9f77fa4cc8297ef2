/** 删除我的资料: what goes and what stays is said first, then asked once more; afterwards the program begins anew. */
import type { Erased, ErasurePlan } from '../../../shared/erasure.ts';
import { refusalWord } from '../../line/rows.ts';
import { talk } from '../../net.ts';
import { planView, type PlanView } from '../../own/erasure.ts';
import { language, textSize } from '../../preference.ts';
import { titles } from '../../titles.ts';
import { sayIn, wordsIn } from '../../words.ts';

/** Erasing waits for the house to have forgotten. */
const nothing: PlanView = { goes: [], ends: '', stays: [] };

Page({
  data: {
    language: language(),
    size: textSize(),
    elder: textSize() === 'elder',
    words: wordsIn(language()),
    /** loading, unread, asking, erasing, erased */
    state: 'loading',
    plan: nothing,
    /** They know that nothing comes back. */
    known: false,
    /** What went wrong, or the receipt. */
    note: '',
  },
  // Not drawn:
  confirmation: '',

  onLoad(query: Record<string, string | undefined>) {
    // Where the old pages are gone: the end.
    const { receipt } = query;
    if (receipt === undefined) void this.fetch();
    else this.setData({ state: 'erased', note: sayIn(language())('eraseReceipt', { receipt }) });
  },
  onShow() {
    titles('erase');
  },

  async fetch(note = '') {
    this.setData({ state: 'loading', note });
    const answer = await talk.ask('/v1/me/erase/plan', {});
    if (!answer.ok) {
      return this.setData({ state: 'unread', note: refusalWord(answer.code, answer.detail, language()) });
    }
    const plan = answer as typeof answer & ErasurePlan;
    this.confirmation = plan.confirmation;
    this.setData({ state: 'asking', plan: planView(plan, language()) });
  },
  onAgain() {
    void this.fetch();
  },
  onTake() {
    void wx.navigateTo({ url: '/pages/data/index' });
  },
  onKnown() {
    this.setData({ known: !this.data.known });
  },
  async onErase() {
    const { words, known, state } = this.data;
    if (state !== 'asking') return;
    if (!known) return void wx.showToast({ title: words.eraseKnowFirst, icon: 'none' });
    const { confirm } = await wx.showModal({
      title: words.eraseSure,
      content: words.eraseSureText,
      confirmText: words.eraseDo,
      confirmColor: '#d54941',
    });
    if (!confirm) return;
    this.setData({ state: 'erasing', note: '' });
    talk.end();
    const answer = await talk.ask('/v1/me/erase', { confirmation: this.confirmation });
    if (!answer.ok) {
      talk.goOn();
      const note = refusalWord(answer.code, answer.detail, language());
      if (answer.code === 'expired') return void this.fetch(note);
      return this.setData({ state: 'asking', note });
    }
    const { receipt } = answer as typeof answer & Erased;
    wx.clearStorageSync();
    // Every page that still shows something of the line goes.
    void wx.reLaunch({ url: `/pages/erase/index?receipt=${receipt}` });
  },
  onNew() {
    wx.clearStorageSync();
    wx.restartMiniProgram({ path: '/pages/home/index' });
  },
  onAsked() {
    void wx.switchTab({ url: '/pages/home/index' });
  },
});
