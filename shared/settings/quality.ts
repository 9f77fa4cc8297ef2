/** 质检: what every encounter is checked for by itself, which ones people look at, and the sheet they score by. */
import * as v from 'valibot';

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/u, 'lower-case letters, digits and hyphens'));
const label = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(100));
const days = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(365));

/** What is checked in every encounter an agent served. */
export const checkNames = [
  'first-answer-late',
  'answer-late',
  'watchword',
  'promise',
  'unanswered-close',
  'unresolved-close',
  'low-rating',
  'no-summary',
] as const;
export const checkName = v.picklist(checkNames);
export type CheckName = v.InferOutput<typeof checkName>;

export const quality = v.strictObject({
  checks: v.strictObject({
    /** The first human word, and every later one, at the latest after so long (seconds). */
    firstAnswerS: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3600)),
    answerS: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(24 * 3600)),
    /** Words that promise: “保证”, “一定退”; found as watchwords are. */
    promises: v.pipe(v.array(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40))), v.maxLength(200)),
    /** A rating up to this counts as low. */
    lowRating: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5)),
    /** Checks that are off. */
    off: v.pipe(v.array(checkName), v.maxLength(checkNames.length)),
  }),
  sampling: v.strictObject({
    /** Per cent of the encounters of agents who serve for less than `newDays`, and of all others. */
    newShare: share,
    newDays: days,
    share,
    /** Looked at whatever the share says: encounters with one of these findings. */
    always: v.pipe(v.array(checkName), v.maxLength(checkNames.length)),
  }),
  /** The sheet: points add up to 100; failing a fatal item makes the whole score 0. */
  sheet: v.pipe(
    v.array(
      v.strictObject({
        id,
        zh: label,
        en: label,
        points: v.pipe(v.number(), v.integer(), v.minValue(1)),
        fatal: v.boolean(),
      }),
    ),
    v.minLength(1),
    v.maxLength(30),
    v.check((items) => new Set(items.map((one) => one.id)).size === items.length, 'every id once'),
    v.check((items) => items.reduce((sum, one) => sum + one.points, 0) === 100, 'the points add up to 100'),
  ),
  /** An agent may appeal so long after the review. */
  appealDays: days,
});
export type QualitySettings = v.InferOutput<typeof quality>;

export const usualQuality: QualitySettings = {
  checks: {
    firstAnswerS: 30,
    answerS: 180,
    promises: ['保证', '肯定能', '一定能', '绝对', '包退', '包赔', '我担保', 'guarantee', 'i promise'],
    lowRating: 2,
    off: [],
  },
  sampling: { newShare: 50, newDays: 30, share: 15, always: ['watchword', 'low-rating'] },
  sheet: [
    { id: 'greeting', zh: '开场与称呼得体', en: 'Opens and addresses well', points: 10, fatal: false },
    {
      id: 'understanding',
      zh: '准确理解诉求，不让客户重复',
      en: 'Understands; the customer repeats nothing',
      points: 25,
      fatal: false,
    },
    {
      id: 'solution',
      zh: '方案正确、完整、有时限',
      en: 'The solution is right, whole, dated',
      points: 35,
      fatal: false,
    },
    { id: 'manner', zh: '语气耐心，不推诿', en: 'Patient, passes nothing off', points: 20, fatal: false },
    {
      id: 'rules',
      zh: '合规：不承诺、不泄密、不引导站外',
      en: 'Keeps the rules: no promise, no leak, nobody led away',
      points: 10,
      fatal: true,
    },
  ],
  appealDays: 7,
};
