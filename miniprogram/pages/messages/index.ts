/** 消息: everything the person and the company ever said, over every channel. */
import type { LineSignal } from '../../../web/client/line.ts';
import { pendingAct } from '../../../web/client/pending.ts';
import { duration } from '../../../web/client/time.ts';
import { choices, line, listen } from '../../net.ts';
import { rowsOf, type Row } from '../../rows.ts';
import { language, pageWords, say } from '../../words.ts';

type Queue = Extract<LineSignal, { type: 'queue' }>;
type Tap = WechatMiniprogram.TouchEvent;

const noTicks: Record<string, boolean> = {};
let stopListening: () => void = () => undefined;
let typingOff: ReturnType<typeof setTimeout> | null = null;

Page({
  data: {
    t: pageWords.zh,
    large: false,
    rows: [] as Row[],
    ticked: noTicks,
    loading: true,
    banner: '',
    head: '',
    failed: false,
    more: false,
    typing: false,
    queued: false,
    canAskHuman: true,
    quick: [] as string[],
    draft: '',
    bottom: '',
    away: false,
    fresh: false,
    rating: false,
    score: 0,
    solved: '',
  },
  queue: null as Queue | null,
  last: '',

  onLoad() {
    this.setData({ draft: choices.draft });
    stopListening = listen({
      changed: () => this.draw(),
      signal: (frame) => this.hear(frame),
      refused: () => this.setData({ failed: true, loading: false, banner: say('stopped') }),
    });
    this.draw();
  },
  onShow() {
    void wx.setNavigationBarTitle({ title: say('messages') });
    this.setData({ t: pageWords[language()], large: choices.large });
    this.draw();
    this.see();
  },
  onUnload() {
    stopListening();
  },

  draw() {
    const { state, status, pending, instance } = line;
    if (!state) {
      const failed = status === 'waiting' || status === 'stopped';
      this.setData({ failed, loading: !failed, banner: failed ? say('failedSignIn') : '' });
      return;
    }
    const names = {
      robot: say('robot'),
      order: (no: string) => say('order', { no }),
      waiting: say('waiting'),
      refused: say('refused'),
    };
    const rows = rowsOf(state, pending, instance, Date.now(), language(), names);
    const { session } = state;
    const newest = rows[rows.length - 1];
    const moved = newest !== undefined && newest.key !== this.last;
    this.last = newest?.key ?? '';
    this.setData({
      rows,
      loading: false,
      failed: false,
      banner: status === 'waiting' ? say('offline') : status === 'stopped' ? say('stopped') : '',
      head: this.headOf(session?.state, session?.agent?.name),
      more: state.more,
      queued: session?.state === 'queued' || session?.state === 'left-message',
      canAskHuman: session?.state !== 'agent' && session?.state !== 'queued' && !pendingAct(pending, 'request-human'),
      quick: rows.length === 0 ? [say('question1'), say('question2'), say('question3'), say('question4')] : [],
      rating: session?.ratingAsked === true && !session.rating && !pendingAct(pending, 'rate'),
      fresh: moved && this.data.away && newest.side !== 'me',
    });
    if (moved && (!this.data.away || newest.side === 'me')) this.toBottom();
    this.see();
  },

  headOf(state: string | undefined, agent: string | undefined): string {
    switch (state) {
      case 'agent':
        return say('served', { name: agent ?? '' });
      case 'queued': {
        if (!this.queue || this.queue.position === 0) return say('queuedSoon');
        const wait = this.queue.waitMs === null ? '' : say('wait', { time: duration(this.queue.waitMs, language()) });
        return say('queued', { n: this.queue.position }) + wait;
      }
      case 'left-message':
        return say('left');
      case 'closed':
        return say('closed');
      default:
        return say('robotHere');
    }
  },

  hear(frame: LineSignal) {
    if (frame.type === 'queue') {
      this.queue = frame;
      this.draw();
    }
    if (frame.type === 'typing' && frame.from !== 'customer') {
      if (typingOff) clearTimeout(typingOff);
      this.setData({ typing: frame.on });
      typingOff = setTimeout(() => this.setData({ typing: false }), 6000);
    }
  },

  /** The person has the page before them: what stands there is read. */
  see() {
    const pages = getCurrentPages();
    if (line.state && pages[pages.length - 1]?.route === 'pages/messages/index') line.read(line.state.revision);
  },

  onInput(event: WechatMiniprogram.Input) {
    const { value } = event.detail;
    this.setData({ draft: value });
    choices.draft = value;
    line.typing(value !== '');
  },
  send() {
    const text = this.data.draft.trim();
    if (text === '') return;
    line.send({ type: 'send', body: { kind: 'text', text: text.slice(0, 4000) } });
    this.setData({ draft: '', away: false });
    choices.draft = '';
    line.typing(false);
  },
  ask(event: Tap) {
    const { words } = event.currentTarget.dataset as { words?: string };
    if (words) line.send({ type: 'send', body: { kind: 'text', text: words } });
  },
  choose(event: Tap) {
    const { option, label } = event.currentTarget.dataset as { option?: string; label?: string };
    if (option === 'human') return this.askHuman();
    if (option && label) line.send({ type: 'send', body: { kind: 'text', text: label, option } });
  },
  askHuman() {
    if (this.data.canAskHuman) line.send({ type: 'act', act: { act: 'request-human' } });
  },
  leaveQueue() {
    line.send({ type: 'act', act: { act: 'leave-queue' } });
  },
  retry(event: Tap) {
    const { key, bad } = event.currentTarget.dataset as { key?: string; bad?: boolean };
    if (key && bad) line.retry(key);
  },
  tick(event: Tap) {
    const { step } = event.currentTarget.dataset as { step?: string };
    if (step) this.setData({ ticked: { ...this.data.ticked, [step]: !this.data.ticked[step] } });
  },
  onRate(event: WechatMiniprogram.CustomEvent<{ value: number }>) {
    this.setData({ score: event.detail.value });
  },
  setSolved(event: Tap) {
    const { solved } = event.currentTarget.dataset as { solved?: string };
    this.setData({ solved: solved ?? '' });
  },
  rate() {
    const { score, solved } = this.data;
    if (score === 0) return;
    const answered = solved === '' ? {} : { solved: solved === 'yes' };
    line.send({ type: 'act', act: { act: 'rate', score, ...answered } });
    void wx.showToast({ title: say('rated'), icon: 'none' });
  },
  reconnect() {
    this.setData({ failed: false, loading: line.state === null, banner: '' });
    if (line.status === 'stopped') line.start();
    else line.wake();
  },
  older() {
    if (!line.state?.more) return;
    const first = this.data.rows[0]?.key ?? '';
    void line.older().then(() => this.setData({ bottom: '' }, () => this.setData({ bottom: `row-${first}` })));
  },
  toBottom() {
    this.setData({ bottom: '', away: false, fresh: false }, () => this.setData({ bottom: 'row-end' }));
  },
  onScroll(event: WechatMiniprogram.ScrollViewScroll) {
    const { scrollTop, scrollHeight } = event.detail;
    // The visible part is not told by the event; a screen and a half from the end counts as away.
    const away = scrollHeight - scrollTop > wx.getWindowInfo().windowHeight * 1.5;
    if (away !== this.data.away) this.setData({ away, fresh: away ? this.data.fresh : false });
  },
});
