/** The robot's own sentences around a dialog; what a flow asks and tells stands in the flow. */
import type { Language } from '../../../shared/knowledge.ts';

const sentences = {
  back: { zh: '回到刚才的“{title}”：', en: 'Back to “{title}”: ' },
  left: {
    zh: '好的，“{title}”已取消，没有提交任何内容。还有别的可以帮您吗？',
    en: 'All right, I have stopped “{title}”; nothing was submitted. Anything else?',
  },
  changed: { zh: '好的，{label}已改为 {value}。', en: 'All right, {label} is now {value}. ' },
  which: {
    zh: '好的，还没有提交。要改哪一项？也可以直接说新的内容，或者取消。',
    en: 'All right, nothing has been submitted. What shall I change? You may also say the new value, or cancel.',
  },
  confirmHelp: {
    zh: '请确认是否提交：回复“是”提交，回复“修改”更改内容，回复“取消”放弃。',
    en: 'Please say “yes” to submit, “change” to correct something, or “cancel”.',
  },
  phone: {
    zh: '这像是手机号。{ask}如果它就是订单号，请再发一次。',
    en: 'This looks like a phone number. {ask} If it is the order number, please send it again.',
  },
  offers: {
    zh: '回复序号或订单号后四位即可，也可以直接发别的订单号。',
    en: ' Reply with its place or the last four digits, or send another order number.',
  },
  looking: { zh: '正在查询，请稍等。', en: 'I am looking it up, one moment please.' },
  submitting: {
    zh: '“{title}”正在提交，请稍等，不用重复提交。',
    en: '“{title}” is being submitted. One moment please; there is no need to send it again.',
  },
  unsure: {
    zh: '抱歉，公司系统没有及时回应，“{title}”可能已经提交。请不要重复提交，由人工客服为您核实。',
    en: 'Sorry, the company’s system did not answer in time. “{title}” may have been submitted already: please don’t submit it again. One of our people will check.',
  },
  failed: {
    zh: '抱歉，“{title}”没有办成。',
    en: 'Sorry, “{title}” did not work out.',
  },
  wrong: {
    zh: '这个{label}没有通过核对，请检查后再发一次。',
    en: 'The {label} did not pass the check. Please look again and send it once more.',
  },
  pause: {
    zh: '好的，您慢慢来，好了直接回复我就行。',
    en: 'All right, take your time and reply when you are ready.',
  },
  signIn: {
    zh: '办理“{title}”要先确认您的身份，请先登录。登录后回复“继续”就接着办，您说过的内容都还在；不方便登录的话可以转人工。',
    en: 'For “{title}” I need to know who you are, so please sign in first. Then reply “continue” and we go on; what you told me is kept. If you can’t sign in, ask for a person.',
  },
  resume: { zh: '刚才的“{title}”还没办完，要继续吗？', en: '“{title}” is not finished yet. Shall we go on with it?' },
  dropped: { zh: '好的，不再继续“{title}”。', en: 'All right, I have dropped “{title}”.' },
  lose: {
    zh: '您还有几件事没办完，开始“{title}”会放弃“{lost}”里已填的内容。要开始吗？',
    en: 'Several things are unfinished. Starting “{title}” gives up what you filled in for “{lost}”. Shall I start?',
  },
  thanks: { zh: '不客气。', en: 'You are welcome. ' },
  hello: { zh: '您好，我在。', en: 'Hello, I am here. ' },
  bye: { zh: '好的，您随时可以回来接着办。', en: 'All right, you can come back to it at any time. ' },
  picture: { zh: '图片收到了，不过这一步需要文字。', en: 'I got the picture, but this step needs words. ' },
} as const satisfies Record<string, Record<Language, string>>;

const labels = {
  yes: { zh: '确认提交', en: 'Yes, submit' },
  change: { zh: '修改', en: 'Change something' },
  cancel: { zh: '取消', en: 'Cancel' },
  skip: { zh: '跳过', en: 'Skip' },
  pause: {
    zh: '好的，您慢慢来，好了直接回复我就行。',
    en: 'All right, take your time and reply when you are ready.',
  },
  resume: { zh: '继续办理', en: 'Go on' },
  drop: { zh: '不用了', en: 'No, drop it' },
  start: { zh: '开始', en: 'Start' },
  stay: { zh: '先不开始', en: 'Not now' },
} as const satisfies Record<string, Record<Language, string>>;

export type FlowWords = keyof typeof sentences;
export type FlowLabel = keyof typeof labels;

/** A sentence of the robot's own with its places filled. */
export function words(name: FlowWords, language: Language, places: Record<string, string> = {}): string {
  return sentences[name][language].replace(/\{([a-z]+)\}/gu, (_whole, place: string) => places[place] ?? '');
}

export function label(name: FlowLabel, language: Language): string {
  return labels[name][language];
}
