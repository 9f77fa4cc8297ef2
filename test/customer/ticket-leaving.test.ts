/** 留言 instead of waiting: said on the line, a ticket at once with its number, out of the queue. */
import { beforeAll, describe, expect, it } from 'vitest';
import { must } from '../results.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { robotWords } from './reading.ts';
import { customer, freshPerson, openScreen, rows, visitor } from './rig.ts';
import { closingIs, Hand, served } from './served.ts';
import { lists, reads } from './ticket-rig.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
  await closingIs({});
}, 70_000);

const leaves = { act: 'leave-message', text: '订单 20261120001 的发票抬头写错了，请帮忙改' };

describe('W28 a message left instead of waiting', () => {
  it('W28 becomes a ticket at once with its picture; its number is told, and the line is left', async () => {
    const person = freshPerson();
    const mine = new Hand(await openScreen(person.id, visitor(person.web), 'i1'));
    await mine.act({ act: 'request-human' });
    await until('in line or left', async () =>
      /queued|left/u.test(String((await rows(person.id, 'select state from session'))[0]?.state)),
    );
    const id = `f_${'c'.repeat(32)}`;
    const media = {
      id,
      url: `/media/${id}`,
      kind: 'image' as const,
      name: '发票.png',
      mime: 'image/png',
      size: 9,
      width: 3,
      height: 2,
    };
    must(await customer(person.id).media({ order: 'admit', id, by: { kind: 'customer' } }));
    must(await customer(person.id).media({ order: 'keep', media, by: { kind: 'customer' } }));
    expect(await mine.act({ ...leaves, media: [id] })).toBe('accepted');
    const [row] = await lists(person.id);
    const { ticket } = await reads(person.id, row?.ticket ?? '');
    expect(ticket).toMatchObject({ source: 'left-message', fields: { what: leaves.text, photo: [id] } });
    expect((await rows(person.id, 'select state from session'))[0]?.state).toBe('closed');
    const said = await rows(person.id, `select body from message where direction = 'in' order by revision`);
    expect(said.map((one) => (JSON.parse(String(one.body)) as { kind: string }).kind)).toEqual(['text', 'image']);
    expect([...(await robotWords(person.id)), ...mine.screen.texts()].join()).toContain(row?.number ?? 'none');
  });

  it('W28 from a first visit too; no file of anybody else’s, and not while an agent is there', async () => {
    const person = freshPerson();
    const mine = new Hand(await openScreen(person.id, visitor(person.web), 'i1'));
    expect(await mine.act({ ...leaves, media: [`f_${'d'.repeat(32)}`] })).toBe('bad_media');
    expect(await lists(person.id)).toEqual([]);
    expect(await mine.act(leaves)).toBe('accepted');
    expect(await lists(person.id)).toHaveLength(1);
    const { mine: theirs } = await served();
    expect(await theirs.act(leaves)).toBe('wrong_state');
  });

  it('W69 whoever isn’t signed in says where the answer finds them; what is no such place is refused', async () => {
    const person = freshPerson();
    const mine = new Hand(await openScreen(person.id, visitor(person.web, 'endpoint'), 'i1'));
    expect(await mine.act({ ...leaves, contact: 'ask me' })).toBe('bad_phone');
    expect(await lists(person.id)).toEqual([]);
    expect(await mine.act({ ...leaves, contact: '138 0013 8000' })).toBe('accepted');
    expect(await mine.act({ ...leaves, contact: 'lin@example.com' })).toBe('accepted');
    const read = await Promise.all((await lists(person.id)).map(({ ticket }) => reads(person.id, ticket)));
    const told = JSON.stringify(read);
    expect(told).toContain('lin@example.com');
    expect(told).toContain('138 0013 8000');
    expect(told).toContain('未验证');
    expect(await rows(person.id, `select * from endpoint where channel = 'sms'`)).toEqual([]);
  });

  it('W28 so many a day and no more', async () => {
    const person = freshPerson();
    const mine = new Hand(await openScreen(person.id, visitor(person.web), 'i1'));
    const answers: string[] = [];
    for (let time = 0; time < 6; time += 1) answers.push(await mine.act(leaves));
    expect(answers).toEqual([...Array<string>(5).fill('accepted'), 'rate_limited']);
  });
});
