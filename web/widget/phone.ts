/** 绑定手机号: a number proven by a code by SMS, over the conversation. Fetched when it is wanted. */
import { fill, speaker, words, type Language } from '../client/words.ts';
import { closeIcon } from '../tokens/icons.ts';
import { icon, make, set, wear } from './dom.ts';
import css from './phone.css';
import type { Talk } from './talk.ts';
import type { View } from './view.ts';

const table = words(
  {
    title: '绑定手机号',
    lead: '绑定后，短信也接得上这里的对话。',
    phone: '手机号',
    code: '验证码',
    digits: '6 位数字',
    get: '获取验证码',
    again: '重新获取',
    waits: '{n} 秒后可再获取',
    link: '绑定',
    keep: '请勿把验证码告诉任何人，客服也不会问您要。',
    sent: '验证码已发出，5 分钟内有效',
    linked: '已绑定，短信也接得上这里的对话',
    bad_request: '请填写正确的手机号',
    digits_only: '请填写短信里的 6 位验证码',
    wrong_code: '验证码不对',
    code_over: '验证码已失效，请重新获取',
    rate_limited: '太频繁了，请稍后再试',
    no_account: '暂时发不了这个国家或地区的短信',
    link_needs_merge: '号码已验证。它在别处也用过，两边的对话暂时分开',
    failed: '现在发不了，请稍后再试',
    shut: '关闭',
  },
  {
    title: 'Link a phone',
    lead: 'Once linked, text messages go on with this conversation.',
    phone: 'Phone number',
    code: 'Code',
    digits: '6 digits',
    get: 'Get a code',
    again: 'Get another',
    waits: 'Another in {n} s',
    link: 'Link',
    keep: 'Never tell the code to anybody: our staff won’t ask for it.',
    sent: 'The code is on its way; it is good for 5 minutes',
    linked: 'Linked: text messages go on with this conversation',
    bad_request: 'Enter a valid phone number',
    digits_only: 'Enter the 6 digits of the SMS',
    wrong_code: 'The code is wrong',
    code_over: 'The code counts no more; get another',
    rate_limited: 'Too often; please try again later',
    no_account: 'We can’t send an SMS to that country yet',
    link_needs_merge: 'Proven. It was used elsewhere too; the conversations stay apart for now',
    failed: 'It can’t be sent at the moment; please try again later',
    shut: 'Close',
  },
);
/** What a refusal is called here; every other is `failed`. */
const KNOWN = ['bad_request', 'wrong_code', 'code_over', 'rate_limited', 'no_account', 'link_needs_merge'] as const;
const SECOND = 1_000;

type Tools = { language(): Language; talking(): Promise<Talk> };

/** Opens it over the conversation. */
export function linkPhone({ language, talking }: Tools, { input, panel, scroll }: View): void {
  const room = scroll.parentElement ?? panel;
  const say = speaker(table, language);
  room.querySelector('.link-phone')?.remove();
  let ticking: ReturnType<typeof setInterval> | undefined;
  let until = 0;
  const leave = () => {
    clearInterval(ticking);
    sheet.remove();
    input.focus();
  };
  const shut = make('button', { type: 'button', class: 'bare', 'aria-label': say('shut'), onclick: leave });
  shut.append(icon(closeIcon));
  const phone = make('input', { type: 'tel', autocomplete: 'tel', maxlength: 20, required: true });
  const code = make('input', {
    ...{ inputmode: 'numeric', autocomplete: 'one-time-code', maxlength: 6, placeholder: say('digits') },
  });
  const get = make('button', { type: 'button', class: 'plain', onclick: () => void asked() }, say('get'));
  const link = make('button', { type: 'submit', class: 'solid' }, say('link'));
  const note = make('p', { class: 'soft', role: 'status' });
  const tell = (word: string, wrong = false) => {
    note.textContent = word;
    note.classList.toggle('wrong', wrong);
  };
  const call = async (path: string, body: object): Promise<{ ok: boolean; code?: unknown; waitMs?: unknown }> => {
    set(link, 'disabled', true);
    tell('');
    const { door } = await talking();
    const answer: { ok: boolean; code?: unknown; waitMs?: unknown } = await door.call(path, body);
    set(link, 'disabled', false);
    const known = KNOWN.find((one) => one === answer.code);
    if (!answer.ok) tell(say(known ?? 'failed'), true);
    return answer;
  };
  const count = () => {
    const left = Math.ceil((until - Date.now()) / SECOND);
    set(get, 'disabled', left > 0);
    get.textContent = left > 0 ? fill(say('waits'), { n: left }) : say('again');
    if (left <= 0) clearInterval(ticking);
  };
  const asked = async () => {
    set(get, 'disabled', true);
    const answer = await call('/v1/me/phone/code', { phone: phone.value, language: language() });
    set(get, 'disabled', false);
    if (!answer.ok) return phone.focus();
    until = Date.now() + Number(answer.waitMs);
    clearInterval(ticking);
    ticking = setInterval(count, SECOND);
    count();
    tell(say('sent'));
    code.focus();
  };
  const entered = async () => {
    if (!/^\d{6}$/u.test(code.value)) {
      tell(say('digits_only'), true);
      return code.focus();
    }
    const answer = await call('/v1/me/phone/verify', { phone: phone.value, code: code.value });
    if (!answer.ok) return code.focus();
    clearInterval(ticking);
    form.replaceChildren(make('p', { role: 'status' }, say('linked')));
    shut.focus();
  };
  const form = make(
    'form',
    {
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        void entered();
      },
    },
    make('label', {}, say('phone'), phone),
    make('div', { class: 'row' }, make('label', {}, say('code'), code), get),
    note,
    make('p', { class: 'soft' }, say('keep')),
    link,
  );
  const sheet = make(
    'section',
    {
      class: 'link-phone',
      'aria-label': say('title'),
      onkeydown: (event) => {
        if (!(event instanceof KeyboardEvent) || event.key !== 'Escape' || event.isComposing) return;
        event.stopPropagation();
        leave();
      },
    },
    make('div', { class: 'top' }, make('h3', {}, say('title')), shut),
    make('p', { class: 'soft' }, say('lead')),
    form,
  );
  room.append(sheet);
  wear(sheet, css);
  phone.focus();
}
