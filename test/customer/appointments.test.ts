/** Appointments by the clock, and reminders of whoever turned out to be one or was erased. */
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { lineOf } from '../../worker/line.ts';
import { must } from '../results.ts';
import { until } from '../world.ts';
import { atRest, decide, type Somebody } from './merge-rig.ts';
import { later, looksAfter, MINUTE, of, sent, type Person } from './planner-rig.ts';
import { byPhone, DAY, fresh, HOUR, meets, refused, shipped, tells, titles } from './reminders-rig.ts';
import { customer, freshPerson, rows, said, visitor } from './rig.ts';

looksAfter();

describe('V56 appointments', () => {
  it('V56 the day before at the company’s hour and two hours before, each once; nothing after it', async () => {
    const person = await byPhone();
    const time = Date.now() + 2 * DAY + 4 * HOUR;
    expect(await tells(person, meets('ap-1', '到店保养', time))).toMatchObject({ fate: 'notified' });
    await later(person, 10_000);
    await until('told at once', () => sent.length === 1);
    await later(person, 21 * HOUR);
    expect(await titles(person)).toEqual(['预约成功']);
    await later(person, HOUR);
    expect(await titles(person)).toEqual(['预约成功', '明天有预约']);
    await later(person, 10_000);
    await until('the day before', () => of('sms').some(({ words }) => words.startsWith('SMS_1000013')));
    expect(of('sms').at(-1)?.words).toMatch(/"what":"到店保养","time":"20\d\d年\d+月\d+日 16:0\d"/u);
    await later(person, time - 2 * HOUR - Date.now() - MINUTE);
    expect(await titles(person)).toHaveLength(2);
    await later(person, 2 * MINUTE);
    expect(await titles(person)).toEqual(['预约成功', '明天有预约', '预约快到了']);
    const count = sent.length;
    await later(person, 3 * HOUR);
    await later(person, DAY);
    expect([(await titles(person)).length, sent.length - count <= 1]).toEqual([3, true]);
  });

  it('V56 V66 moved, the old hour is not told any more; cancelled, nothing is; what is older changes nothing', async () => {
    const person = await byPhone();
    const time = Date.now() + 2 * DAY + 4 * HOUR;
    const at = Date.now();
    await tells(person, meets('ap-2', '到店保养', time, { at }));
    expect(await tells(person, meets('ap-2', '到店保养', time, { at: at + 1 }))).toMatchObject({ fate: 'kept' });
    await tells(person, meets('ap-2', '到店保养', time + 3 * DAY, { at: at + 10 }));
    const late = meets('ap-2', '到店保养', time, { at: at + 5 });
    expect(await tells(person, late)).toMatchObject({ known: false, fate: 'older' });
    expect(await tells(person, late), 'V66').toMatchObject({ known: true, fate: 'older' });
    await later(person, 10_000);
    await until('the newest alone', () => sent.length === 1);
    await later(person, 3 * DAY);
    expect(await titles(person)).toEqual(['预约成功', '预约已改期']);
    await tells(person, meets('ap-2', '到店保养', null));
    await later(person, 10 * DAY);
    expect(await titles(person)).toEqual(['预约成功', '预约已改期', '预约已取消']);
    expect(await rows(person.id, 'select next_at from appointment')).toEqual([{ next_at: null }]);
    expect(await tells(person, late), 'V66 weeks later').toMatchObject({ known: true, fate: 'older' });
  });

  it('V56 what has not happened yet is refused: it would outlive every correction', async () => {
    const person = await byPhone();
    const time = Date.now() + 2 * DAY;
    expect(await refused(person, meets('ap-9', '到店保养', time, { at: Date.now() + 10 * DAY }))).toEqual([
      ...['bad_request', 'at: it has not happened yet.'],
    ]);
    expect(await tells(person, meets('ap-9', '到店保养', time, { at: Date.now() + MINUTE }))).toMatchObject({
      fate: 'notified',
    });
  });

  it('V56 at the hour at which they come most; too late for the day before, two hours before alone', async () => {
    const person = await byPhone();
    for (let at = 0; at < 3; at += 1)
      await rows(
        person.id,
        `insert into profile_fact (key, at, kind, body) values ('e${at}', ${Date.now()}, 'encounter',
         '{"kind":"encounter","channel":"sms","hour":19,"upset":false,"complaint":false,"solved":null,"language":"zh"}')`,
      );
    const time = Date.now() + 2 * DAY;
    await tells(person, meets('ap-3', '试驾', time));
    const [row] = await rows(person.id, `select next, next_at from appointment where id = 'ap-3'`);
    expect(row?.['next']).toBe('tomorrow');
    expect(new Date(Number(row?.['next_at']) + 8 * HOUR).getUTCHours()).toBe(19);
    await tells(person, meets('ap-4', '试驾', Date.now() + 5 * HOUR));
    expect(await rows(person.id, `select next from appointment where id = 'ap-4'`)).toEqual([{ next: 'soon' }]);
    await tells(person, meets('ap-5', '试驾', Date.now() + HOUR));
    expect(await rows(person.id, `select next from appointment where id = 'ap-5'`)).toEqual([{ next: null }]);
  });
});

describe('V59 whoever they turn out to be', () => {
  const somebody = (person: Person): Somebody => person;

  it('V59 what is told of who was merged reaches the line that stands, by its addresses, once; appointments go along', async () => {
    const [one, other] = [await byPhone(), freshPerson()];
    must(await customer(other.id).hear(said(other.wechat, fresh(), '你好')));
    await tells(other, meets('ap-9', '到店', Date.now() + 5 * DAY));
    await decide(somebody(one), 'merge', somebody(other));
    await atRest(one, other);
    const homes = await Promise.all([one, other].map(({ id }) => rows(id, 'select id from appointment')));
    expect(homes.flat()).toHaveLength(1);
    const [stands] = homes[0]!.length > 0 ? [one] : [other];
    const gone = stands === one ? other : one;
    const before = [(await titles(stands)).length, (await titles(gone)).length];
    // By either name it is told where their line stands, once.
    const event = shipped('A77001', 'same-key');
    for (const { id } of [gone, stands, gone]) must(await lineOf(env, id).backend({ order: 'event', event }));
    expect([(await titles(stands)).length, (await titles(gone)).length]).toEqual([before[0]! + 1, before[1]!]);
    await tells(stands, meets('ap-9', '到店', Date.now() + 6 * DAY));
    expect((await titles(stands)).at(-1), 'it is the appointment that came along').toBe('预约已改期');
  });

  it('V59 erased, nothing is kept and nothing goes', async () => {
    const person = await byPhone();
    await tells(person, meets('ap-7', '到店', Date.now() + 2 * DAY));
    const viewer = visitor(person.web);
    const planned = must(await customer(person.id).own({ order: 'erasure-plan', viewer }));
    if (!('plan' in planned)) throw new Error('no plan');
    sent.length = 0;
    must(await customer(person.id).own({ order: 'erase', viewer, confirmation: planned.plan.confirmation }));
    expect(await rows(person.id, 'select * from appointment')).toEqual([]);
    expect(await refused(person, shipped('A1'))).toEqual(['erased', expect.any(String)]);
    await later(person, 3 * DAY);
    expect(sent).toEqual([]);
  });
});
