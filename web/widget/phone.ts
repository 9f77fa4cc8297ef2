/** 绑定手机号: a number proven by a code by SMS, over the conversation. Fetched when it is wanted. */
import { speaker, words } from '../client/words.ts';
import { answerAlike, askAlike } from './alike.ts';
import { make, set } from './dom.ts';
import { countdown, makeNote, openSheet, type Given, type SheetTools } from './sheet.ts';
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
    proof_needed: '这个号码是您的，但不是对方的号码',
    question: '为了保护您的对话，请用对方的手机号收一条验证码，确认那也是您。',
    joined: '已确认，两边的对话会接到一起',
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
    proof_needed: 'The number is yours, but not the other side’s',
    question: 'To protect your conversation, have a code sent to the other side’s number.',
    joined: 'Thanks: both conversations will be joined',
    failed: 'It can’t be sent at the moment; please try again later',
    shut: 'Close',
  },
);
/** What a refusal is called here; every other is `failed`. */
const KNOWN = [
  ...(['bad_request', 'wrong_code', 'code_over', 'rate_limited', 'no_account', 'link_needs_merge'] as const),
  'proof_needed' as const,
];

/** Opens it over the conversation. `question`: the one of 是您吗？ that a yes is proven for. */
export function linkPhone(tools: SheetTools, view: View, question = ''): void {
  const { language, talking } = tools;
  const say = speaker(table, language);
  const { node: note, tell } = makeNote();
  const phone = make('input', { type: 'tel', autocomplete: 'tel', maxlength: 20, required: true });
  const code = make('input', {
    ...{ inputmode: 'numeric', autocomplete: 'one-time-code', maxlength: 6, placeholder: say('digits') },
  });
  const get = make('button', { type: 'button', class: 'plain', onclick: () => void asked() }, say('get'));
  const link = make('button', { type: 'submit', class: 'solid' }, say('link'));
  const wait = countdown(get, { again: () => say('again'), waits: (n) => say('waits', { n }) });
  const sheet = openSheet(
    view,
    { title: say('title'), lead: say(question === '' ? 'lead' : 'question'), shut: say('shut') },
    wait.stop,
  );
  const refuse = (answer: Given) => tell(say(KNOWN.find((one) => one === answer.code) ?? 'failed'), true);
  const call = async (path: string, body: object): Promise<Given> => {
    set(link, 'disabled', true);
    tell('');
    const { door } = await talking();
    const answer: Given = await door.call(path, body);
    set(link, 'disabled', false);
    return answer;
  };
  const asked = async () => {
    set(get, 'disabled', true);
    const answer = await call('/v1/me/phone/code', { phone: phone.value, language: language() });
    set(get, 'disabled', false);
    if (!answer.ok) {
      refuse(answer);
      return phone.focus();
    }
    wait.from(Number(answer.waitMs));
    tell(say('sent'));
    code.focus();
  };
  const entered = async () => {
    if (!/^\d{6}$/u.test(code.value)) {
      tell(say('digits_only'), true);
      return code.focus();
    }
    const answer = await call('/v1/me/phone/verify', { phone: phone.value, code: code.value });
    const isElsewhere = answer.code === 'link_needs_merge';
    const proven = answer.ok || isElsewhere;
    // A number of the other side is not linked before both are one; it was proven all the same.
    const refused = proven && question !== '' ? await answerAlike(tools, question, 'yes') : answer;
    if (isElsewhere || question !== '') void askAlike(tools, view);
    if (refused && !refused.ok) {
      refuse(refused);
      return code.focus();
    }
    wait.stop();
    form.replaceChildren(make('p', { role: 'status' }, say(question === '' ? 'linked' : 'joined')));
    sheet.shut.focus();
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
  sheet.place.append(form);
  phone.focus();
}
