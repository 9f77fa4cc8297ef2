/** The evaluation command on a tiny base of our own, written here and thrown away. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import * as v from 'valibot';
import { auroc, bestThreshold, percent, rates, reciprocal, type Asked, type Pass } from '../../bench/eval/measure.ts';
import { root } from '../../scripts/build.ts';

vi.setConfig({ testTimeout: 120_000 });

let folder = '';
const jsonl = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n');

const base: [string, string, string[], string][] = [
  ['delivery', '多久发货', ['下单后几天发出', '什么时候发货'], '我的包裹几天发出呀'],
  ['invoice', '怎么开发票', ['发票在哪里申请', '开电子发票'], '想申请一张电子发票'],
  ['return', '怎么退货', ['退货流程', '不想要了能退吗'], '退货流程是怎样的'],
  ['coupon', '优惠券怎么用', ['红包抵扣失败', '领的券在哪里'], '我的红包抵扣失败了'],
  ['password', '忘记密码怎么办', ['重置登录密码', '密码错误登不上'], '登录密码错误要重置'],
  ['warranty', '保修多长时间', ['保修期几年', '坏了免费修吗'], '坏了能不能免费修'],
];

function write(set: string, part: string): void {
  mkdirSync(join(folder, set), { recursive: true });
  const put = (name: string, rows: readonly object[]) => writeFileSync(join(folder, set, name), jsonl(rows));
  put(
    `${part}.kb.jsonl`,
    base.map(([id, question, similar]) => ({ id, question, similar, answer: '好的' })),
  );
  put(
    `${part}.queries.jsonl`,
    base.map(([id, , , text]) => ({ id: `q-${id}`, text, entry: id })),
  );
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yixian-eval-'));
  write('zh_shop', 'dev');
  writeFileSync(
    join(folder, 'zh_shop', 'dev.oos.jsonl'),
    jsonl([{ removed_entries: ['warranty'] }, { id: 'far', text: '珠穆朗玛峰有多高', entry: null, src: 'own' }]),
  );
  write('zh_plain', 'held-out');
  mkdirSync(join(folder, 'zh_extract'));
  const text = '订单YX20261103001，下周一下午送到平安大街7号';
  const listed = (type: string, value: string) => {
    const start = text.indexOf(value);
    return { type, value, start, end: start + value.length };
  };
  const entities = [
    listed('order_no', 'YX20261103001'),
    listed('date', '下周一下午'),
    listed('address', '平安大街7号'),
    listed('address', '大街7'),
    listed('colour', '平安'),
  ];
  writeFileSync(join(folder, 'zh_extract', 'dev.jsonl'), jsonl([{ src: 'own', text, entities }]));
  mkdirSync(join(folder, 'zh_slots'));
  const turns = [
    { usr: '找个评分4.5分以上的酒店', inform: { '酒店-评分': '4.5分以上' }, request: [], sys: '推荐您去青松宾馆。' },
    { usr: '青松宾馆的电话呢', inform: { '酒店-名称': '青松宾馆' }, request: [], sys: '010-00000000。' },
    { usr: '价格300-400元的也行', inform: { '酒店-价格': '500元' }, request: [], sys: '好的。' },
  ];
  writeFileSync(join(folder, 'zh_slots', 'crosswoz.dev.jsonl'), jsonl([{ id: 'own', turns, final: {} }]));
  writeFileSync(join(folder, 'zh_slots', 'other.dev.jsonl'), jsonl([{ id: 'own', turns, final: {} }]));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const figures = v.looseObject({
  top1: v.number(),
  top3: v.number(),
  mrr: v.number(),
  auroc_near: v.nullable(v.number()),
  auroc_far: v.nullable(v.number()),
  f1: v.nullable(v.number()),
  precision: v.nullable(v.number()),
  p50_ms: v.number(),
  p99_ms: v.number(),
});
const told = v.looseObject({
  machine: v.string(),
  commit: v.string(),
  seed: v.number(),
  sets: v.record(v.string(), figures),
  peers: v.record(v.string(), v.record(v.string(), figures)),
  extract: v.record(v.string(), v.looseObject({ exact: v.number(), overlap: v.number() })),
  slots: v.record(v.string(), v.looseObject({ joint_goal: v.number(), slot_f1: v.number(), turns: v.number() })),
});

function run(...given: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'bench', 'eval.ts'), ...given], {
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}
const last = (out: string) => v.parse(told, JSON.parse(out.trimEnd().split('\n').at(-1) ?? ''));

it('E1 the last line holds every figure of the product and of five libraries measured in the same run', () => {
  const { code, out } = run('--data', folder, '--part', 'dev', '--sets', 'zh_shop', '--json');
  expect(code).toBe(0);
  const { sets, peers } = last(out);
  expect(sets['zh_shop']).toMatchObject({ top1: 100, top3: 100, mrr: 1, auroc_far: 1 });
  expect(Object.keys(peers).sort()).toEqual(['lunr', 'minisearch', 'node-nlp', 'orama', 'wink-bm25-text-search']);
  for (const peer of Object.values(peers)) expect(peer['zh_shop']?.top3).toBeGreaterThan(60);
});

it('E1 a set without out-of-scope questions has null for what needs them; the held-out part is found by its names', () => {
  const { code, out } = run('--data', folder, '--part', 'heldout', '--no-peers', '--json');
  expect(code).toBe(0);
  const { sets, peers } = last(out);
  expect(sets['zh_plain']).toMatchObject({ top1: 100, auroc_near: null, auroc_far: null, f1: null, precision: null });
  expect(peers).toEqual({});
  expect(out).toContain('zh_shop has no heldout part');
});

it('E1 the standard question alone is another, harder task', () => {
  const s5 = last(run('--data', folder, '--no-peers', '--json', '--sets', 'zh_shop').out).sets['zh_shop'];
  const s0 = last(run('--data', folder, '--no-peers', '--json', '--sets', 'zh_shop', '--mode', 's0').out).sets[
    'zh_shop'
  ];
  expect(s0?.mrr).toBeLessThan(s5?.mrr ?? 0);
});

it('E1 a strange part, a missing folder and an unknown set are said in a sentence', () => {
  expect(run('--data', folder, '--part', 'tomorrow')).toMatchObject({ code: 1 });
  expect(run('--data', join(folder, 'nowhere')).err).toContain('There is no folder');
  const unknown = run('--data', folder, '--sets', 'zh_moon', '--no-peers', '--json');
  expect(unknown.code).toBe(0);
  expect(unknown.out).toContain('There is no set zh_moon');
});

it('E1 extraction and multi-turn slots are measured on the same run; what nobody looks for is named', () => {
  const { code, out } = run('--data', folder, '--sets', 'zh_extract,zh_slots', '--no-peers', '--json');
  expect(code).toBe(0);
  const { extract, slots } = last(out);
  expect(extract['order_no']).toMatchObject({ exact: 100, overlap: 100 });
  expect(extract['date']).toMatchObject({ exact: 100, together_exact: 0, together_overlap: 100 });
  expect(extract['address']).toMatchObject({ exact: 50, overlap: 100 });
  expect(slots['crosswoz']).toMatchObject({ joint_goal: 66.7, slot_f1: 66.7, turns: 3 });
  expect(out).toContain('nobody here looks for colour');
  expect(out).toContain('there is no slot table for other');
});

const at = (place: number, score: number): Asked => ({ place, score, answered: null });
const pass: Pass = {
  full: [at(1, 0.9), at(2, 0.5), at(0, 0.1), at(4, 0.3)],
  within: [at(1, 0.9), at(1, 0.6), at(2, 0.5)],
  near: [at(0, 0.55)],
  far: [at(0, 0.2)],
};

it('E2 places, reciprocal ranks and AUROC are what hand counting gives', () => {
  expect(percent(pass.full, ({ place }) => place === 1)).toBe(25);
  expect(reciprocal(pass.full)).toBe(0.438);
  expect(auroc(pass.within, pass.near)).toBe(0.667);
  expect(auroc(pass.within, pass.far)).toBe(1);
  expect(auroc([at(1, 0.5)], [at(0, 0.5)])).toBe(0.5);
  expect(auroc(pass.within, [])).toBeNull();
});

it('E2 only a confident right answer counts; answering what is out of scope costs precision', () => {
  expect(rates(pass, () => true)).toEqual({ precision: 0.4, recall: 0.667, f1: 0.5 });
  expect(bestThreshold([pass])).toBe(0.6);
  expect(rates(pass, ({ score }) => score >= 0.6)).toEqual({ precision: 1, recall: 0.667, f1: 0.8 });
});

it('T104 topics are measured beside k-means over the same vectors; sets that hold none are named', () => {
  const set = join(folder, 'zh_topics');
  mkdirSync(set, { recursive: true });
  const asked = base.flatMap(([entry, question, similar, text]) =>
    [question, ...similar, text].map((one, at) => ({ id: `${entry}${at}`, text: one, entry })),
  );
  writeFileSync(join(set, 'dev.kb.jsonl'), jsonl(base.map(([id, question]) => ({ id, question, answer: '好的' }))));
  writeFileSync(join(set, 'dev.queries.jsonl'), jsonl(asked));
  const { code, out } = run('--data', folder, '--part', 'dev', '--sets', 'zh_shop,zh_topics', '--topics', '--json');
  expect(code).toBe(0);
  const told = JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as { topics: Record<string, Record<string, number>> };
  expect(Object.keys(told.topics)).toEqual(['zh_topics']);
  const figures = told.topics['zh_topics'] ?? {};
  expect(Object.keys(figures)).toEqual([
    ...['questions', 'entries', 'topics', 'once', 'days', 'stays', 'kmeans', 'kmeans_best'],
  ]);
  expect(figures).toMatchObject({ questions: 24, entries: 6 });
  expect(out).toContain('zh_shop: most entries have fewer than three questions');
  rmSync(set, { recursive: true });
});
