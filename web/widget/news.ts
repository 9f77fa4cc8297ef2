/** 服务提醒 and offers in the conversation: the company's words, why they came, and the tap that ends it. Fetched with the first. */
import type { NoticeKind, NoticeView } from '../../shared/notice.ts';
import type { ProfileView } from '../../shared/profile/view.ts';
import { clockTime } from '../client/time.ts';
import { endOffers, offerWords, onLine, readOffers, reasons, takes } from './about-offer.ts';
import { linked } from './bodies.ts';
import { make, set } from './dom.ts';
import type { FormTools } from './form.ts';
import { lookUp } from './look-up.ts';
import css from './news.css';
import type { Talk } from './talk.ts';

/** Worn where it stands. */
export const style: string = css;

/** Their own word against being told of parcels unasked. */
const UNASKED = 'remind:logistics';
/** Notices seen within so long are told together. */
const GATHER_MS = 200;

const words: Record<'zh' | 'en', Record<NoticeKind | 'ticketOpen' | 'line' | 'stop' | 'stopped' | 'failed', string>> = {
  zh: {
    order: '订单',
    logistics: '物流',
    refund: '退款',
    ticket: '工单',
    appointment: '预约',
    answer: '客服回复',
    offer: '优惠活动',
    ticketOpen: '查看工单',
    line: '查看对话',
    stop: '不再主动告诉我',
    stopped: '以后只放在这里，可在“关于我的标签”里恢复',
    failed: '没有成功，请重试',
  },
  en: {
    order: 'Order',
    logistics: 'Parcel',
    refund: 'Refund',
    ticket: 'Ticket',
    appointment: 'Appointment',
    answer: 'Answer',
    offer: 'Offer',
    ticketOpen: 'See the ticket',
    line: 'See the conversation',
    stop: 'Don’t tell me unasked',
    stopped: 'It only stands here from now on; back on in “About my tags”',
    failed: 'That failed, please try again',
  },
};

/** One notice as a card; of what was `said` beside it only where it leads. */
export function drawNotice(notice: NoticeView, tools: FormTools, said = false): HTMLElement {
  const { id, kind, title, text, at, facts, opens } = notice;
  const language = tools.language();
  const say = words[language];
  const name = `${id}-title`;
  const whole = make(
    'article',
    { 'aria-labelledby': name },
    make('small', {}, make('b', { class: 'tag' }, say[kind]), ' ', make('time', {}, clockTime(at))),
    make('p', { id: name, class: 'strong' }, title[language]),
    text[language] !== '' && make('p', {}, ...linked(text[language])),
    facts.length > 0 &&
      make(
        'dl',
        {},
        ...facts.map((one) => make('div', {}, make('dt', {}, one.label[language]), make('dd', {}, one.value))),
      ),
  );
  const card = said ? make('div', { class: 'led' }) : whole;
  if (kind === 'offer') card.append(offerActs(id, tools));
  const more = facts.some((one) => one.name === 'why') ? stopButton(tools) : null;
  const leads = opens && leadButton(opens, tools);
  if (more || leads) card.append(make('div', { class: 'options' }, leads, more));
  if (!notice.read) queueMicrotask(() => watch(card, id, tools));
  return card;
}

/** Read here, and not told yet. */
let looked: string[] = [];

/** Read is what was in sight or scrolled past, in an open window that is looked at; told in one word. */
function watch(card: HTMLElement, id: string, tools: FormTools): void {
  const sight = new IntersectionObserver(
    (seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      sight.disconnect();
      looked.push(id);
      if (looked.length === 1) setTimeout(() => void tell(tools), GATHER_MS);
    },
    { root: card.closest('.scroll'), rootMargin: '99999px 0px 0px' },
  );
  sight.observe(card);
}

async function tell(tools: FormTools): Promise<void> {
  const notices = looked;
  looked = [];
  const { follower } = await tools.talking();
  follower.send({ type: 'act', act: { act: 'read-notices', notices } });
}

