/** Scripts of who wants a person, wherever the call stands; of whose number is withheld; of a line nobody speaks on. */
import { beforeAll, describe, expect, it } from 'vitest';
import { knowledgeable, openWorld, until } from '../world.ts';
import { Caller } from './caller.ts';
import { atTheHotline, plays, type Script, type Step } from './phone-script.ts';
import { onWebsite, openLine, post, type AgentDesk } from './rig.ts';

let lead: AgentDesk;

beforeAll(async () => {
  openWorld();
  await knowledgeable();
  lead = await atTheHotline('person-scripts');
}, 70_000);

const place = /您前面还有|您排在第一位|前面还有 0 位/u;

/** Every place a call may stand at where no agent has it. */
const places: [string, Step[]][] = [
  ['while the greeting is spoken', []],
  ['in a dialog that asks for an order', [['says', '我的快递到哪了']]],
  ['in a dialog that asks for a reason', [['says', '我要投诉']]],
  ['after a silence', [['is silent']]],
  ['in line', [['presses', '0'], ['hears', place], ['is silent'], ['is silent']]],
  ['where a time for the callback is asked', [['presses', '0'], ['presses', '1'], ['hears', /什么时候/u]]],
]; // prettier-ignore

const ways: Step[] = [
  ['presses', '0'],
  ['says', '转人工'],
  ['says', '帮我接人工客服'],
];

const wanted = places.flatMap(([where, steps]) =>
  ways.map((way): Script => ({
    name: `${way[1]?.toString() ?? ''} ${where}`,
    persona: 'zhou',
    steps: [
      ['rings'],
      ...steps,
      ['listens anew'],
      way,
      ['hears', place],
      ['never heard', /已为您预约回电|没有听清/u],
      ['hangs up'],
      ['stands', /"event":"call_ended"/u, 1],
      ['stands', /已为您预约回电/u, 0],
    ],
  })),
);

describe('a person is wanted', () => {
  it.each(wanted)('C76 $name: their place in line is told, and nothing is booked', async (script) =>
    plays(script, lead),
  );
});

describe('a call that begins where a person is wanted already', () => {
  it('C73 says first that a machine speaks: in line, with a message left, with an agent', async () => {
    const line = await openLine(await onWebsite('lin'), 'web-lin');
    let number = 0;
    const does = async (act: object, state: string) => {
      line.say({ type: 'act', number: (number += 1), act });
      await until(state, () => line.session()?.state === state);
    };
    const begun = async () => {
      const lin = new Caller('lin');
      return { lin, greeting: await lin.rings() };
    };
    await does({ act: 'request-human' }, 'queued');
    const waiting = await begun();
    expect(waiting.greeting).toMatch(/^您好，我是人工智能语音助手。您正在排队/u);
    await lead.acts({ act: 'duty', duty: 'online' });
    await until('an agent has it', () => line.session()?.state === 'agent');
    await waiting.lin.hangsUp();
    await post();
    expect((await begun()).greeting).toMatch(/^您好，我是人工智能语音助手。客服何热线正在为您服务/u);
    const fence = line.session()?.fence;
    const row = await lead.conversation('林小满', (one) => one.state === 'agent');
    const desk = await lead.line(row.customer);
    const summary = { category: 'delivery-late', text: '演练', resolved: true };
    await desk.do({ type: 'act', act: { act: 'close', fence, summary } });
    await lead.acts({ act: 'duty', duty: 'offline' });
    await does({ act: 'request-human' }, 'left-message');
    const left = await begun();
    expect(left.greeting).toMatch(/^您好，我是人工智能语音助手。您的留言已经收到.*按 1/su);
    await left.lin.hangsUp();
    await post();
    await lead.acts({ act: 'duty', duty: 'busy' });
  });
});

describe('nobody is on duty', () => {
  it('C76 C73 key 0 says so anew; who then says nothing five times is let go, and called back', async () => {
    await lead.acts({ act: 'duty', duty: 'offline' });
    const silences: Step[] = Array.from({ length: 5 }, (): Step => ['is silent']);
    await plays(
      {
        name: 'nobody is on duty',
        persona: 'chen',
        steps: [
          ['rings'],
          ['presses', '0'],
          ['hears', /预约回电请按 1/u],
          ['listens anew'],
          ['presses', '0'],
          ['hears', /现在没有人工客服值班.*预约回电请按 1/su],
          ['listens anew'],
          ...silences,
          ['hears', /感谢您的来电/u],
          ['was let go'],
          ['stands', /我方挂断|对方挂断/u, 1],
          ['texts', 1],
        ],
      },
      lead,
    );
    await lead.acts({ act: 'duty', duty: 'busy' });
  });
});

type Row = { ticket: string; customer: string; title: string };
const callbacks = async () => {
  await post();
  const { tickets } = await lead.reads<{ tickets: Row[] }>('/staff/v1/tickets');
  return tickets.filter(({ title }) => title.startsWith('预约回电'));
};

describe('whose number is withheld', () => {
  it('C74 is asked for one before a time, and the ticket holds it', async () => {
    const before = (await callbacks()).map(({ ticket }) => ticket);
    const hidden = new Caller('lin');
    await hidden.rings({ withheld: true });
    await hidden.presses('0');
    expect(await hidden.presses('1')).toMatch(/没有显示号码.*按井号键结束/su);
    expect(await hidden.presses('10086')).toContain('没有听清号码');
    expect(await hidden.says('一三九一二三四五六七八')).toContain('什么时候给您回电');
    expect(await hidden.says('明天下午三点')).toMatch(/明天下午三点，打尾号 5 6 7 8 的号码/u);
    expect(hidden.call?.endedAt).not.toBeNull();
    const ticket = await until('the ticket', async () =>
      (await callbacks()).find((one) => !before.includes(one.ticket)),
    );
    const whole = await lead.reads<{ ticket: { fields: object } }>(
      `/staff/v1/tickets/${ticket.customer}/${ticket.ticket}`,
    );
    expect(whole.ticket.fields).toMatchObject({ phone: '+8613912345678' });
  });

  it('C74 may key it, and by no number twice nothing is booked: they wait on', async () => {
    const before = (await callbacks()).length;
    const hidden = new Caller('lin');
    await hidden.rings({ withheld: true });
    await hidden.presses('0');
    await hidden.presses('1');
    await hidden.isSilent();
    const told = await hidden.says('这个我也记不清楚');
    expect(told).toContain('继续等候');
    expect(told).toMatch(place);
    await hidden.presses('1');
    expect(await hidden.presses('13912345678')).toContain('什么时候给您回电');
    // They gave a number: hanging up in line is owed a callback as anybody's is.
    await hidden.hangsUp();
    await until('the ticket', async () => (await callbacks()).length === before + 1);
  });

  it('C74 and gave none is owed no callback that nobody could make', async () => {
    const before = await callbacks();
    const hidden = new Caller('lin');
    await hidden.rings({ withheld: true });
    await hidden.presses('0');
    await hidden.hangsUp();
    await post();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await callbacks()).toHaveLength(before.length);
  });
});
