/** 猜你想问: what a greeting offers to whom. */
import { describe, expect, test } from 'vitest';
import { think, freshMind, type Asker } from '../../worker/brain/think.ts';
import { knowledge, optionsOf, signedIn, START, Talk, wordsOf } from './robot.ts';

const ticket = {
  id: 't_1',
  number: '2611-7',
  says: { zh: '工单 2611-7 现在是“处理中”。', en: 'Ticket 2611-7 is “in hand”.' },
};

function offered(asker: Asker, base = knowledge): string[] {
  return optionsOf(think(freshMind, { kind: 'greet', now: START, asker }, [], base)).map(({ id }) => id);
}

describe('N66 what a greeting offers', () => {
  test('the open ticket, the last topic once, then the editors’ questions, at most six beside the person', () => {
    const all = offered({ ...signedIn, standing: { ticket, topic: 'ship-time' } });
    expect(all.slice(0, 3)).toEqual(['ticket:t_1', 'entry:ship-time', 'entry:refund-steps']);
    expect(all.filter((id) => id === 'entry:ship-time')).toHaveLength(1);
    expect(all).toHaveLength(7);
    expect(all.at(-1)).toBe('human');
    expect(offered(signedIn)).toEqual([...knowledge.top.map((id) => `entry:${id}`), 'human']);
  });

  test('the most asked where there is room, and nothing that is gone or not for them', () => {
    const asked = new Map([
      ['refund-steps', 900],
      ['coupon-use', 20],
      ['ship-time', 300],
      ['gone', 5000],
    ]);
    const base = { ...knowledge, top: ['invoice-apply', 'gone'], asked };
    const most = ['entry:invoice-apply', 'entry:refund-steps', 'entry:ship-time', 'entry:coupon-use', 'human'];
    expect(offered(signedIn, base)).toEqual(most);
    const known = knowledge.entries.get('ship-time');
    const members = {
      ...base,
      entries: {
        size: 1,
        get: (id: string) => (id === 'ship-time' && known ? { ...known, audience: 'members' as const } : undefined),
      },
    };
    expect(offered({ ...signedIn, standing: { topic: 'ship-time' } }, members)).toEqual(['human']);
    expect(offered({ ...signedIn, member: true }, members)).toEqual(['entry:ship-time', 'human']);
  });

  test('a tap on the ticket says how it stands, in their language; one that is no longer theirs is words', () => {
    const talk = new Talk();
    talk.asker = { ...signedIn, standing: { ticket } };
    talk.greet();
    expect(wordsOf(talk.tap('ticket:t_1', '工单 2611-7 到哪一步了'))).toBe(ticket.says.zh);
    expect(wordsOf(talk.say('1'))).toBe(ticket.says.zh);
    expect(wordsOf(talk.tap('ticket:t_2', '你好'))).toContain('机器人');
  });
});
