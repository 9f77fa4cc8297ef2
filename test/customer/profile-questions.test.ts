/** What is asked of a dialog counts in the profile as what is answered does, and whoever keeps asking is told unasked. */
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../shared/profile/fact.ts';
import { must } from '../results.ts';
import { looksAfter, type Person } from './planner-rig.ts';
import { byPhone, fresh, shipped, tells } from './reminders-rig.ts';
import { customer, rows, said } from './rig.ts';

looksAfter();

const topics = async ({ id }: Person): Promise<string[]> =>
  (await rows(id, `select body from profile_fact where kind = 'question' order by at, key`)).map((row) => {
    const fact = JSON.parse(String(row['body'])) as Fact;
    return fact.kind === 'question' ? fact.topic : '';
  });
const says = async ({ id, sms }: Person, text: string) => must(await customer(id).hear(said(sms, fresh(), text)));

describe('V70 a question that a dialog takes', () => {
  it('V70 is one on the dialog’s topic, once, whether it is answered, asked back or asked again; its values are none', async () => {
    const person = await byPhone();
    await says(person, '物流到哪了');
    expect(await topics(person)).toEqual(['logistics']);
    await says(person, '我的快递到哪了');
    expect(await topics(person)).toHaveLength(2);
    await says(person, 'YX20261120001');
    expect(await topics(person)).toHaveLength(2);
    await says(person, '物流信息怎么不更新');
    expect(await topics(person)).toEqual(['logistics', 'logistics', 'logistics']);
    const got = must(await customer(person.id).person({ order: 'profile' }));
    if (!('profile' in got)) throw new Error('no profile');
    expect(got.profile.tags.map(({ name }) => name.zh)).toContain('高频物流咨询');
    expect(got.profile.traits.find(({ id }) => id === 'topic')).toMatchObject({ value: { zh: '物流' } });
  });

  it('V57 V70 who asked a dialog so often is told of another order unasked; who asked twice is not', async () => {
    const keen = await byPhone('物流到哪了', '我的快递到哪了', '快递怎么还没到');
    expect(await tells(keen, shipped('YX20261120051'))).toMatchObject({ fate: 'notified' });
    const less = await byPhone('物流到哪了', '我的快递到哪了');
    expect(await tells(less, shipped('YX20261120052'))).toMatchObject({ fate: 'listed' });
  });
});
