/** People for whom a person comes first (5.1.3): old people and minors, by their own word or a relative's. */
import type { Care } from '../../shared/line.ts';
import { normalise } from './words.ts';

const ELDER_AGE = 65;
const ADULT_AGE = 18;

const OLD_RELATIVE =
  '(?:我|俺|家里|家)?(?:爸爸?|妈妈?|父亲|母亲|爷爷|奶奶|外公|外婆|姥姥|姥爷|婆婆|公公|老人|老人家|老爷子|老太太|老伴)';
const HELPLESS =
  '(?:不会(?:弄|用|操作|搞|点|看|打字|填|上网|玩)|不懂|弄不(?:来|懂|明白|好)|搞不(?:来|懂|明白|定)|看不(?:清|懂|见|明白)|学不会|操作不(?:了|来)|眼睛?不好|眼花|耳朵?(?:不好|背)|听不清)';

const ELDER: readonly RegExp[] = [
  /(?:我|俺|本人)(?:们)?(?:都|已经)?(?:是|这个)?(?:一个|个)?(?:老人|老年人|老头|老太|退休老|高龄|老大爷|老大妈)(?!机|鞋|车|卡|证)/u,
  /(?:我|俺|本人)?(?:年纪|年龄|岁数)(?:都|已经|比较|太|很|有点|也)?(?:大|老)了?/u,
  /老花眼|眼睛?花了|(?:我|俺)(?:不会用|不太会用|用不来|不会玩|不会弄)(?:智能)?手机/u,
  new RegExp(`${OLD_RELATIVE}.{0,10}${HELPLESS}`, 'u'),
  new RegExp(`${HELPLESS}.{0,6}${OLD_RELATIVE}`, 'u'),
];
const MINOR: readonly RegExp[] = [
  /(?:我|俺)(?:还|就|只|才|现在)?(?:是|上|读|念)(?:一?个|一?名)?(?:小学|初中|中学|高[一二三]|初[一二三]|[一二三四五六]年级)/u,
  /(?:我|俺)(?:还|就)?是(?:一?个|一?名)?(?:小孩子?|小朋友|未成年|学生仔|孩子)/u,
  /(?:我|俺)(?:还|都)?(?:没|未|没有)(?:有)?(?:满)?(?:十八|18)岁?|我(?:还)?(?:没|未)成年/u,
];
const ELDER_ENGLISH =
  /\bi (?:am|m) (?:an? )?(?:very )?(?:elderly|old (?:man|woman|person|lady)|senior(?: citizen)?|too old for)\b|\bmy (?:mother|mom|mum|father|dad|grandmother|grandma|grandfather|grandpa|parents)\b.{0,40}\b(?:can t|cannot|doesn t know|don t know|struggles|unable)\b|\bi (?:can t|cannot) see (?:the|these|this|it) (?:well|letters|text|screen)\b/u;
const MINOR_ENGLISH =
  /\bi (?:am|m) (?:an? |still )?(?:kid|child|minor|little boy|little girl|schoolboy|schoolgirl|under ?age|under 18)\b|\bi (?:am|m) in (?:primary|elementary|middle) school\b/u;

/** The care group the words name, if any. Ages count where somebody says their own, or a helpless relative's. */
export function careIn(text: string): Care | null {
  if (text.length > 400) return null;
  const plain = normalise(text);
  const chinese = plain.replace(/[\s,，。.!！]+/gu, '');
  const age = ageOf(chinese) ?? englishAge(plain);
  if (age !== null) {
    if (age >= ELDER_AGE && age < 120) return 'elder';
    if (age < ADULT_AGE && age > 4) return 'minor';
  }
  const english = plain.replace(/[^a-z0-9]+/gu, ' ');
  if (ELDER.some((one) => one.test(chinese)) || ELDER_ENGLISH.test(english)) return 'elder';
  if (MINOR.some((one) => one.test(chinese)) || MINOR_ENGLISH.test(english)) return 'minor';
  return null;
}

const OWN_AGE =
  /(?:我|俺|本人)(?:今年|现在|都|已经|才|只有|快|是个|是)*(\d{1,3}|[一二三四五六七八九十百]{1,4})(?:多|几)?(?:周)?岁/u;
const OWN_AGE_BARE = /(?:我|俺|本人)(?:今年|都|已经)+(\d{2})(?:多|几)?(?:了|$)/u;
const RELATIVE_AGE = new RegExp(
  `${OLD_RELATIVE}(?:今年|都|已经|快)*(\\d{2,3}|[六七八九]十[一二三四五六七八九]?)(?:多|几)?岁?(?:了)?.{0,12}${HELPLESS}`,
  'u',
);

function ageOf(chinese: string): number | null {
  const said = OWN_AGE.exec(chinese)?.[1] ?? OWN_AGE_BARE.exec(chinese)?.[1] ?? RELATIVE_AGE.exec(chinese)?.[1];
  return said === undefined ? null : numberOf(said);
}

function englishAge(plain: string): number | null {
  const said = /\bi(?:['’]m| am) (\d{1,3})(?: years? old| yrs? old| y ?o\b|$|[.!,])/u.exec(plain)?.[1];
  return said === undefined ? null : Number(said);
}

const DIGITS = '零一二三四五六七八九';

function numberOf(said: string): number {
  if (/^\d+$/u.test(said)) return Number(said);
  const [tens = '', ones = ''] = said.split('十');
  if (!said.includes('十')) return DIGITS.indexOf(said.charAt(0));
  return (tens === '' ? 1 : DIGITS.indexOf(tens)) * 10 + (ones === '' ? 0 : DIGITS.indexOf(ones));
}
