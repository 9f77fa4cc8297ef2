/** 提醒模板: what is told of which event in which words, by which templates, and to whom unasked. */
import * as v from 'valibot';
import { faultsOf } from '../reminders/faults.ts';
import { reminder, type Reminder } from '../reminders/template.ts';
import { lacks, usualReminders } from '../reminders/usual.ts';

const count = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const topic = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64));

export const reminders = v.pipe(
  v.strictObject({
    events: v.pipe(
      v.array(reminder),
      v.maxLength(60),
      v.check((given) => new Set(given.map(({ id }) => id)).size === given.length, 'an id stands there twice'),
    ),
    /** The hour of the day before an appointment, for whom no hour of their own is known (Asia/Shanghai). */
    hour: count(8, 21),
    /**
     * 主动告知: logistics goes out unasked to who asked about that order, or asked so often about these topics within so many days;
     * for everybody else it stands among their notices. Off: it goes out to everybody.
     */
    logistics: v.strictObject({
      on: v.boolean(),
      questions: count(1, 50),
      days: count(1, 365),
      topics: v.pipe(v.array(topic), v.minLength(1), v.maxLength(20)),
    }),
    /** Whoever asked in vain is told once the answer is published. */
    answers: v.boolean(),
    /** Who is in the VIP lane is offered a person after so many answers in vain; 0: as everybody else. */
    vipTries: count(0, 5),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { events } = dataset.value;
    const missing = lacks(events);
    if (missing !== '') addIssue({ message: missing });
    for (const [at, one] of events.entries())
      for (const { path, rule } of faultsOf(one)) addIssue({ message: `events.${at}.${path} (${one.id}): ${rule.en}` });
  }),
);
export type RemindersSettings = v.InferOutput<typeof reminders>;

export const usualRemindersSettings: RemindersSettings = {
  events: usualReminders.map((one) => structuredClone(one)),
  hour: 10,
  logistics: { on: true, questions: 3, days: 30, topics: ['logistics', 'delivery'] },
  answers: true,
  vipTries: 2,
};

const sms = (template: string, text: string, values: Record<string, string>) => ({ template, text, values });
const demoMappings: Record<string, Pick<Reminder, 'wechat' | 'sms'>> = {
  shipped: {
    wechat: {
      template: 'tmpl-logistics-update-0001',
      values: { character_string1: '{order}', thing2: '{title}', time3: '{at}' },
    },
    sms: sms('SMS_1000011', '您的订单${order}已由${carrier}发出，运单号${parcel}。', {
      ...{ order: '{order}', carrier: '{carrier}', parcel: '{parcel}' },
    }),
  },
  'refund-paid': {
    wechat: {
      template: 'tmpl-refund-progress-0001',
      values: { character_string1: '{order}', amount2: '{amount}', thing3: '{title}', time4: '{at}' },
    },
    sms: sms('SMS_1000012', '您的订单${order}已退款${amount}，原路退回。', { order: '{order}', amount: '{amount}' }),
  },
  'appointment-tomorrow': {
    wechat: {
      template: 'tmpl-appointment-0001',
      values: { thing1: '{what}', time2: '{time}', thing3: '{title}' },
    },
    sms: sms('SMS_1000013', '您预约的${what}将于${time}开始，请准时到场。', { what: '{what}', time: '{time}' }),
  },
  'appointment-soon': {
    wechat: {
      template: 'tmpl-appointment-0001',
      values: { thing1: '{what}', time2: '{time}', thing3: '{title}' },
    },
    sms: sms('SMS_1000013', '您预约的${what}将于${time}开始，请准时到场。', { what: '{what}', time: '{time}' }),
  },
};

/** A demo company's: the usual ones, some with the templates its accounts got approved. */
export const demoReminders: RemindersSettings = {
  ...usualRemindersSettings,
  events: usualReminders.map((one) => structuredClone({ ...one, ...demoMappings[one.id] })),
};
