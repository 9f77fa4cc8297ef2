/** How the desk shares work out: skills, groups, service classes, who can what, and the times of every lease. Times are milliseconds. */
import * as v from 'valibot';
import { channelName } from '../message.ts';

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/u, 'lower case letters, digits and hyphens'));
const login = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const label = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40));
const called = { id, zh: label, en: label };
const ms = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const units = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(200));
const listOf = <Item extends v.GenericSchema>(item: Item, most: number) => v.pipe(v.array(item), v.maxLength(most));
const HOUR_MS = 3_600_000;

/**
 * 分配规则: what decides among those who may take a piece of work. `last` who served them last (优先上次接待人), `owner` who looks
 * after them (优先归属人), `even` who was not much busier of late, `skill` the highest level, `count` who holds the fewest (按接待数),
 * `rate` the largest free share (按空闲率), `specialist` the fewest other skills, `turn` who was given nothing the longest (轮流).
 */
export const criterion = v.picklist(['last', 'owner', 'even', 'skill', 'count', 'rate', 'specialist', 'turn']);
export type Criterion = v.InferOutput<typeof criterion>;
export const usualChoice: readonly Criterion[] = ['last', 'owner', 'even', 'skill', 'rate', 'specialist', 'turn'];

/** What work may ask of people. One that is not required gives way after `relaxMs` of waiting. */
export const skill = v.strictObject({ ...called, required: v.boolean(), relaxMs: ms(0, 24 * HOUR_MS) });

/** 技能组: its people, the skills whose sessions come to it, and where they go when it is full. */
export const group = v.strictObject({
  ...called,
  skills: listOf(id, 50),
  /** Logins. */
  members: listOf(login, 500),
  /** Waiting so long they may also go to that group. */
  overflow: v.nullable(v.strictObject({ afterMs: ms(0, 24 * HOUR_MS), to: id })),
  /** 紧急接待人: asked when nobody of the group is free for `emergencyMs`. */
  emergency: listOf(login, 50),
  emergencyMs: ms(0, 24 * HOUR_MS),
  /** 满负荷规则: when all its people are full, work waits to be taken by hand (未接入池), emergency agents are asked, or it is shared out among them, at most `beyond` units above the capacity of each (组内分摊). */
  full: v.optional(v.picklist(['pool', 'emergency', 'share']), 'emergency'),
  beyond: v.optional(units, 1),
  /** The calendar of its business time; null: the desk's. */
  calendar: v.nullable(v.string()),
});

/** A promise of how soon a person answers. The first class a session fits is its own; an empty list fits all. */
export const serviceClass = v.strictObject({
  ...called,
  targetMs: ms(1_000, 7 * 24 * HOUR_MS),
  /** How much a delay of a whole target weighs beside other classes. */
  weight: v.pipe(v.number(), v.minValue(0.1), v.maxValue(100)),
  urgent: v.boolean(),
  levels: listOf(v.pipe(v.string(), v.maxLength(40)), 20),
  channels: listOf(channelName, 6),
  groups: listOf(id, 100),
});

/** What a member can. Who has no profile and stands in no group can everything. */
export const profile = v.strictObject({
  member: login,
  /** Level 1–5. */
  skills: listOf(v.strictObject({ id, level: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5)) }), 100),
  /** Language tags; empty: all. */
  languages: listOf(v.pipe(v.string(), v.minLength(2), v.maxLength(10)), 20),
  /** Empty: all. */
  channels: listOf(channelName, 6),
  /** 接待上限 in units; null: the desk's. */
  capacity: v.nullable(units),
  /** 自动接待, or asked each time; null: as the desk. */
  assign: v.nullable(v.picklist(['auto', 'offer'])),
});

export const desk = v.strictObject({
  skills: listOf(skill, 100),
  groups: listOf(group, 100),
  classes: listOf(serviceClass, 20),
  /** Membership levels as the company's sign-in names them, with their tier: 0 everybody, higher first. */
  levels: listOf(
    v.strictObject({
      level: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40)),
      tier: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9)),
    }),
    20,
  ),
  profiles: listOf(profile, 500),
  /** The order of choice; what is left out decides nothing. Who is known and stands at its front is waited for. */
  choice: v.optional(
    v.pipe(
      v.array(criterion),
      v.maxLength(8),
      v.check((list) => new Set(list).size === list.length, 'each once'),
    ),
    [...usualChoice],
  ),
  /** 自动接待: a session is with the agent at once; or it is offered and accepted. */
  assign: v.picklist(['auto', 'offer']),
  offerMs: ms(5_000, 300_000),
  /** Who took a session says something within this time, or it goes on to the next. 0: no such time. */
  firstAnswerMs: ms(0, HOUR_MS),
  /** So many missed in a row send the agent on a break. 0: never. */
  missed: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(20)),
  /** 话后整理 after each closed session. */
  wrapUpMs: ms(0, HOUR_MS),
  /** A lost connection is forgiven so long. */
  awayMs: ms(3_000, 60_000),
  /** So long a customer waits for the person they know (熟客) before anybody may take them. */
  preferredMs: ms(0, HOUR_MS),
  /** A group a session was transferred to has so long to take it; then it goes back to the giver. */
  transferMs: ms(10_000, HOUR_MS),
  /** 响应超时提醒: a customer who waits so long for the agent's next word is shown as soon late, and as late, with a bell. 0: never. */
  replySoonMs: v.optional(ms(0, HOUR_MS), 60_000),
  replyLateMs: v.optional(ms(0, HOUR_MS), 100_000),
  /** 接待上限 in units where a profile names none. */
  capacity: units,
  /** Tickets at once, beside sessions, in units. */
  ticketCapacity: units,
  /** What a piece of work takes of it. */
  units: v.strictObject({ session: units, phone: units, ticket: units }),
  /** Reasons of 小休. */
  breaks: listOf(v.strictObject(called), 20),
  /** The calendar of business time; null: always open while somebody is on duty. */
  calendar: v.nullable(v.string()),
});
export type DeskSettings = v.InferOutput<typeof desk>;
export type Group = v.InferOutput<typeof group>;
export type ServiceClass = v.InferOutput<typeof serviceClass>;
export type Profile = v.InferOutput<typeof profile>;

