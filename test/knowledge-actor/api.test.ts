/** The editors' operations over HTTP: who may do what, and every answer in the shape the screens read. */
import { env } from 'cloudflare:workers';
import { runDurableObjectAlarm } from 'cloudflare:test';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../shared/actors.ts';
import * as api from '../../shared/knowledge-api.ts';
import { demoFlows } from '../../worker/knowledge/flows.ts';
import { lookAgain } from '../../worker/knowledge/shelf.ts';
import { knock, post, refusalIn } from '../hall/knock.ts';
import { stubOf } from '../stub.ts';
import { until } from '../world.ts';
import { entryOf, questionOf } from './rig.ts';

const root = '/staff/v1/knowledge';
const cookies: Partial<Record<Role, string>> = {};
const made = v.object({ password: v.string() });

async function signedIn(role: Role): Promise<string> {
  const login = `k-${role}`;
  const operator = { authorization: `Bearer ${env.OPERATOR_KEY}` };
  const member = await post('/operator/v1/member', { login, name: login, role }, operator, null);
  const { password } = v.parse(made, await member.json());
  const answer = await post('/staff/v1/sign-in', { login, password });
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

const cookie = (role: Role) => ({ cookie: cookies[role] ?? '' });

/** Answers must have the declared shape, to the last field. */
async function shaped<Schema extends v.GenericSchema>(
  response: Response,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const given: unknown = await response.json();
  const parsed = v.safeParse(schema, given);
  if (!parsed.success)
    throw new Error(`${response.status} ${JSON.stringify(given).slice(0, 300)} ${parsed.issues[0].message}`);
  return parsed.output;
}

const get = (path: string, role: Role = 'editor') => knock(`${root}${path}`, { headers: cookie(role) });
const send = (path: string, body: unknown, role: Role = 'editor') => post(`${root}${path}`, body, cookie(role));
const upload = (path: string, body: string, role: Role = 'editor') =>
  knock(`${root}${path}`, {
    ...{ method: 'POST', body },
    headers: { ...cookie(role), origin: env.PUBLIC_URL, 'content-type': 'application/octet-stream' },
  });

const lamp = entryOf('lamp', '台灯怎么换灯泡', ['灯泡坏了怎么换', '换灯泡'], { category: 'products' });

async function packed(): Promise<void> {
  await runDurableObjectAlarm(stubOf(env.KNOWLEDGE.getByName('main')));
}

beforeAll(async () => {
  await lookAgain(env);
  for (const role of ['lead', 'editor', 'agent'] as const) cookies[role] = await signedIn(role);
}, 60_000);

describe('who', () => {
  it('K50 agents read and try, editors write, strangers get nothing; other pages change nothing', async () => {
    for (const path of ['', '/entries', '/conflicts', '/unknown', '/synonyms', '/evaluation', '/export?format=json'])
      expect(await refusalIn(await knock(`${root}${path}`)), path).toBe('not_signed_in');
    const writes: [string, object][] = [
      ['/entries', { entry: lamp, base: null }],
      ['/move', { kind: 'entry', id: 'lamp', base: 1, to: 'published' }],
      ['/publish', { items: [{ kind: 'entry', id: 'lamp' }] }],
      ['/settings', { top: [] }],
      ['/synonyms', { synonyms: [] }],
      ['/evaluation', { questions: [] }],
      ['/unknown/resolve', { questions: ['x'], as: { kind: 'dismiss' } }],
    ];
    for (const [path, body] of writes) {
      expect(await refusalIn(await send(path, body, 'agent')), path).toBe('not_allowed');
      expect(await refusalIn(await post(`${root}${path}`, body, cookie('editor'), 'http://evil.example'))).toBe(
        'bad_origin',
      );
    }
    expect(await refusalIn(await upload('/import?format=json', '[]', 'agent'))).toBe('not_allowed');
    expect(await refusalIn(await get('/export?format=json', 'agent'))).toBe('not_allowed');
    expect(await refusalIn(await send('/settings', { twoPersonReview: true }))).toBe('not_allowed');
    const agent = await shaped(await get('', 'agent'), api.overviewAnswer);
    expect(agent.may).toEqual({ edit: false, approve: false, publish: false });
    expect((await shaped(await get('', 'editor'), api.overviewAnswer)).may).toEqual({
      edit: true,
      approve: false,
      publish: true,
    });
    expect((await shaped(await get('', 'lead'), api.overviewAnswer)).may).toEqual({
      edit: true,
      approve: true,
      publish: true,
    });
  });
});

describe('an entry', () => {
  it('K51 is written, tried with its reasons, measured, published, and answers customers by its version', async () => {
    const saved = await shaped(await send('/entries', { entry: lamp, base: null }), api.savedAnswer);
    expect(saved).toMatchObject({ revision: 1, state: 'draft' });
    expect(await refusalIn(await send('/entries', { entry: { ...lamp, skill: 'other' }, base: null }))).toBe('exists');
    const question = { question: '换灯泡', channel: 'web' };
    const live = await shaped(await send('/try', { ...question, drafts: false }), api.tryAnswer);
    expect(live.matches[0]?.id).not.toBe('lamp');
    const tried = await shaped(await send('/try', { ...question, drafts: true }, 'agent'), api.tryAnswer);
    expect(tried).toMatchObject({ outcome: 'answer', language: 'zh' });
    expect(tried.matches[0]).toMatchObject({
      id: 'lamp',
      question: '台灯怎么换灯泡',
      reasons: { nearest: '换灯泡', exact: true },
    });
    expect(tried.says).toEqual([{ kind: 'text', text: '台灯怎么换灯泡：答案' }]);
    await send('/evaluation', {
      questions: [
        { text: '灯泡坏了怎么换', language: 'zh', entry: 'lamp' },
        { text: '怎么退款', language: 'zh', entry: null },
      ],
    });
    const items = [{ kind: 'entry', id: 'lamp' }];
    const impact = await shaped(await send('/impact', { items }), api.impactAnswer);
    expect(impact.questions).toBe(2);
    expect(impact.after.right - impact.before.right).toBe(50);
    expect(impact.differences).toMatchObject([{ wanted: 'lamp', after: { entry: 'lamp' }, change: 'better' }]);
    const before = await shaped(await get(''), api.overviewAnswer);
    const published = await shaped(await send('/publish', { items, note: '灯' }), api.publishAnswer);
    expect(published).toMatchObject({ published: 1 });
    await packed();
    const snapshot = await until('the version', async () => {
      const now = await lookAgain(env);
      return now?.version === published.version ? now : null;
    });
    expect(snapshot.entries.get('lamp')?.zh?.question).toBe('台灯怎么换灯泡');
    const after = await shaped(await get(''), api.overviewAnswer);
    expect([after.version, after.publishedBy?.name, after.questions]).toEqual([
      published.version,
      'k-editor',
      before.questions + 3,
    ]);
    const page = await shaped(await get('/entries/lamp', 'agent'), api.entryAnswer);
    expect(page).toMatchObject({ state: 'published', revision: 2, live: { revision: 2 } });
    expect((await shaped(await get('/entries/lamp/revisions/1'), api.revisionAnswer)).entry).toEqual(lamp);
    expect((await shaped(await get('/entries?search=换灯泡&kind=entry'), api.rowsAnswer)).rows).toMatchObject([
      { id: 'lamp', published: true, updatedBy: { name: 'k-editor' } },
    ]);
    expect(await refusalIn(await get('/entries?state=lost'))).toBe('bad_request');
    expect(await refusalIn(await get('/entries/no-such'))).toBe('not_found');
    expect(await refusalIn(await get('/flows/lamp'))).toBe('not_found');
  }, 60_000);

  it('K52 that stands in another’s way is shown as a conflict', async () => {
    const twin = entryOf('bulb', '灯泡', ['台灯怎么换灯泡？'], { category: 'products' });
    await shaped(await send('/entries', { entry: twin, base: null }), api.savedAnswer);
    const published = await shaped(
      await send('/publish', { items: [{ kind: 'entry', id: 'bulb' }] }),
      api.publishAnswer,
    );
    expect(published.conflicts).toMatchObject([{ id: 'bulb', other: 'lamp' }]);
    await packed();
    const { conflicts } = await shaped(await get('/conflicts'), api.conflictsAnswer);
    expect(conflicts.filter(({ kind, one }) => kind === 'same-question' && one.id === 'bulb')).toMatchObject([
      { one: { id: 'bulb' }, other: { id: 'lamp' } },
    ]);
  }, 60_000);
});

describe('a flow', () => {
  it('K54 is written, played through, and published only when it holds together', async () => {
    const [flow] = demoFlows();
    if (!flow) throw new Error('the demo has no flow');
    const mine = { ...flow, id: 'my-flow', starts: { zh: ['开始我的流程'], en: ['begin my flow'] } };
    const asked = { flow: mine, language: 'zh', said: ['开始我的流程'] };
    const played = await shaped(await send('/try-flow', asked), api.tryFlowAnswer);
    expect(played.turns[0]?.says.length).toBeGreaterThan(0);
    const broken = { ...mine, starts: { zh: [], en: [] } };
    expect(await refusalIn(await send('/try-flow', { ...asked, flow: broken }))).toBe('incomplete');
    await shaped(await send('/flows', { flow: broken, base: null }), api.savedAnswer);
    const items = [{ kind: 'flow', id: 'my-flow' }];
    expect(await refusalIn(await send('/publish', { items }))).toBe('incomplete');
    await shaped(await send('/flows', { flow: mine, base: 1 }), api.savedAnswer);
    expect(await shaped(await send('/publish', { items }), api.publishAnswer)).toMatchObject({ published: 1 });
    const page = await shaped(await get('/flows/my-flow'), api.flowAnswer);
    expect(page).toMatchObject({ state: 'published', live: { flow: { id: 'my-flow' } } });
    expect((await shaped(await get('/flows/my-flow/revisions/1'), api.revisionAnswer)).flow?.starts.zh).toEqual([]);
  });
});

describe('a file', () => {
  it('K45 is shown before it is imported, and imported as drafts; bad rows stay named', async () => {
    const file =
      'id,category,question_zh,answer_zh\nfile-1,a,文件问题,答\nBAD,a,问,答\nlamp,products,台灯怎么换灯泡,新答案\n';
    const seen = await shaped(await upload('/import/preview?format=csv', file), api.importAnswer);
    expect(seen).toMatchObject({ add: 1, change: 1, same: 0, bad: 1, written: null });
    expect(seen.rows[1]).toMatchObject({ row: 3, action: 'bad', problems: [{ field: 'id', code: 'malformed' }] });
    expect(await refusalIn(await get('/entries/file-1'))).toBe('not_found');
    expect(await shaped(await upload('/import?format=csv', file), api.importAnswer)).toMatchObject({ written: 2 });
    expect(await shaped(await get('/entries/lamp'), api.entryAnswer)).toMatchObject({
      state: 'draft',
      live: { revision: 2 },
    });
    expect(await shaped(await upload('/import?format=csv', file), api.importAnswer)).toMatchObject({
      same: 2,
      written: 0,
    });
    expect(await refusalIn(await upload('/import?format=xlsx', 'hello'))).toBe('bad_file');
    expect(await refusalIn(await upload('/import?format=doc', 'hello'))).toBe('bad_request');
    const exported = await get('/export?format=csv');
    expect(exported.headers.get('content-disposition')).toMatch(/^attachment; filename="knowledge-[\d-]+\.csv"$/u);
    const again = await shaped(await upload('/import/preview?format=csv', await exported.text()), api.importAnswer);
    expect([again.add, again.change, again.bad]).toEqual([0, 0, 0]);
    expect(again.same).toBeGreaterThan(120);
  }, 60_000);
});

describe('what nobody answered', () => {
  it('K60 is grouped by likeness with entries near it, and resolved in one click', async () => {
    const base = env.KNOWLEDGE.getByName('main');
    const asked = ['能开增值税专票吗', '可以开增值税专用发票吗', '增值税专票能开吗'];
    for (const [at, text] of asked.entries()) await base.heard(questionOf(`vat-${at}`, text, { at: Date.now() }));
    await base.heard(questionOf('pet-1', '狗狗可以进店吗', { at: Date.now(), fate: 'refused' }));
    const { groups } = await shaped(await get('/unknown', 'agent'), api.unknownAnswer);
    const group = groups.find(({ title }) => title.includes('专票'));
    expect(group).toMatchObject({ count: 3, customers: 3, language: 'zh' });
    expect(group?.suggestions.length).toBeGreaterThan(0);
    const keys = group?.questions.map(({ key }) => key) ?? [];
    const order = { questions: keys, as: { kind: 'similar', entry: 'lamp', texts: asked } };
    expect(await shaped(await send('/unknown/resolve', order), api.resolvedAnswer)).toMatchObject({ entry: 'lamp' });
    const page = await shaped(await get('/entries/lamp'), api.entryAnswer);
    expect(page.entry.zh?.similar).toEqual(expect.arrayContaining(asked));
    const left = await shaped(await get('/unknown'), api.unknownAnswer);
    expect(left.groups.map(({ title }) => title)).toEqual(['狗狗可以进店吗']);
    await send('/unknown/resolve', { questions: ['pet-1'], as: { kind: 'dismiss' } });
    expect((await shaped(await get('/unknown'), api.unknownAnswer)).total).toBe(0);
  });
});
