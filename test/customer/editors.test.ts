/** What the editors of the knowledge hear from a line. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { QuestionHeard } from '../../shared/knowledge.ts';
import { must } from '../results.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { editors, knowledgeThat, withBindings } from './broken.ts';
import { robotWords } from './reading.ts';
import { freshPerson, rows, said, text, visitor } from './rig.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

describe('the editors', () => {
  it('R8 hear of missed questions and thumbs once each, by a letter that is owed, without personal data', async () => {
    const person = freshPerson();
    const heard: QuestionHeard[] = [];
    await withBindings(person.id, editors(heard), async (actor) => {
      const send = (number: number, words: string) =>
        actor.operate(visitor(person.web), 'i1', { type: 'send', number, body: text(words) });
      must(await send(1, '我叫林小满，红烧肉怎么做，回我13812345678'));
      must(await send(2, '怎么申请退款'));
      const [answer] = await rows(person.id, 'select id from message where source is not null');
      const thumb = (number: number, helpful: boolean) =>
        actor.operate(visitor(person.web), 'i1', {
          type: 'act',
          number,
          act: { act: 'feedback', message: String(answer?.id), helpful },
        });
      must(await thumb(3, false));
      must(await thumb(3, false));
      must(await thumb(4, false));
      must(await thumb(5, true));
      await until(
        'all told',
        async () => (await rows(person.id, `select * from letter where kind = 'question'`)).length === 0,
      );
    });
    expect(heard.map(({ fate, text: asked, entry }) => [fate, asked, entry])).toEqual([
      ['missed', '我叫[姓名]，红烧肉怎么做，回我[号码]', null],
      ['unhelpful', '怎么申请退款', 'refund-steps'],
      ['confirmed', '怎么申请退款', 'refund-steps'],
    ]);
    expect(new Set(heard.map((one) => one.key)).size).toBe(3);
    expect(heard.every((one) => one.channel === 'web' && one.version !== '')).toBe(true);
  });

  it('R8 when the knowledge base is down the letter waits, and the customer notices nothing', async () => {
    const person = freshPerson();
    const down = knowledgeThat({ heard: () => Promise.reject(new Error('down')) });
    await withBindings(person.id, down, async (actor) => {
      must(await actor.hear(said(person.sms, 'k1', '红烧肉怎么做')));
      await until(
        'tried',
        async () => (await rows(person.id, `select tries from letter where kind = 'question'`))[0]?.tries === 1,
      );
    });
    expect(await robotWords(person.id)).toHaveLength(1);
  });
});
