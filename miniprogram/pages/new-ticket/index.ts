/** 新建工单: the person says what it is about, in the company's own kinds and fields, with photos and an order. */
import type { Given } from '../../components/photos/index.ts';
import { addressesOf } from '../../line/person.ts';
import { talk } from '../../net.ts';
import { faultsIn, faultsOf, fieldViews, type FieldView, type Filled, type Kind } from '../../own/new-ticket.ts';
import { language, onChoice, textSize } from '../../preference.ts';
import { titles } from '../../titles.ts';
import { wordsIn } from '../../words.ts';

const nothing: Filled = {};
const right: Record<string, string> = {};

Page({
  data: {
    language: language(),
    size: textSize(),
    elder: textSize() === 'elder',
    words: wordsIn(language()),
    loading: true,
    failed: false,
    kinds: [] as string[],
    at: 0,
    title: '',
    titleFault: '',
    fields: [] as FieldView[],
    /** Photos are still on their way. */
    giving: false,
    /** It has been sent, and nothing is heard yet. */
    waiting: false,
    /** The field the orders are chosen for; empty: none. */
    choosing: '',
  },
  // Not drawn:
  all: [] as Kind[],
  filled: nothing,
  faults: right,
  /** Tickets there were before it was sent. */
  before: new Set<string>(),
  stops: [] as (() => void)[],

  onLoad() {
    this.stops = [talk.follow(() => this.heard()), onChoice(() => this.draw())];
    const told = talk.onRefusedAct;
    talk.onRefusedAct = (act, code, detail) => {
      if (act === 'open-ticket' && this.data.waiting) this.refused(code, detail);
      else told(act, code, detail);
    };
    this.stops.push(() => {
      talk.onRefusedAct = told;
    });
    void this.fetch();
  },
  onShow() {
    titles('newTicket');
  },
  onUnload() {
    for (const stop of this.stops) stop();
  },

  async fetch() {
    const answer = await talk.read('/v1/ticket-kinds');
    const { kinds } = answer as { kinds?: Kind[] };
    if (answer.ok && Array.isArray(kinds)) this.all = kinds;
    this.setData({ loading: false, failed: !answer.ok });
    this.draw();
  },
  onAgain() {
    this.setData({ loading: true, failed: false });
    talk.reconnect();
    void this.fetch();
  },
  phone(): string {
    return addressesOf(talk.follower.state).find(({ channel }) => channel === 'sms')?.label ?? '';
  },
  draw() {
    const lang = language();
    const { faults, filled } = this;
    this.setData({
      language: lang,
      size: textSize(),
      elder: textSize() === 'elder',
      words: wordsIn(lang),
      kinds: this.all.map(({ label }) => label[lang]),
      titleFault: faults['title'] ?? '',
      fields: fieldViews(this.all[this.data.at], filled, faults, this.phone(), lang),
    });
  },
  put(id: string, value: string | string[]) {
    this.filled = { ...this.filled, [id]: value };
    const { [id]: _, ...others } = this.faults;
    this.faults = others;
    this.draw();
  },

  onAsked() {
    void wx.switchTab({ url: '/pages/home/index' });
  },
  onKind(event: WechatMiniprogram.CustomEvent<{ value: string | number }>) {
    const at = Number(event.detail.value);
    const asked = this.all[at]?.fields.filter(({ type }) => type === 'image').map(({ id }) => id) ?? [];
    // Photos of a field that is gone are out of sight: they don't go with the ticket.
    const kept = Object.entries(this.filled).filter(([id, value]) => typeof value === 'string' || asked.includes(id));
    this.filled = Object.fromEntries(kept);
    this.faults = {};
    this.setData({ at, giving: this.data.giving && asked.length > 0 });
    this.draw();
  },
  onTitle(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setData({ title: event.detail.value, titleFault: '' });
  },
  /** Kept as it is typed; drawn anew only where something else changes. */
  onTyped(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.filled = { ...this.filled, [String(event.currentTarget.dataset['id'])]: event.detail.value.trim() };
  },
  onField(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.put(String(event.currentTarget.dataset['id']), event.detail.value.trim());
  },
  onOption(event: WechatMiniprogram.CustomEvent<{ value: string | number }>) {
    const id = String(event.currentTarget.dataset['id']);
    const options = this.all[this.data.at]?.fields.find((one) => one.id === id)?.options ?? [];
    this.put(id, options[Number(event.detail.value)]?.id ?? '');
  },
  onOrders(event: WechatMiniprogram.BaseEvent) {
    this.setData({ choosing: String(event.currentTarget.dataset['id']) });
  },
  onOrder(event: WechatMiniprogram.CustomEvent<{ no: string }>) {
    const { choosing } = this.data;
    this.setData({ choosing: '' });
    if (event.detail.no !== '') this.put(choosing, event.detail.no);
  },
  onPhotos(event: WechatMiniprogram.CustomEvent<Given>) {
    const id = String(event.currentTarget.dataset['id']);
    this.filled = { ...this.filled, [id]: event.detail.media };
    this.setData({ giving: event.detail.waiting });
  },

  onSubmit() {
    const kind = this.all[this.data.at];
    if (!kind) return;
    const title = this.data.title.trim();
    const own = new Set(kind.fields.map(({ id }) => id));
    const filled = Object.fromEntries(
      Object.entries(this.filled).filter(([id, given]) => own.has(id) && given.length > 0),
    );
    this.faults = faultsIn(kind, title, filled, this.phone(), language());
    this.draw();
    if (Object.keys(this.faults).length > 0) return;
    this.before = new Set((talk.follower.state?.tickets ?? []).map(({ id }) => id));
    this.setData({ waiting: true });
    talk.act({ act: 'open-ticket', kind: kind.id, title, fields: filled });
  },
  refused(code: string, detail: string) {
    const kind = this.all[this.data.at];
    this.faults = kind ? faultsOf(kind, code, detail, language()) : {};
    this.setData({ waiting: false });
    this.draw();
  },
  /** The ticket is there: its page takes this one's place. */
  heard() {
    if (this.data.failed && talk.lostAt === null && !this.data.loading) this.onAgain();
    if (!this.data.waiting) return;
    const made = talk.follower.state?.tickets?.find(
      ({ id, title }) => !this.before.has(id) && title === this.data.title.trim(),
    );
    if (!made) return;
    this.setData({ waiting: false });
    void wx.redirectTo({ url: `/pages/ticket/index?ticket=${made.id}` });
  },
});
