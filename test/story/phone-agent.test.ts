/** Scripts of a call with an agent: recording is asked about, their telephone rings, they take a call that waits. */
import { beforeAll, describe, expect, it } from 'vitest';
import { knowledgeable, openWorld, until } from '../world.ts';
import { Caller } from './caller.ts';
import { atTheHotline, plays, type Script } from './phone-script.ts';
import { onWebsite, openLine, post, type AgentDesk } from './rig.ts';

let lead: AgentDesk;

beforeAll(async () => {
  openWorld();
  await knowledgeable();
  lead = await atTheHotline('agent-scripts');
}, 70_000);

const ended = /"event":"call_ended"/u;
const recording = /"kind":"voice"/u;

let screens = 0;

/** Their session ends, so that the next script meets the robot. */
async function closed(name: string): Promise<void> {
  const row = await lead.conversation(name, (one) => one.state === 'agent');
  const line = await lead.line(row.customer, `closing-${(screens += 1)}`);
  await until(`${name} with the agent`, () => line.session()?.state === 'agent');
  const fence = line.session()?.fence;
  const summary = { category: 'delivery-late', text: '演练', resolved: true };
  await line.do({ type: 'act', act: { act: 'close', fence, summary } });
  await until(`the end of ${name}'s session`, () => line.session()?.state === 'closed');
  line.close();
}

const withAgent: Script[] = [
  {
    name: 'hanging up when recording is asked about: nothing is recorded, nobody is rung',
    persona: 'zhou',
    steps: [
      ['rings'],
      ['presses', '0'],
      ['hears', /同意录音请按 1/u],
      ['never heard', /正在接通客服的电话/u],
      ['hangs up'],
      ['stands', ended, 1],
      ['stands', recording, 0],
      ['texts', 0],
    ],
  },
  {
    name: 'hanging up while the agent’s telephone rings: one end, nothing is owed to a call that is over',
    persona: 'zhou',
    steps: [
      ['rings'],
      ['presses', '0'],
      ['hears', /同意录音请按 1/u],
      ['presses', '2'],
      ['hears', /正在接通客服的电话/u],
      ['hangs up'],
      ['stands', ended, 1],
      ['stands', recording, 0],
      ['stands', /"status":"queued"/u, 0],
    ],
  },
  {
    name: 'the agent doesn’t pick up, and types: what is said then is read, once',
    persona: 'zhou',
    steps: [
      ['rings'],
      ['presses', '0'],
      ['hears', /同意录音请按 1/u],
      ['presses', '1'],
      ['the agent’s telephone', 'no-answer'],
      ['hears', /客服会打字回答/u],
      ['hears the last again'],
      ['hangs up'],
      ['stands', /没有接通.*的电话/u, 1],
      ['stands', recording, 0],
      ['stands', ended, 1],
    ],
  },
];

/** What is and isn't a yes to being recorded. */
const atRecording: Script[] = [
  {
    name: 'silent when recording is asked about: a no, and the agent’s telephone rings',
    persona: 'zhou',
    steps: [
      ['rings'],
      ['presses', '0'],
      ['hears', /同意录音请按 1/u],
      ['is silent'],
      ['hears', /正在接通客服的电话/u],
      ['the agent’s telephone', 'completed'],
      ['the exchange notes', /没有录音/u],
      ['hangs up'],
      ['stands', ended, 1],
    ],
  },
  {
    name: 'a question is no yes to recording: asked once more, then it is a no',
    persona: 'zhou',
    steps: [
      ['rings'],
      ['presses', '0'],
      ['hears', /同意录音请按 1/u],
      ['says', '可以不录音吗'],
      ['hears', /没有听清.*同意录音请按 1/su],
      ['says', '好像没听清'],
      ['hears', /正在接通客服的电话/u],
      ['the agent’s telephone', 'completed'],
      ['the exchange notes', /没有录音/u],
      ['hangs up'],
    ],
  },
  {
    name: 'a plain yes is one, and the talk is recorded',
    persona: 'zhou',
    steps: [
      ['rings'],
      ['presses', '0'],
      ['hears', /同意录音请按 1/u],
      ['says', '可以的。'],
      ['hears', /正在接通客服的电话/u],
      ['the agent’s telephone', 'completed'],
      ['the exchange notes', /，有录音/u],
      ['hangs up'],
    ],
  },
];

