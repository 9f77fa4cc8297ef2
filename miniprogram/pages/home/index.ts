interface Line {
  id: number;
  text: string;
}

Page({
  data: { draft: '', count: 0, lines: [] as Line[] },
  onInput(event: WechatMiniprogram.Input) {
    this.setData({ draft: event.detail.value });
  },
  send() {
    const text = this.data.draft.trim();
    if (text === '') return;
    const id = this.data.count + 1;
    this.setData({ draft: '', count: id, lines: [...this.data.lines, { id, text }] });
  },
  openMessages() {
    void wx.showToast({ title: '没有更多', icon: 'none' });
  },
});
