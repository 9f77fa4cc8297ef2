/** What is kept of a person beside what they said: the card's fields, tags, blocking, the trail. */
import * as v from 'valibot';

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/u, 'lower case letters, digits and hyphens'));
const label = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40));
const listOf = <Item extends v.GenericSchema>(item: Item, most: number) => v.pipe(v.array(item), v.maxLength(most));
const line = v.pipe(v.string(), v.trim(), v.maxLength(300));

/** One field of the card. A masked one is shown in part; whoever looks at the whole is written down. */
export const personField = v.strictObject({
  id: v.pipe(
    id,
    v.check((given) => given !== 'name', 'the name is always there'),
  ),
  zh: label,
  en: label,
  type: v.picklist(['text', 'long', 'choice', 'date', 'number']),
  /** What may be chosen; of a choice alone. */
  choices: listOf(label, 40),
  masked: v.boolean(),
});
export type PersonField = v.InferOutput<typeof personField>;

export const people = v.strictObject({
  fields: v.pipe(
    listOf(personField, 30),
    v.check((given) => new Set(given.map((one) => one.id)).size === given.length, 'an id stands there twice'),
  ),
  /** 客户标签 everybody uses. */
  tags: listOf(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(24)), 200),
  /** Tags beyond the list may be set. */
  free: v.boolean(),
  /** What a blocked person (黑名单) is told, once in an encounter. */
  blocked: v.strictObject({ zh: line, en: line }),
  /** 访客轨迹: sites may ask their visitors whether pages they look at are told. */
  trail: v.boolean(),
});
export type PeopleSettings = v.InferOutput<typeof people>;

const field = (given: Pick<PersonField, 'id' | 'zh' | 'en'> & Partial<PersonField>): PersonField => ({
  ...{ type: 'text', choices: [], masked: false },
  ...given,
});

export const usualPeople: PeopleSettings = {
  fields: [
    field({ id: 'company', zh: '公司', en: 'Company' }),
    field({ id: 'city', zh: '城市', en: 'City' }),
    field({ id: 'email', zh: '邮箱', en: 'Email', masked: true }),
    field({ id: 'birthday', zh: '生日', en: 'Birthday', type: 'date', masked: true }),
    field({ id: 'notes', zh: '备注', en: 'Notes', type: 'long' }),
  ],
  tags: ['潜在客户', '老客户', '企业客户', '重点关注'],
  free: true,
  blocked: {
    zh: '您的消息已收到并保存，目前暂不能为您安排人工接待。如需投诉或留言，请回复“投诉”和要说的话，我们会登记并在期限内答复您。',
    en: 'Your message was received and kept; no colleague can be arranged for you at present. To complain or leave a message, answer “complaint” and what you want to say: it is registered and answered in time.',
  },
  trail: false,
};

export const demoPeople: PeopleSettings = { ...usualPeople, trail: true };