/** Asking for a person is no word on recording: they are put through, and nothing is recorded. */
const atRecordingForAPerson = [['presses', '0'] as const, ['says', '转人工'] as const].map(([verb, words]): Script => ({
  name: `${words} where recording is asked about: put through at once, unrecorded`,
  persona: 'zhou',
  steps: [
    ['rings'],
    ['presses', '0'],
    ['hears', /同意录音请按 1/u],
    [verb, words],
    ['hears', /正在接通客服的电话/u],
    ['never heard', /没有听清/u],
    ['the agent’s telephone', 'completed'],
    ['the exchange notes', /没有录音/u],
    ['hangs up'],
  ],
}));

/** Waits in line for an agent who comes while the call asks for a time. */
const taken: Script = {
  name: 'an agent takes the call while a time for the callback is asked: the next words are the agent’s, nothing is booked, the call goes on',
  persona: 'zhou',
  steps: [
    ['rings'],
    ['presses', '0'],
    ['presses', '1'],
    ['hears', /什么时候给您回电/u],
    ['the agent takes it'],
    ['says', '明天下午三点可以吗'],
    ['hears', /同意录音请按 1/u],
    ['presses', '2'],
    ['the agent’s telephone', 'completed'],
    ['stands', /明天下午三点可以吗/u, 1],
    ['stands', /已为您预约回电|没有听清时间/u, 0],
    ['stands', ended, 0],
    ['hangs up'],
    ['stands', ended, 1],
  ],
};

describe('a script with an agent', () => {
  it(`L6 C38 ${taken.name}`, async () => {
    await plays(taken, lead);
    await closed('周一航');
    await lead.acts({ act: 'duty', duty: 'busy' });
  });

  it.each(withAgent)('C33 C37 C61 $name', async (script) => {
    await lead.acts({ act: 'duty', duty: 'online' });
    await plays(script, lead);
    await closed('周一航');
    await lead.acts({ act: 'duty', duty: 'busy' });
  });

  it.each(atRecording)('C32 C37 $name', async (script) => {
    await lead.acts({ act: 'duty', duty: 'online' });
    await plays(script, lead);
    await closed('周一航');
    await lead.acts({ act: 'duty', duty: 'busy' });
  });

  it.each(atRecordingForAPerson)('C76 $name', async (script) => {
    await lead.acts({ act: 'duty', duty: 'online' });
    await plays(script, lead);
    await closed('周一航');
    await lead.acts({ act: 'duty', duty: 'busy' });
  });

  it('C33 C61 the leg’s end told after the call’s own end is one grey line, and speaks to nobody', async () => {
    await lead.acts({ act: 'duty', duty: 'online' });
    const caller = new Caller('zhou');
    await caller.rings();
    await caller.presses('0');
    await until('the question', async () => {
      if (caller.heard.some((one) => one.text.includes('同意录音请按 1'))) return true;
      await caller.isSilent();
      return false;
    });
    await caller.presses('2');
    expect(caller.call?.waits).toBe('agent');
    const line = await openLine(await onWebsite('zhou'), 'web-late-leg');
    const count = (words: string) => line.messages().filter((one) => JSON.stringify(one.body).includes(words)).length;
    const [legs, typed] = [() => count('dial_failed'), () => count('客服会打字回答')];
    const [before, typedBefore] = [legs(), typed()];
    // The provider tells the call's end first, then the leg's.
    await caller.status('completed');
    await post();
    await caller.agentLeg('no-answer');
    await post();
    await until('both', () => legs() > before);
    // Nothing is owed to a call that is over: it would wait for ever.
    expect(typed()).toBe(typedBefore);
  });
});
