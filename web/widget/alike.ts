/** 是您吗？: one quiet card over the conversation of whoever is signed in. Fetched when there is something to ask. */
import type { AlikeQuestion } from '../../shared/alike.ts';
import { speaker, words, type Language } from '../client/words.ts';
import { make, set, wear } from './dom.ts';
import { lookUp } from './look-up.ts';
import css from './alike.css';
import type { Given, SheetTools } from './sheet.ts';
import type { View } from './view.ts';

const table = words(
  {
    ask: '是您吗？',
    join: '、',
    somewhere: '其他渠道',
    number: '{number} 在{where}的咨询',
    same: '用同一个号码在{where}的咨询',
    email: '用同一个邮箱在{where}的咨询',
    device: '以前在同一个浏览器上的咨询（手机尾号 {number}）',
    words: '登录前，这里有人说过：',
    whose: '上面这段话是您说的吗？',
    mine: '是我说的',
    notMine: '不是我说的',
    whyWords: '是您说的，就接到您的对话里，不用再说一遍。',
    why: '如果是您，两边的对话会接成一条，不用再重复说。',
    whyCode: '如果是您，两边的对话会接成一条。需要用那个手机号收一次验证码。',
    whyLink: '如果是您，两边的对话会接成一条。需要在那个邮箱里点一次确认链接。',
    yes: '是我',
    no: '不是我',
    later: '以后再说',
    noSure: '不是您？以后不再问这一条，两边的对话各自分开。',
    noYes: '确定不是我',
    back: '返回',
    joined: '已确认，两边的对话会接到一起',
    apart: '知道了，不会再问',
    failed: '现在不行，请稍后再试',
  },
  {
    ask: 'Is that you?',
    join: ', ',
    somewhere: 'another channel',
    number: '{number} on {where}',
    same: 'The same number on {where}',
    email: 'The same e-mail address on {where}',
    device: 'Somebody asked from the same browser (number ending in {number})',
    words: 'Before you signed in, somebody said here:',
    whose: 'Did you say this?',
    mine: 'Yes, I did',
    notMine: 'It wasn’t me',
    whyWords: 'If so, it goes into your conversation, and you needn’t say it again.',
    why: 'If so, both conversations become one, and you needn’t say anything twice.',
    whyCode: 'If so, both conversations become one. It takes a code sent to that number.',
    whyLink: 'If so, both conversations become one. It takes a link sent to that address.',
    yes: 'Yes, me',
    no: 'Not me',
    later: 'Later',
    noSure: 'Not you? We won’t ask about it again, and the conversations stay apart.',
    noYes: 'It isn’t me',
    back: 'Back',
    joined: 'Thanks: both conversations will be joined',
    apart: 'All right, we won’t ask again',
    failed: 'Not now; please try again later',
  },
);
/** Said here too: shared with the open conversation they would be a file of their own, which everybody fetches. */
const CHANNELS: Record<Language, Record<AlikeQuestion['channels'][number], string>> = {
  zh: { web: '网页', app: 'APP', miniprogram: '小程序', wechat: '公众号', sms: '短信', phone: '电话' },
  en: { web: 'Website', app: 'App', miniprogram: 'Mini-program', wechat: 'WeChat', sms: 'SMS', phone: 'Phone' },
};
/** So long what was answered stands before the next question comes. */
const TOLD_MS = 6_000;

/** The person's word; answers the refusal, or null where it was taken. */
export async function answerAlike(
  { talking }: SheetTools,
  question: string,
  answer: 'yes' | 'no' | 'later',
): Promise<Given | null> {
  const { door } = await talking();
  const given = await door.call('/v1/me/alike', { question, answer });
  return given.ok || given.code === 'not_found' ? null : given;
}

