/** 步骤: ticks belong to the line, whoever shows it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { stepsReached, withTick } from '../../shared/ticks.ts';
import { must } from '../results.ts';
import { knowledgeable, openWorld } from '../world.ts';
import { editors, withBindings } from './broken.ts';
import { freshPerson, rows, text, visitor } from './rig.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

describe('N64 ticks', () => {
  it('are a list in order, each step once, and say how far somebody is', () => {
    expect(withTick(undefined, 2, true)).toEqual([2]);
    expect(withTick([2], 0, true)).toEqual([0, 2]);
    expect(withTick([0, 2], 2, true)).toEqual([0, 2]);
    expect(withTick([0, 2], 0, false)).toEqual([2]);
    const body = { kind: 'answer', steps: ['一', '二', '三'] };
    expect(stepsReached({ body, ticked: [0, 1] })).toEqual({ reached: 2, of: 3 });
    expect(stepsReached({ body })).toBeNull();
    expect(stepsReached({ body: { kind: 'text' }, ticked: [0] })).toBeNull();
  });

  it('are kept with the answer, told to every screen once, and go to the person who takes over', async () => {
    const person = freshPerson();
    await withBindings(person.id, editors([]), async (actor) => {
      const act = (number: number, message: string, step: number, done = true) =>
        actor.operate(visitor(person.web), 'i1', { type: 'act', number, act: { act: 'tick', message, step, done } });
      must(await actor.operate(visitor(person.web), 'i1', { type: 'send', number: 1, body: text('怎么申请退款') }));
      const [answer] = await rows(person.id, 'select id, body from message where source is not null');
      const id = String(answer?.id);
      const of = (JSON.parse(String(answer?.body)) as { steps: string[] }).steps.length;
      expect(of).toBeGreaterThan(2);
      must(await act(2, id, 0));
      must(await act(3, id, 1));
      must(await act(4, id, 1));
      must(await act(5, id, 2));
      must(await act(6, id, 2, false));
      expect(JSON.stringify(await act(7, id, of))).toContain('not_found');
      const [asked] = await rows(person.id, `select id from message where direction = 'in'`);
      expect(JSON.stringify(await act(8, String(asked?.id), 0))).toContain('not_found');
      const told = await rows(
        person.id,
        `select body from change where body like '{"kind":"ticked"%' order by revision`,
      );
      expect(told.map(({ body }) => (JSON.parse(String(body)) as { ticked: number[] }).ticked)).toEqual([
        [0],
        [0, 1],
        [0, 1, 2],
        [0, 1],
      ]);
      must(await actor.operate(visitor(person.web), 'i1', { type: 'act', number: 9, act: { act: 'request-human' } }));
      const [session] = await rows(person.id, 'select handover from session');
      const { tried } = JSON.parse(String(session?.handover)) as { tried: object[] };
      expect(tried).toMatchObject([{ steps: { reached: 2, of } }]);
    });
  });
});
