/** The visitor's tickets: how far each is, what was said, and what they may do. Fetched when it is opened. */
import type { CustomerAct } from '../../shared/frame.ts';
import type { Line } from '../../shared/line.ts';
import { clockTime, dayName } from '../client/time.ts';
import { fill, type Language } from '../client/words.ts';
import { closeIcon } from '../tokens/icons.ts';
import { icon, make, wear } from './dom.ts';
import css from './tickets.css';

/** Worn where it stands. */
export const style: string = css;

type Ticket = NonNullable<Line['tickets']>[number];
type Tools = { language: Language; now: number; act(act: CustomerAct): void; leave(): void };

const words = {
  zh: {
    title: '我的工单',
    shut: '关闭',
    due: '最晚 {time} 前答复',
    urge: '催单',
    urged: '已催单，{time} 后可再催',
    add: '补充说明',
    send: '提交',
    solved: '已解决',
    open: '还没解决',
    again: '重新打开',
    rate: '评价',
    rerate: '修改评价',
    rated: '您的评价：{n} 星',
  },
  en: {
    title: 'My tickets',
    shut: 'Close',
    due: 'Answered by {time} at the latest',
    urge: 'Remind us',
    urged: 'Reminded; again after {time}',
    add: 'Add something',
    send: 'Send',
    solved: 'It is solved',
    open: 'Not solved yet',
    again: 'Open again',
    rate: 'Rate it',
    rerate: 'Change your rating',
    rated: 'Your rating: {n} of 5',
  },
};

/** The sheet over the conversation. */
export function ticketSheet(tickets: readonly Ticket[], tools: Tools): HTMLElement {
  const say = words[tools.language];
  const sheet = make('section', {
    class: 'tickets',
    tabindex: -1,
    'aria-label': say.title,
    onkeydown: (event) => {
      if (!(event instanceof KeyboardEvent) || event.key !== 'Escape') return;
      event.stopPropagation();
      tools.leave();
    },
  });
  const shut = make('button', { type: 'button', class: 'bare', 'aria-label': say.shut, onclick: tools.leave });
  shut.append(icon(closeIcon));
  sheet.append(make('header', {}, make('h3', {}, say.title), shut), ...tickets.map((one) => card(one, tools)));
  return sheet;
}

function card(ticket: Ticket, tools: Tools): HTMLElement {
  const { language, now, act } = tools;
  const say = words[language];
  const time = (at: number) => `${dayName(at, now, language)} ${clockTime(at)}`;
  const { may, state } = ticket;
  const done = state.phase === 'solved' || state.phase === 'closed';
  const doing = (label: string, given: CustomerAct, off = false) =>
    make('button', { type: 'button', disabled: off, onclick: () => act(given) }, label);
  const early = may.urgeFrom !== null && may.urgeFrom > now;
  const rates = may.rateUntil !== undefined && may.rateUntil > now;
  return make(
    'article',
    {},
    make('p', { class: 'strong' }, ticket.title),
    make('small', {}, `${ticket.number} · ${ticket.kind[language]}`),
    make(
      'ol',
      { class: 'way' },
      ...ticket.steps.map((step) =>
        make(
          'li',
          { class: step.at === null ? '' : 'on', 'aria-current': step.now && 'step' },
          step.label[language],
          step.at !== null && make('small', {}, time(step.at)),
        ),
      ),
    ),
    make(
      'p',
      {},
      state.told[language],
      !done && make('small', {}, ` · ${fill(say.due, { time: time(ticket.dueAt) })}`),
    ),
    ticket.rating && make('p', {}, fill(say.rated, { n: ticket.rating.score })),
    ...ticket.progress
      .filter((one) => one.text)
      .map((one) => make('p', { class: 'said' }, `${one.text ?? ''} `, make('small', {}, time(one.at)))),
    make(
      'div',
      { class: 'options' },
      may.confirm && doing(say.solved, { act: 'ticket-confirm', ticket: ticket.id }),
      may.reopen && doing(done ? say.again : say.open, { act: 'ticket-reopen', ticket: ticket.id }),
      rates && rateButton(ticket, tools),
      may.urgeFrom !== null && doing(say.urge, { act: 'ticket-urge', ticket: ticket.id }, early),
    ),
    early && make('small', {}, fill(say.urged, { time: time(may.urgeFrom ?? now) })),
    may.comment && !done && adding(ticket.id, tools),
  );
}

/** 工单评价: the form of 邀评 at the ticket, fetched when it is wanted. */
function rateButton(ticket: Ticket, { language, act }: Tools): HTMLElement {
  const word = words[language][ticket.rating ? 'rerate' : 'rate'];
  const button = make('button', { type: 'button' }, word);
  button.addEventListener('click', () => {
    void import('./rating.ts').then(({ ratingForm, style: worn }) => {
      const article = button.closest('article');
      if (!article || article.querySelector('.rating')) return;
      wear(article, worn);
      const invite = { session: '', until: ticket.may.rateUntil ?? 0 };
      const form = ratingForm({ language, invite }, (rating) => {
        form.remove();
        if (rating) act({ act: 'ticket-rate', ticket: ticket.id, ...rating });
      });
      article.append(form);
      form.querySelector('input')?.focus();
    });
  });
  return button;
}

function adding(ticket: string, { language, act }: Tools): HTMLElement {
  const say = words[language];
  const text = make('textarea', { rows: 1, maxlength: 2000, 'aria-label': say.add, placeholder: say.add });
  const send = make('button', { type: 'submit', class: 'solid' }, say.send);
  return make(
    'form',
    {
      class: 'add',
      onsubmit: (event) => {
        event.preventDefault();
        const words = text.value.trim();
        if (words === '') return;
        text.value = '';
        act({ act: 'ticket-comment', ticket, text: words });
      },
    },
    text,
    send,
  );
}
