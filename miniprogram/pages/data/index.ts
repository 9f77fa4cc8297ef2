/** 下载我的资料: everything kept of the person as one file, to be sent to a chat of theirs. */
import { sizeWords } from '../../../shared/media-rules.ts';
import { refusalWord } from '../../line/rows.ts';
import { talk } from '../../net.ts';
import { language, onChoice, textSize } from '../../preference.ts';
import { titles } from '../../titles.ts';
import { sayIn, wordsIn } from '../../words.ts';

Page({
  data: {
    language: language(),
    size: textSize(),
    elder: textSize() === 'elder',
    words: wordsIn(language()),
    /** ready, taking, failed, taken */
    state: 'ready',
    /** How far it is, how large it is, or what went wrong. */
    note: '',
    name: '',
  },
  // Not drawn:
  file: '',
  callOff: undefined as (() => void) | undefined,
  stop: undefined as (() => void) | undefined,

  onLoad() {
    this.stop = onChoice(() => this.draw());
    this.draw();
  },
  onShow() {
    titles('dataTake');
  },
  onUnload() {
    this.stop?.();
    this.callOff?.();
  },
  draw() {
    this.setData({ language: language(), elder: textSize() === 'elder', size: textSize(), words: wordsIn(language()) });
  },

  async onTake() {
    if (this.data.state === 'taking') return;
    const say = sayIn(language());
    this.setData({ state: 'taking', note: say('dataTaking', { size: sizeWords(0) }) });
    const { file, callOff } = talk.take('/v1/me/data', (bytes) =>
      this.setData({ note: say('dataTaking', { size: sizeWords(bytes) }) }),
    );
    let off = false;
    this.callOff = () => {
      off = true;
      callOff();
    };
    const answer = await file;
    this.callOff = undefined;
    if (off) return this.setData({ state: 'ready', note: '' });
    if (!answer.ok) return this.setData({ state: 'failed', note: refusalWord(answer.code, answer.detail, language()) });
    this.file = answer.path;
    const name = `${say('dataName')}-${new Date().toISOString().slice(0, 10)}.json`;
    this.setData({ state: 'taken', name, note: sizeWords(answer.bytes) });
  },
  onStop() {
    this.callOff?.();
  },
  onSend() {
    wx.shareFileMessage({
      filePath: this.file,
      fileName: this.data.name,
      success: () => void wx.showToast({ title: this.data.words.dataSent, icon: 'none' }),
      fail: ({ errMsg }) => {
        // Who closes the window knows that nothing was sent.
        if (!errMsg.includes('cancel')) void wx.showToast({ title: this.data.words.dataNotSent, icon: 'none' });
      },
    });
  },
  onAsked() {
    void wx.switchTab({ url: '/pages/home/index' });
  },
});
