/** What a form before the first word (询前表单) asks, and what is wrong with an answer: the same on the page and at the gateway. Knows no schema. */

/** `topic` is a choice; `question` becomes the visitor's first word. */
export type AskedKind = 'name' | 'phone' | 'email' | 'order' | 'topic' | 'text' | 'question';

/** Longest answer, in characters. */
export const ANSWER_LIMITS: Record<AskedKind, number> = {
  ...{ name: 40, phone: 32, email: 254, order: 40, topic: 40, text: 200, question: 1000 },
};

/** Why an answer isn't taken, by the refusal's code; null: it is. */
export type AnswerFault = 'missing_fields' | 'too_long' | 'bad_phone' | 'bad_email' | 'bad_order' | 'bad_choice';

/** An answer as it is looked at: full width is as good as half, spaces around it are none. */
export const plainAnswer = (given: string): string => given.normalize('NFKC').trim();

/** `options`: what a topic may be. */
export function answerFault(
  { kind, required, options }: { kind: AskedKind; required: boolean; options: readonly { id: string }[] },
  given: string,
): AnswerFault | null {
  const value = plainAnswer(given);
  if (value === '') return required ? 'missing_fields' : null;
  if (value.length > ANSWER_LIMITS[kind]) return 'too_long';
  switch (kind) {
    case 'phone':
      return phoneOf(value) === '' ? 'bad_phone' : null;
    case 'email':
      return /^[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}$/iu.test(value) ? null : 'bad_email';
    case 'order':
      return /^[\w-]{4,40}$/u.test(value) && /\d/u.test(value) ? null : 'bad_order';
    case 'topic':
      return options.some(({ id }) => id === value) ? null : 'bad_choice';
    case 'name':
    case 'text':
    case 'question':
      return null;
  }
}

/** A number without what is written between its digits: a mobile, a landline with its area, or one with its country; empty: none. */
export function phoneOf(given: string): string {
  const bare = given.normalize('NFKC').replace(/[\s().-]/gu, '');
  const isNumber = /^(?:(?:\+?86)?1[3-9]\d{9}|0\d{2,3}\d{7,8}|(?:\+|00)[1-9]\d{6,14})$/u.test(bare);
  return isNumber && !/^(?:\+|00)86(?!1[3-9]\d{9}$|\d{9,11}$)/u.test(bare) ? bare : '';
}

/** Why an answer can't be sent there: it is no number and no e-mail address; null: it can. */
export function contactFault(given: string): 'bad_phone' | null {
  const asked = { required: true, options: [] };
  const isEither = (['phone', 'email'] as const).some((kind) => answerFault({ ...asked, kind }, given) === null);
  return isEither ? null : 'bad_phone';
}
