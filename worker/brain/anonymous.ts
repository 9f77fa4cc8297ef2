/** A question freed of what names a person, before it leaves the customer's own line for the editors' eyes. */
import { QUESTION_LIMIT } from '../../shared/knowledge.ts';
import { withoutSecrets } from './signals.ts';

/** Surnames, so that “我叫…” and “姓…” end where the name does. */
const NAME = '[\\p{Script=Han}]{1,4}?(?=[，,。.!！?？\\s；;、的在想要有是了和吗]|$)';

/** A street or housing estate with a number; the town before it goes along. */
const ADDRESS =
  /(?:\p{Script=Han}{2,6}(?:省|自治区))?(?:\p{Script=Han}{2,6}市)?(?:\p{Script=Han}{1,6}[区县])?\p{Script=Han}{1,8}(?:路|街道?|大道|巷|弄|小区|村|镇|苑|花园)(?:\d{1,5}(?:号院?|号楼|弄|栋|幢|楼|单元|室|层|座|房)?)+/gu;

const CUTS: readonly (readonly [RegExp, string])[] = [
  [/[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/gu, '[邮箱]'],
  [/https?:\/\/\S+|www\.\S+/giu, '[链接]'],
  [/(?:微信号?|vx|wx|v信|qq号?|wechat(?: id)?)[:：是\s]*[A-Za-z0-9_-]{5,20}/giu, '[账号]'],
  // A phone number, an order number, a parcel's number: long runs of digits, or of letters and digits.
  [/(?:\+|00)?\d(?:[ -]?\d){5,}/gu, '[号码]'],
  [/\b(?=(?:[A-Za-z-]*\d){4})[A-Za-z0-9]{2,}[A-Za-z0-9-]{5,}\b/gu, '[号码]'],
  [ADDRESS, '[地址]'],
  [
    new RegExp(
      `(我叫|我的名字叫?|名字是|我是叫|收件人(?:是|叫|姓名)?|收货人(?:是|叫|姓名)?|联系人(?:是|叫)?|姓名[:：是]?)\\s*[:：]?${NAME}`,
      'gu',
    ),
    '$1[姓名]',
  ],
  [/(我姓|免贵姓|本人姓)[\p{Script=Han}]{1,2}/gu, '$1[姓名]'],
  [/[\p{Script=Han}]{1,2}(先生|女士|小姐|老师)(?=[，,。.!！?？\s]|$)/gu, '[姓名]$1'],
  [/\b(my name is|i am called|this is|name:)\s+[A-Z][\p{L}'-]+(?:\s+[A-Z][\p{L}'-]+)?/giu, '$1 [name]'],
  [/\b(Mr|Mrs|Ms|Miss|Dr)\.?\s+[A-Z][\p{L}'-]+/gu, '$1 [name]'],
];

/** The text without secrets, addresses, numbers and names; at most a question long. Empty when nothing is left of it. */
export function anonymous(text: string): string {
  // Longer is no question; the rest would only cost time.
  let kept = withoutSecrets(text.slice(0, 4 * QUESTION_LIMIT));
  for (const [pattern, mark] of CUTS) kept = kept.replace(pattern, mark);
  const short = kept.replace(/\s+/gu, ' ').trim().slice(0, QUESTION_LIMIT).trim();
  return /[\p{L}\p{N}]/u.test(short.replace(/\[[^\]]*\]/gu, '')) ? short : '';
}