/** Asks the first question that wasn't put off; takes the card away where there is none. */
export async function askAlike(tools: SheetTools, view: View): Promise<void> {
  const { questions } = (await lookUp(tools, '/v1/me/alike')) as { questions?: AlikeQuestion[] };
  const question = questions?.find(({ later }) => later === null);
  const room = view.bar.parentElement;
  const before = room?.querySelector<HTMLElement>('.alike');
  if (!question) return before?.remove();
  if (before?.dataset['question'] === question.id + question.proof) return;
  before?.remove();
  const place = card(question, tools, view);
  view.bar.after(place);
  wear(place, css);
}

function card(question: AlikeQuestion, tools: SheetTools, view: View): HTMLElement {
  const say = speaker(table, tools.language);
  const { id, proof, common, said } = question;
  const isWords = said.length > 0;
  const asks = say(isWords ? 'whose' : 'ask');
  const place = make('section', { class: 'alike', 'aria-label': asks });
  place.dataset['question'] = id + proof;
  const leave = () => {
    if (place.contains(focusIn(place))) view.input.focus();
    place.remove();
  };
  const told = (word: 'joined' | 'apart' | 'failed') => {
    const held = place.contains(focusIn(place));
    place.replaceChildren(make('p', { role: 'status' }, say(word)));
    if (held) view.input.focus();
    setTimeout(() => {
      if (word === 'failed') draw();
      else if (place.isConnected) {
        place.remove();
        void askAlike(tools, view);
      }
    }, TOLD_MS);
  };
  const answer = async (word: 'yes' | 'no' | 'later') => {
    for (const one of place.querySelectorAll('button')) set(one, 'disabled', true);
    const refused = await answerAlike(tools, id, word);
    if (refused) return told('failed');
    if (word === 'later') leave();
    else told(word === 'yes' ? 'joined' : 'apart');
  };
  const yes = () => {
    if (proof === 'given') return void answer('yes');
    if (common === 'email') void import('./email.ts').then(({ linkEmail }) => linkEmail(tools, view, id));
    else void import('./phone.ts').then(({ linkPhone }) => linkPhone(tools, view, id));
  };
  const button = (
    word: 'yes' | 'no' | 'later' | 'noYes' | 'back' | 'mine' | 'notMine',
    onclick: () => void,
    kind = 'plain',
  ) => make('button', { type: 'button', class: kind, onclick }, say(word));
  const sure = () => {
    const back = button('back', () => draw(true));
    place.replaceChildren(
      make('p', {}, say('noSure')),
      make(
        'div',
        { class: 'alike-acts' },
        button('noYes', () => void answer('no')),
        back,
      ),
    );
    back.focus();
  };
  const draw = (focus = false) => {
    const no = button(isWords ? 'notMine' : 'no', sure);
    const why = proof === 'given' ? 'why' : common === 'email' ? 'whyLink' : 'whyCode';
    const about = isWords
      ? [make('p', {}, say('words')), ...said.map((one) => make('blockquote', {}, one)), make('h3', {}, asks)]
      : [make('h3', {}, asks), make('p', {}, aboutOf(question, tools.language()))];
    place.replaceChildren(
      ...about,
      make('p', { class: 'soft' }, say(isWords ? 'whyWords' : why)),
      make(
        'div',
        { class: 'alike-acts' },
        button(isWords ? 'mine' : 'yes', yes, 'solid'),
        no,
        button('later', () => void answer('later')),
      ),
    );
    if (focus) no.focus();
  };
  draw();
  return place;
}

/** What it is about: `138****1234 在小程序、短信的咨询`. */
function aboutOf({ common, number, channels }: AlikeQuestion, language: Language): string {
  const say = speaker(table, () => language);
  const where = channels.map((one) => CHANNELS[language][one]).join(say('join')) || say('somewhere');
  if (common === 'email') return say('email', { where });
  if (common === 'device') return say('device', { where, number: (number ?? '').slice(-2) });
  return number === null ? say('same', { where }) : say('number', { where, number });
}

/** What has the focus where this stands. */
function focusIn(within: Node): Element | null {
  const root = within.getRootNode();
  return root instanceof ShadowRoot ? root.activeElement : document.activeElement;
}
