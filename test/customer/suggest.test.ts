/** Suggestions for the colleague who serves: published answers, a model's draft where one may help, and nothing sent by either. */
import { env } from 'cloudflare:workers';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { Customer } from '../../worker/customer/object.ts';
import { knock, post, refusalIn } from '../hall/knock.ts';
import { withBindings } from './broken.ts';
import { customer, freshPerson, rows, said } from './rig.ts';

type Answer = (input: { messages: { content: string }[] }) => Promise<string>;

const model = (answer: Answer, more: object = {}) => ({
  LANGUAGE_MODEL: JSON.stringify({
    ...{ kind: 'workers-ai', model: 'm', region: 'cn', filing: 'Beijing-X-1', timeoutMs: 400, uses: ['suggest'] },
    ...more,
  }),
  AI: { run: async (_name: string, input: object) => ({ response: await answer(input as Parameters<Answer>[0]) }) },
});
const sentencesOf = (...texts: string[]) => JSON.stringify({ sentences: texts.map((text) => ({ text, cites: [1] })) });
const firstSentence: Answer = async (input) => {
  const given = JSON.parse(input.messages[1]?.content ?? '{}') as { sources?: { text: string }[] };
  return sentencesOf(`您好，${given.sources?.[0]?.text.split(/(?<=。)/u)[0] ?? ''}`);
};
const QUESTION = '忘记登录密码要怎么弄';

async function suggested(actor: Pick<Customer, 'suggest'>, wanted = true) {
  const given = await actor.suggest(wanted);
  if (!given.ok) throw new Error(given.code);
  return given;
}

describe('M9 without a model', () => {
  it('the likeliest published answers are suggested, and no draft', async () => {
    const person = freshPerson();
    await customer(person.id).hear(said(person.web, 'k1', QUESTION));
    const before = await rows(person.id, 'select count(*) as n from message');
    const { question, version, answers, draft } = await suggested(customer(person.id));
    expect(question).toBe(QUESTION);
    expect(version).not.toBe('');
    expect(answers[0]).toMatchObject({ entry: 'password-forgot' });
    expect(answers[0]?.body.kind).toMatch(/^(?:text|answer)$/u);
    expect(answers.length).toBeLessThanOrEqual(3);
    const sure = answers.map(({ confidence }) => confidence);
    expect(sure).toEqual([...sure].sort((left, right) => right - left));
    expect(draft).toBeNull();
    expect(await rows(person.id, 'select count(*) as n from message')).toEqual(before);
  });

  it('a wish for a person, thanks and a yes are no question: the one before is looked up', async () => {
    const person = freshPerson();
    for (const [at, words] of [QUESTION, '转人工', '好的', '谢谢'].entries()) {
      await customer(person.id).hear(said(person.web, `k${at}`, words));
    }
    expect((await suggested(customer(person.id))).question).toBe(QUESTION);
  });

  it('an answer is in the words of the channel the customer wrote on', async () => {
    const web = freshPerson();
    const sms = freshPerson();
    const asked = '怎么退货';
    await customer(web.id).hear(said(web.web, 'k1', asked));
    await customer(sms.id).hear(said(sms.sms, 'k1', asked));
    const onWeb = (await suggested(customer(web.id))).answers[0];
    const onSms = (await suggested(customer(sms.id))).answers[0];
    expect(onSms?.entry).toBe(onWeb?.entry);
    expect(onWeb?.body.kind).toBe('answer');
    expect(onSms?.body.kind).toBe('text');
  });

  it('of somebody who said nothing that is known there is nothing to suggest', async () => {
    const person = freshPerson();
    await customer(person.id).hear(said(person.web, 'k1', '量子色动力学的渐近自由怎么证明'));
    const { answers } = await suggested(customer(person.id));
    expect(answers.every(({ confidence }) => confidence < 0.45)).toBe(true);
    expect(await customer(freshPerson().id).suggest(true)).toMatchObject({ ok: false, code: 'not_found' });
  });
});

