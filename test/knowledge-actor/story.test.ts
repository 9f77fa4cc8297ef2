/** A question nobody answered becomes an answer: asked in a line, resolved by an editor, published, and answered to the next person. */
import { env } from 'cloudflare:workers';
import { runDurableObjectAlarm } from 'cloudflare:test';
import { expect, it } from 'vitest';
import { lookAgain } from '../../worker/knowledge/shelf.ts';
import { customer, freshPerson, rows, said } from '../customer/rig.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { until } from '../world.ts';
import { chen, entryOf, zhao } from './rig.ts';

const asked = '玻璃杯里面的隔热层是哪种棉花';

/** The last words of the robot, and the entry and version they came from. */
async function answered(id: string) {
  const [row] = await rows(
    id,
    `select body, source from message where direction = 'out' order by revision desc limit 1`,
  );
  return { body: String(row?.['body'] ?? ''), source: String(row?.['source'] ?? '') };
}

it('K31 K60 a question nobody answered is resolved, published, and answered to the next person with entry and version', async () => {
  const base = env.KNOWLEDGE.getByName('main');
  await until('the demo', () => lookAgain(env));
  const first = freshPerson();
  must(await customer(first.id).hear(said(first.web, `${first.id}-1`, asked)));
  expect((await answered(first.id)).source).not.toContain('cup-cotton');
  const group = await until(
    'the question',
    async () => (await base.unknown()).groups.find(({ title }) => title.includes('隔热层')) ?? null,
  );
  expect(group).toMatchObject({ count: 1, customers: 1, channels: ['web'] });
  const entry = entryOf('cup-cotton', group.title, [], { category: 'shopping/product' });
  const questions = group.questions.map(({ key }) => key);
  must(await base.resolve({ by: chen, questions, as: { kind: 'entry', entry } }));
  const items = [{ kind: 'entry' as const, id: 'cup-cotton' }];
  const { version } = must(await base.publish({ by: zhao, items, note: '' }));
  await runDurableObjectAlarm(stubOf(base));
  await until('the version', async () => ((await lookAgain(env))?.version === version ? true : null));
  const second = freshPerson();
  must(await customer(second.id).hear(said(second.web, `${second.id}-1`, asked)));
  const { body, source } = await answered(second.id);
  expect(body).toContain('答案');
  expect(JSON.parse(source)).toMatchObject({ entry: 'cup-cotton', version });
});
