/** The simulated telephone plays scripts against the gateway: silence, barge-in, hanging up at every moment, doubled and late news. */
import { beforeAll, describe, expect, it } from 'vitest';
import { knowledgeable, openWorld, until } from '../world.ts';
import { Caller } from './caller.ts';
import { plays, type Script } from './phone-script.ts';
import { AgentDesk, onWebsite, openLine, post, type LineStream } from './rig.ts';

let lead: AgentDesk;

beforeAll(async () => {
  openWorld();
  await knowledgeable();
  lead = await AgentDesk.signIn('scripts', '何热线', 'lead');
  const { members } = await lead.reads<{ members: { id: string; login: string }[] }>('/staff/v1/members');
  const member = members.find((one) => one.login === 'scripts')?.id ?? '';
  const greeting = { zh: '元旦期间发货顺延一天。', en: '' };
  const value = { agents: [{ member, number: '+8613500135000' }], recording: true, missedSms: true, greeting };
  expect(await lead.asks('/staff/v1/settings/telephone', { revision: 0, value })).toMatchObject({ ok: true });
  await lead.acts({ act: 'duty', duty: 'busy' });
}, 70_000);

const ended = /"event":"call_ended"/u;
const recording = /"kind":"voice"/u;

const scripts: Script[] = [
  {
    name: 'silence, and then words: it is asked once, and nobody is called',
    persona: 'lin',
    steps: [
      ['rings'],
      ['hears', /人工智能.*元旦期间发货顺延一天/su],
      ['is silent'],
      ['hears', /没有听到/u],
      ['interrupts', '怎么申请退款'],
      ['is silent'],
      ['never heard', /转接人工客服/u],
      ['hangs up'],
      ['stands', ended, 1],
      ['texts', 0],
    ],
  },
  {
    name: 'barge-in: the greeting is cut short, each word stands once, and each webhook again is answered alike',
    persona: 'lin',
    steps: [
      ['rings'],
      ['hears the last again'],
      // Told beside the call, nobody hears an answer to it: it takes nothing of what is to be spoken.
      ['status', 'in-progress'],
      ['hears the last again'],
      ['interrupts', '我想开发票'],
      ['hears the last again'],
      ['interrupts', '几天能收到退款'],
      ['hears the last again'],
      ['hangs up'],
      ['stands', /我想开发票/u, 1],
      ['stands', /几天能收到退款/u, 1],
      ['stands', ended, 1],
    ],
  },
  {
    name: 'hanging up in the middle of a turn: the question is kept, its answer was never spoken, and the end stands once',
    persona: 'lin',
    steps: [
      ['rings'],
      ['says', '我的快递到哪了'],
      ['in the world', { 'shop.hook': { slowMs: 2500, times: 1 } }],
      ['says and hangs up', 'YX20261120001'],
      ['stands', /YX20261120001"/u, 1],
      ['stands', ended, 1],
      ['stands', /"status":"queued"/u, 0],
      ['texts', 0],
    ],
  },
  {
    name: 'hanging up in line: one SMS, one end, and a late status is nothing new',
    persona: 'chen',
    steps: [
      ['rings'],
      ['says', '转人工'],
      ['hears', /按 1 预约回电/u],
      ['hangs up'],
      ['stands', ended, 1],
      ['texts', 1],
      ['status', 'in-progress'],
      ['status', 'completed'],
      ['status', 'completed'],
      ['stands', ended, 1],
      ['texts', 1],
    ],
  },
  {
    name: 'hanging up when a time for the callback is asked: they waited, so one is owed all the same',
    persona: 'zhou',
    steps: [
      ['rings'],
      ['presses', '0'],
      ['presses', '1'],
      ['hears', /什么时候给您回电/u],
      ['hangs up'],
      ['stands', ended, 1],
      ['texts', 1],
    ],
  },
  {
    name: 'a status of the call before comes while the next one is on: that one goes on',
    persona: 'lin',
    steps: [
      ['in the world', { 'phone.status': { delayMs: 600_000, duplicate: 1, times: 1 } }],
      ['rings'],
      ['hangs up'],
      ['rings'],
      ['stands', ended, 1],
      ['says', '几天能收到退款'],
      ['hears the last again'],
      ['hangs up'],
      ['stands', ended, 2],
    ],
  },
];

describe('a script', () => {
  it.each(scripts)('C33 C61 $name', async (script) => plays(script, lead));
});

let opened: LineStream | null = null;

/** The line of this name's conversation at the lead's seat: one screen, whichever script it is. */
async function lineAt(name: string): Promise<LineStream> {
  const row = await lead.conversation(name, (one) => one.state === 'agent');
  return (opened ??= await lead.line(row.customer));
}

/** Their session ends, so that the next script meets the robot. */
async function closed(name: string): Promise<void> {
  const line = await lineAt(name);
  await until(`${name} with the agent`, () => line.session()?.state === 'agent');
  const fence = line.session()?.fence;
  const summary = { category: 'delivery-late', text: '演练', resolved: true };
  await line.do({ type: 'act', act: { act: 'close', fence, summary } });
  await until(`the end of ${name}'s session`, () => line.session()?.state === 'closed');
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

describe('a script with an agent', () => {
  it.each(withAgent)('C33 C37 C61 $name', async (script) => {
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
