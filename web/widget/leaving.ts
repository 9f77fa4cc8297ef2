/** Giving up the queue, and leaving a message instead: words, pictures, and what becomes of it. Fetched when it is wanted. */
import type { CustomerAct } from '../../shared/frame.ts';
import { speaker, words } from '../client/words.ts';
import { attachIcon, closeIcon } from '../tokens/icons.ts';
import { MEDIA_ENDINGS } from '../../shared/media-endings.ts';
import type { AttachTools } from './attach.ts';
import { icon, make, set, wear } from './dom.ts';
import { openFiles } from './files.ts';
import css from './leaving.css';

const table = words(
  {
    title: '给客服留言',
    asks: '不想等了？',
    lead: '留下您的问题，客服会尽快回复；回复和进度都会显示在这里。',
    leads: '可以留言，不用一直等。留言会马上生成工单，处理进度会显示在这里。',
    what: '您的问题',
    hint: '请说明情况，如订单号、商品、希望怎样处理',
    pictures: '添加图片或文件',
    send: '提交留言',
    sending: '正在提交…',
    quit: '直接退出排队',
    stay: '继续排队',
    shut: '关闭',
    empty: '请先写下您的问题',
  },
  {
    title: 'Leave a message',
    asks: 'Don’t want to wait?',
    lead: 'Tell us what it is about; our answer and the progress will appear here.',
    leads: 'Leave a message instead of waiting. It becomes a ticket at once, and its progress appears here.',
    what: 'Your question',
    hint: 'What happened, the order number, what you would like us to do',
    pictures: 'Add pictures or files',
    send: 'Send the message',
    sending: 'Sending…',
    quit: 'Just leave the queue',
    stay: 'Keep waiting',
    shut: 'Close',
    empty: 'Please write your question first',
  },
);

type Tools = AttachTools & { act(act: CustomerAct): void; room(): HTMLElement };

/** Opens the form over the conversation. `queued`: the person stands in line and may also just go. */
export function leaving(queued: boolean, tools: Tools): void {
  const { room, act, back, language } = tools;
  const say = speaker(table, language);
  room().querySelector('.leaving')?.remove();
  const media: string[] = [];
  let submitted = false;
  const text = make('textarea', { rows: 4, maxlength: 2000, id: 'leaving-text', placeholder: say('hint') });
  const told = make('small', { role: 'status' });
  const submit = make('button', { type: 'submit', class: 'solid' }, say('send'));
  const tray = make('div');
  const leave = () => {
    sheet.remove();
    back();
  };
  const done = () => {
    act({ act: 'leave-message', text: text.value.trim(), ...(media.length > 0 ? { media } : {}) });
    leave();
  };
  const files = openFiles(tray, tools, () => void files.then((open) => submitted && open.empty && done()), {
    name: 'left',
    deliver: ({ id }) => media.push(id) > 0,
  });
  const choose = () => {
    const field = make('input', { type: 'file', multiple: true, accept: MEDIA_ENDINGS });
    field.addEventListener('change', () => void files.then((open) => open.add([...(field.files ?? [])])));
    field.click();
  };
  const shut = make('button', { type: 'button', class: 'bare', 'aria-label': say('shut'), onclick: leave });
  shut.append(icon(closeIcon));
  const button = (word: 'quit' | 'stay', onclick: () => void) =>
    make('button', { type: 'button', class: 'plain', onclick }, say(word));
  const form = make(
    'form',
    {
      onsubmit: (event) => {
        event.preventDefault();
        if (text.value.trim() === '') {
          told.textContent = say('empty');
          return text.focus();
        }
        submitted = true;
        set(submit, 'disabled', true);
        told.textContent = say('sending');
        void files.then((open) => (open.empty ? done() : open.send()));
      },
    },
    make('label', { for: 'leaving-text' }, say('what')),
    text,
    make('button', { type: 'button', class: 'choose', onclick: choose }, icon(attachIcon, 16), say('pictures')),
    tray,
    told,
    submit,
  );
  const sheet = make(
    'section',
    {
      class: 'leaving',
      role: 'region',
      'aria-label': say('title'),
      onkeydown: (event) => {
        if (!(event instanceof KeyboardEvent) || event.key !== 'Escape' || event.isComposing) return;
        event.stopPropagation();
        leave();
      },
    },
    make('div', { class: 'top' }, make('h3', {}, say(queued ? 'asks' : 'title')), shut),
    make('p', { class: 'soft' }, say(queued ? 'leads' : 'lead')),
    form,
    queued &&
      make(
        'div',
        { class: 'instead' },
        button('stay', leave),
        button('quit', () => {
          act({ act: 'leave-queue' });
          leave();
        }),
      ),
  );
  room().append(sheet);
  wear(sheet, css);
  text.focus();
}