/** Everybody can everything, eight at once, urgent before normal. */
export const emptyDesk: DeskSettings = {
  skills: [],
  groups: [],
  classes: [],
  levels: [],
  profiles: [],
  choice: [...usualChoice],
  assign: 'auto',
  offerMs: 20_000,
  firstAnswerMs: 60_000,
  missed: 3,
  wrapUpMs: 0,
  awayMs: 12_000,
  preferredMs: 0,
  transferMs: 60_000,
  replySoonMs: 60_000,
  replyLateMs: 100_000,
  capacity: 8,
  ticketCapacity: 20,
  units: { session: 1, phone: 4, ticket: 1 },
  breaks: [
    { id: 'rest', zh: '休息', en: 'Rest' },
    { id: 'meal', zh: '用餐', en: 'Meal' },
    { id: 'meeting', zh: '会议', en: 'Meeting' },
    { id: 'training', zh: '培训', en: 'Training' },
  ],
  calendar: null,
};

const optional = (skillId: string, zh: string, en: string) => ({
  ...{ id: skillId, zh, en, required: false, relaxMs: 60_000 },
});
const groupOf = (given: Pick<Group, 'id' | 'zh' | 'en' | 'skills' | 'members'> & Partial<Group>): Group => ({
  ...{ overflow: null, emergency: ['zhaomin'], emergencyMs: 60_000, full: 'emergency', beyond: 1, calendar: null },
  ...given,
});
const knows = (levels: Record<string, number>) => Object.entries(levels).map(([one, level]) => ({ id: one, level }));
const anyClass = { urgent: false, levels: [], channels: [], groups: [] };

/** The demo shop's people and groups; whoever signs in first is able to serve all of it. */
export const demoDesk: DeskSettings = {
  ...emptyDesk,
  skills: [
    optional('presale', '售前咨询', 'Before buying'),
    optional('logistics', '物流', 'Delivery'),
    optional('aftersales', '售后', 'After-sales'),
    optional('member', '会员', 'Membership'),
    optional('invoice', '发票', 'Invoices'),
    optional('finance', '支付与金融', 'Payment and finance'),
    optional('internet', '宽带与网络', 'Internet'),
    optional('general', '综合', 'General'),
  ],
  groups: [
    groupOf({
      ...{ id: 'presale', zh: '售前组', en: 'Sales', skills: ['presale', 'member', 'internet', 'general'] },
      ...{ members: ['wangqing'], overflow: { afterMs: 30_000, to: 'aftersales' } },
    }),
    groupOf({
      ...{ id: 'aftersales', zh: '售后组', en: 'After-sales', skills: ['aftersales', 'logistics'] },
      ...{ members: ['wangqing', 'liming'], overflow: { afterMs: 60_000, to: 'presale' } },
    }),
    groupOf({
      ...{ id: 'finance', zh: '财务组', en: 'Finance', skills: ['finance', 'invoice'] },
      ...{ members: ['liming', 'wangqing'] },
    }),
  ],
  classes: [
    { ...anyClass, id: 'urgent', zh: '紧急', en: 'Urgent', targetMs: 30_000, weight: 8, urgent: true },
    { ...anyClass, id: 'vip', zh: 'VIP', en: 'VIP', targetMs: 60_000, weight: 4, levels: ['金卡', '铂金'] },
    { ...anyClass, id: 'standard', zh: '标准', en: 'Standard', targetMs: 120_000, weight: 2, channels: [] },
  ],
  levels: [
    { level: '银卡', tier: 1 },
    { level: '金卡', tier: 2 },
    { level: '铂金', tier: 3 },
  ],
  profiles: [
    {
      ...{ member: 'wangqing', languages: ['zh', 'en'], channels: [], capacity: 8, assign: null },
      skills: knows({
        presale: 5,
        member: 4,
        aftersales: 4,
        logistics: 4,
        general: 4,
        internet: 3,
        invoice: 3,
        finance: 2,
      }),
    },
    {
      ...{ member: 'liming', languages: ['zh'], channels: [], capacity: 6, assign: null },
      skills: knows({ finance: 5, invoice: 5, aftersales: 4, logistics: 4, general: 3, member: 2 }),
    },
    {
      ...{ member: 'zhaomin', languages: ['zh', 'en'], channels: [], capacity: 4, assign: 'offer' },
      skills: knows({
        aftersales: 5,
        finance: 4,
        presale: 4,
        general: 5,
        logistics: 5,
        member: 5,
        invoice: 4,
        internet: 4,
      }),
    },
  ],
  firstAnswerMs: 120_000,
  preferredMs: 10_000,
};
