/** 营销活动: the switch that holds all of them, the SMS templates carriers approved for offers, what an SMS costs, and how much leaves a minute. */
import * as v from 'valibot';
import type { OfferChannel } from '../campaign/campaign.ts';
import { OFFER_HOURS } from '../reach/quiet.ts';

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/u, 'lower case letters, digits and hyphens'));
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60));
const perMinute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000));
/** A full hour in China between which offers may leave at all. */
const hour = v.pipe(v.number(), v.integer(), v.minValue(OFFER_HOURS.from), v.maxValue(OFFER_HOURS.to));
const fen = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000));

/** How to refuse stands in the words themselves, as the carriers ask of every offer (拒收请回复R, Reply STOP). */
const HINT = /(?:拒收|退订)[^，。；]{0,6}(?:R|T|TD|N|退订)|STOP/iu;

/** A template as one account's carrier approved it: fixed words, no variables. `code` is the carrier's name of it; Twilio needs none. */
const form = v.strictObject({
  account: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  code: v.pipe(v.string(), v.trim(), v.maxLength(64)),
  text: v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1),
    v.maxLength(500),
    v.regex(/^[^{}]*$/u, 'an offer’s template has no variables'),
    v.regex(HINT, 'an offer says how to refuse it: 拒收请回复R, Reply STOP'),
  ),
});

/** A template of the marketing kind, in the form of each account that sends it. */
export const smsTemplate = v.strictObject({
  id,
  name,
  forms: v.pipe(
    v.array(form),
    v.minLength(1),
    v.maxLength(8),
    v.check(
      (given) => new Set(given.map(({ account }) => account)).size === given.length,
      'an account stands there twice',
    ),
  ),
});
export type SmsOfferTemplate = v.InferOutput<typeof smsTemplate>;

export const campaigns = v.strictObject({
  /** Nothing leaves for any campaign while it is on. */
  paused: v.boolean(),
  templates: v.pipe(
    v.array(smsTemplate),
    v.maxLength(100),
    v.check((given) => new Set(given.map((one) => one.id)).size === given.length, 'an id stands there twice'),
  ),
  /** Fen for one part of an SMS. */
  price: v.strictObject({ sms: fen }),
  /** Offers leave between these full hours in China, for all campaigns; narrower than 08:00–20:00, never wider. */
  hours: v.optional(
    v.pipe(
      v.strictObject({ from: hour, to: hour }),
      v.check(({ from, to }) => from < to, 'offers need an hour of the day to leave in'),
    ),
    OFFER_HOURS,
  ),
  /** So many offers a minute by each way, all campaigns together; 0: none. */
  budgets: v.strictObject({ sms: perMinute, miniprogram: perMinute, app: perMinute, web: perMinute }),
});
export type CampaignSettings = v.InferOutput<typeof campaigns>;
export type Budgets = Record<OfferChannel, number>;

export const usualCampaigns: CampaignSettings = {
  paused: false,
  templates: [],
  price: { sms: 5 },
  hours: OFFER_HOURS,
  budgets: { sms: 600, miniprogram: 1_000, app: 3_000, web: 6_000 },
};

/** A demo company's template, as its carriers approved it. */
export const demoCampaigns = (): CampaignSettings => {
  const text = '老朋友专享，母婴用品满 300 减 50，到 11 月 30 日。拒收请回复R';
  const forms = [
    { account: 'aliyun-1069', code: 'SMS_1000004', text },
    { account: 'tencent-1069', code: '2000004', text },
    {
      account: 'twilio-uk',
      code: '',
      text: '50 off 300 on everything for babies until 30 November. Reply STOP to end.',
    },
  ];
  return { ...usualCampaigns, templates: [{ id: 'baby-50', name: '母婴满 300 减 50', forms }] };
};
