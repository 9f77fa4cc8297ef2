/** 我的: who I am to the company, and what I chose on this phone. */
import { channelWords } from '../../../web/client/trade-words.ts';
import { choices, line, listen } from '../../net.ts';
import { language, pageWords, say } from '../../words.ts';

let stopListening: () => void = () => undefined;

Page({
  data: {
    t: pageWords.zh,
    name: '',
    addresses: [] as { id: string; channel: string; label: string }[],
    large: false,
  },
  onLoad() {
    stopListening = listen({ changed: () => this.draw() });
  },
  onShow() {
    void wx.setNavigationBarTitle({ title: say('me') });
    this.draw();
  },
  onUnload() {
    stopListening();
  },
  draw() {
    const { state } = line;
    this.setData({
      t: pageWords[language()],
      large: choices.large,
      name: state?.person.name || say('guest'),
      addresses: (state?.endpoints ?? []).map(({ id, channel, label, accountName }) => ({
        id,
        channel: channelWords[language()][channel],
        label: channel === 'sms' || channel === 'phone' ? label : accountName,
      })),
    });
  },
  switchLanguage() {
    choices.language = language() === 'zh' ? 'en' : 'zh';
    void wx.setTabBarItem({ index: 0, text: say('messages') });
    void wx.setTabBarItem({ index: 1, text: say('me') });
    void wx.setNavigationBarTitle({ title: say('me') });
    this.draw();
  },
  switchLarge(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
    choices.large = event.detail.value;
    this.draw();
  },
  askHuman() {
    line.send({ type: 'act', act: { act: 'request-human' } });
    void wx.switchTab({ url: '/pages/messages/index' });
  },
});
