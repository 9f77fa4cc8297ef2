/** Giving up the queue, and leaving a message instead: words, pictures, and what becomes of it. Fetched when it is wanted. */
import { contactFault } from '../../shared/asking-rules.ts';
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
    lead: '留下您的问题，提交后会告诉您工单号和最晚什么时候答复；回复和进度也会显示在这里。',
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
    contact: '怎么联系您',
    contactHint: '手机号或邮箱；您不在这里时也能收到答复',
    optional: '选填',
    bad: '手机号或邮箱不对',
  },
  {
    title: 'Leave a message',
    asks: 'Don’t want to wait?',
    lead: 'You are told its number and when to expect an answer at the latest; answer and progress appear here too.',
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
    contact: 'How we reach you',
    contactHint: 'Phone or e-mail, so that the answer finds you when you are gone',
    optional: 'optional',
    bad: 'Neither a telephone number nor an e-mail address',
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
  const contact = make('input', { id: 'leaving-contact', maxlength: 254, 'aria-describedby': 'leaving-hint' });
  const reach = make(
    'div',
    { class: 'reach', hidden: true },
    make('label', { for: 'leaving-contact' }, say('contact'), make('small', {}, ` ${say('optional')}`)),
    contact,
    make('small', { id: 'leaving-hint' }, say('contactHint')),
  );
  // Who is signed in is known to the company.
  void tools
    .talking()
    .then(({ door }) => door.session())
    .then((session) => (reach.hidden = !session.ok || session.signedIn));
  const submit = make('button', { type: 'submit', class: 'solid' }, say('send'));
  const tray = make('div');
  const leave = () => {
    sheet.remove();
    back();
  };
  const done = () => {
    const at = contact.value.trim();
    act({
      ...{ act: 'leave-message', text: text.value.trim() },
      ...(media.length > 0 && { media }),
      ...(at !== '' && { contact: at }),
    });
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
          told.className = 'wrong';
          told.textContent = say('empty');
          return text.focus();
        }
        const unreachable = contact.value.trim() !== '' && contactFault(contact.value) !== null;
        set(contact, 'aria-invalid', unreachable ? 'true' : false);
        if (unreachable) {
          told.className = 'wrong';
          told.textContent = say('bad');
          return contact.focus();
        }
        submitted = true;
        set(submit, 'disabled', true);
        told.className = '';
        told.textContent = say('sending');
        void files.then((open) => (open.empty ? done() : open.send()));
      },
    },
    make('label', { for: 'leaving-text' }, say('what')),
    text,
    make('button', { type: 'button', class: 'choose', onclick: choose }, icon(attachIcon, 16), say('pictures')),
    tray,
    reach,
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