/** To the ticket above the conversation, or to the words it is about; none where they are not on this page. */
function leadButton(opens: NonNullable<NoticeView['opens']>, tools: FormTools): HTMLElement | null {
  if (opens.to === 'line' && opens.message === undefined) return null;
  const say = words[tools.language()];
  const button = make('button', { type: 'button' }, say[opens.to === 'ticket' ? 'ticketOpen' : 'line']);
  button.addEventListener('click', () => {
    const panel = button.closest('.panel');
    if (opens.to === 'line') panel?.querySelector(`[data-id="${opens.message}"]`)?.scrollIntoView({ block: 'center' });
    else panel?.querySelector<HTMLElement>('.strip[aria-expanded="false"]')?.click();
  });
  return button;
}

/** Whether they switched it off, asked once for all cards of a conversation. */
const off = new WeakMap<Talk, Promise<boolean>>();

async function isOff(tools: FormTools): Promise<boolean> {
  const talk = await tools.talking();
  const asked =
    off.get(talk) ??
    lookUp(tools, '/v1/me/profile').then((answer) => {
      const { profile } = answer as { profile?: ProfileView };
      return profile?.choices.some(({ of, on }) => of === UNASKED && !on) ?? false;
    });
  off.set(talk, asked);
  return asked;
}

/** Told unasked no more: it stands in 关于我的标签 and can be taken back there. */
function stopButton(tools: FormTools): HTMLElement {
  const say = words[tools.language()];
  const place = make('span');
  const note = make('small', { role: 'status', tabindex: -1 });
  const stopped = () => {
    const had = focused(button) === button;
    note.textContent = say.stopped;
    button.remove();
    if (had) note.focus();
  };
  const stop = async () => {
    const talk = await tools.talking();
    const answer = await talk.door.call('/v1/me/profile', { of: UNASKED, on: false, says: 'off' });
    if (!answer.ok) return void (note.textContent = say.failed);
    off.set(talk, Promise.resolve(true));
    stopped();
  };
  const button = make('button', { type: 'button', onclick: () => void stop() }, say.stop);
  place.append(button, note);
  void isOff(tools).then((was) => was && stopped());
  return place;
}

/** 为什么收到, and one tap that ends offers on all channels. */
function offerActs(id: string, tools: FormTools): HTMLElement {
  const language = tools.language();
  const say = offerWords[language];
  const shown = make('div', { class: 'why', hidden: true });
  const note = make('small', { role: 'status' });
  const opened = async () => {
    set(why, 'aria-expanded', String(shown.hidden));
    shown.hidden = !shown.hidden;
    if (shown.hidden || shown.dataset['of'] === id) return;
    shown.replaceChildren(make('p', { role: 'status' }, say.reading));
    const one = (await readOffers(tools))?.offers.find((offer) => offer.id === id);
    if (one) shown.dataset['of'] = id;
    shown.replaceChildren(...(one ? reasons(one, language) : [make('p', { role: 'alert' }, say.failed)]));
  };
  const why = make('button', { type: 'button', 'aria-expanded': 'false', onclick: () => void opened() }, say.why);
  const end = async () => {
    endOffers(await tools.talking());
    note.textContent = say.stopped;
    if (stop.contains(focused(stop))) why.focus();
    stop.hidden = true;
  };
  const stop = make('button', { type: 'button', onclick: () => void end() }, say.stop);
  const place = make('div', {}, make('div', { class: 'options' }, why, stop), shown, note);
  // Said elsewhere it is the same here.
  const draw = async () => {
    const may = takes(await tools.talking());
    stop.hidden = may === false;
    if (may !== false) note.textContent = '';
    else if (note.textContent === '') note.textContent = say.off;
  };
  void draw();
  queueMicrotask(() => onLine(place, () => void draw()));
  return place;
}

function focused(within: Node): Element | null {
  const root = within.getRootNode();
  return root instanceof ShadowRoot ? root.activeElement : null;
}