describe('M9 with a model', () => {
  it('a draft comes beside them, grounded in its entries', async () => {
    const person = freshPerson();
    await withBindings(person.id, model(firstSentence), async (actor) => {
      await actor.hear(said(person.web, 'k1', QUESTION));
      const { draft, answers } = await suggested(actor);
      expect(draft?.text).toContain('您好，');
      expect(draft?.entries).toEqual(['password-forgot']);
      expect(answers[0]?.entry).toBe('password-forgot');
    });
  });

  it.each<[string, Answer]>([
    ['promises what nobody published', async () => sentencesOf('我们另外赔偿您 500 元。')],
    ['talks nonsense', async () => '好的呢'],
    ['fails', () => Promise.reject(new Error('model down'))],
    ['hangs', () => new Promise(() => undefined)],
  ])('one that %s costs only the draft, within its time', async (_name, answer) => {
    const person = freshPerson();
    await withBindings(person.id, model(answer), async (actor) => {
      await actor.hear(said(person.web, 'k1', QUESTION));
      const began = Date.now();
      const { draft, answers } = await suggested(actor);
      expect(Date.now() - began).toBeLessThan(2000);
      expect(draft).toBeNull();
      expect(answers[0]?.entry).toBe('password-forgot');
    });
  });

  it('who wants no draft yet is answered at once, and told that there may be one', async () => {
    const person = freshPerson();
    let calls = 0;
    const counted: Answer = (input) => {
      calls += 1;
      return firstSentence(input);
    };
    await withBindings(person.id, model(counted), async (actor) => {
      await actor.hear(said(person.web, 'k1', QUESTION));
      expect(await suggested(actor, false)).toMatchObject({ drafts: true, draft: null });
      expect(calls).toBe(0);
      expect((await suggested(actor)).draft).not.toBeNull();
    });
  });

  it('one that may not suggest is not asked, nor beyond the encounter’s budget', async () => {
    const person = freshPerson();
    let calls = 0;
    const counted: Answer = (input) => {
      calls += 1;
      return firstSentence(input);
    };
    await withBindings(person.id, model(counted, { uses: ['summarise'] }), async (actor) => {
      await actor.hear(said(person.web, 'k1', QUESTION));
      expect((await suggested(actor)).draft).toBeNull();
    });
    expect(calls).toBe(0);
    await withBindings(person.id, model(counted, { perSession: 2 }), async (actor) => {
      const drafts = [await suggested(actor), await suggested(actor), await suggested(actor)].map((one) => one.draft);
      expect(drafts.map((draft) => draft !== null)).toEqual([true, true, false]);
    });
    expect(calls).toBe(2);
  });
});

describe('M9 at the staff’s door', () => {
  let members = 0;
  const cookieOf = async (role: 'agent' | 'editor') => {
    const login = `suggest${role}${(members += 1)}`;
    const operator = { authorization: `Bearer ${env.OPERATOR_KEY}` };
    const made = await post('/operator/v1/member', { login, name: login, role }, operator, null);
    const { password } = v.parse(v.object({ password: v.string() }), await made.json());
    const response = await post('/staff/v1/sign-in', { login, password });
    return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  };

  it('an agent is answered from a page of ours; editors, strangers and other pages are not', async () => {
    const person = freshPerson();
    await customer(person.id).hear(said(person.web, 'k1', QUESTION));
    const path = `/staff/v1/line/${person.id}/suggest`;
    const agent = await cookieOf('agent');
    const given = await post(path, {}, { cookie: agent });
    expect(given.status).toBe(200);
    expect(await given.json()).toMatchObject({ ok: true, question: QUESTION, drafts: false, draft: null });
    expect(await refusalIn(await post(path, {}, { cookie: await cookieOf('editor') }))).toBe('not_allowed');
    expect(await refusalIn(await post(path, {}))).toBe('not_signed_in');
    expect(await refusalIn(await post(path, {}, { cookie: agent }, 'http://evil.example'))).toBe('bad_origin');
    expect(await refusalIn(await post(path, { more: 1 }, { cookie: agent }))).toBe('bad_request');
    const nobody = '/staff/v1/line/c_nobody_at_all/suggest';
    expect(await refusalIn(await post(nobody, {}, { cookie: agent }))).toBe('not_found');
    expect(await refusalIn(await knock(path, { headers: { cookie: agent } }))).toBe('wrong_method');
  });
});
