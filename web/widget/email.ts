/** 绑定邮箱: a link by e-mail, asked for and waited for, over the conversation. Fetched when it is wanted. */
import type { EmailStanding } from '../../shared/own-api.ts';
import { speaker, words } from '../client/words.ts';
import { answerAlike, askAlike } from './alike.ts';
import { make, set } from './dom.ts';
import { lookUp } from './look-up.ts';
import { countdown, makeNote, openSheet, type Given, type SheetTools } from './sheet.ts';
import type { View } from './view.ts';

const table = words(
  {
    title: '绑定邮箱',
    lead: '绑定后，用这个邮箱找客服时，认得出是您。',
    question: '为了保护您的对话，请在对方的邮箱里点一次确认链接，确认那也是您。',
    email: '邮箱',
    hint: '您的邮箱地址',
    get: '发送确认链接',
    again: '重新发送',
    waits: '{n} 秒后可再发送',
    sent: '确认链接已发出，30 分钟内有效。请打开邮件，点“是我，确认关联”。这里会自动更新。',
    linked: '邮箱已绑定',
    joined: '已确认，两边的对话会接到一起',
    elsewhere: '邮箱已验证。它在别处也用过，两边的对话暂时分开',
    over: '链接已过期，请重新发送',
    bad_request: '请填写正确的邮箱地址',
    rate_limited: '太频繁了，请稍后再试',
    no_account: '暂时发不了邮件，请绑定手机号',
    proof_needed: '这个邮箱是您的，但不是对方的邮箱',
    failed: '现在发不了，请稍后再试',
    shut: '关闭',
  },
  {
    title: 'Link an e-mail address',
    lead: 'Once linked, we know it is you when you write from this address.',
    question: 'To protect your conversation, confirm the link sent to the other side’s e-mail address.',
    email: 'E-mail',
    hint: 'Your e-mail address',
    get: 'Send the link',
    again: 'Send another',
    waits: 'Another in {n} s',
    sent: 'The link is on its way; it is good for 30 minutes. Open the letter and press “It is me: link it”. This page will know.',
    linked: 'The address is linked',
    joined: 'Thanks: both conversations will be joined',
    elsewhere: 'Proven. It was used elsewhere too; the conversations stay apart for now',
    over: 'The link has expired; send another',
    bad_request: 'Enter a valid e-mail address',
    rate_limited: 'Too often; please try again later',
    no_account: 'E-mail can’t be sent at the moment; link a phone instead',
    proof_needed: 'The address is yours, but not the other side’s',
    failed: 'It can’t be sent at the moment; please try again later',
    shut: 'Close',
  },
);
/** What a refusal is called here; every other is `failed`. */
const KNOWN = ['bad_request', 'rate_limited', 'no_account', 'proof_needed'] as const;
/** The letter is opened elsewhere: so often it is asked whether it was. */
const LOOK_MS = 3_000;

/** Opens it over the conversation. `question`: the one of 是您吗？ that a yes is proven for. */
export function linkEmail(tools: SheetTools, view: View, question = ''): void {
  const say = speaker(table, tools.language);
  const { node: note, tell } = makeNote();
  let looking: ReturnType<typeof setInterval> | undefined;
  const email = make('input', { type: 'email', autocomplete: 'email', maxlength: 254, placeholder: say('hint') });
  const get = make('button', { type: 'submit', class: 'solid' }, say('get'));
  const wait = countdown(get, { again: () => say('again'), waits: (n) => say('waits', { n }) });
  const still = () => clearInterval(looking);
  const words = { title: say('title'), lead: say(question === '' ? 'lead' : 'question'), shut: say('shut') };
  const sheet = openSheet(view, words, () => {
    still();
    wait.stop();
  });
  const refuse = ({ code }: Given) => tell(say(KNOWN.find((one) => one === code) ?? 'failed'), true);
  const look = async () => {
    const { link } = (await lookUp(tools, '/v1/me/email/link')) as Partial<EmailStanding>;
    if (!link || link.state === 'sent' || !sheet.place.isConnected) return;
    still();
    if (link.state === 'over') return tell(say('over'), true);
    if (question !== '') {
      const refused = await answerAlike(tools, question, 'yes');
      void askAlike(tools, view);
      if (refused) return refuse(refused);
    } else if (link.state === 'elsewhere') {
      void askAlike(tools, view);
      return tell(say('elsewhere'));
    }
    wait.stop();
    form.replaceChildren(make('p', { role: 'status' }, say(question === '' ? 'linked' : 'joined')));
    sheet.shut.focus();
  };
  const asked = async () => {
    set(get, 'disabled', true);
    tell('');
    still();
    const { door } = await tools.talking();
    const given = { email: email.value, language: tools.language() };
    const answer: Given = await door.call('/v1/me/email/link', given);
    set(get, 'disabled', false);
    if (!answer.ok) {
      refuse(answer);
      return email.focus();
    }
    wait.from(Number(answer.waitMs));
    tell(say('sent'));
    looking = setInterval(() => void look(), LOOK_MS);
  };
  const form = make(
    'form',
    {
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        if (!get.disabled) void asked();
      },
    },
    make('label', {}, say('email'), email),
    note,
    get,
  );
  sheet.place.append(form);
  email.focus();
}
