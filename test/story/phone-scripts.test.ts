/** The simulated telephone plays scripts against the gateway: silence, barge-in, hanging up at every moment, doubled and late news. */
import { beforeAll, describe, it } from 'vitest';
import { knowledgeable, openWorld } from '../world.ts';
import { atTheHotline, plays, type Script } from './phone-script.ts';
import type { AgentDesk } from './rig.ts';

let lead: AgentDesk;

beforeAll(async () => {
  openWorld();
  await knowledgeable();
  lead = await atTheHotline('scripts');
}, 70_000);

const ended = /"event":"call_ended"/u;

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
    name: 'silent when a time for the callback is asked: asked once more, then told the place in line again, and no ticket is booked',
    persona: 'zhou',
    steps: [
      ['rings'],
      ['presses', '0'],
      ['presses', '1'],
      ['is silent'],
      ['hears', /没有听清时间/u],
      ['is silent'],
      ['hears', /继续等候.*(?:您前面还有|您排在第一位).*按 1 预约回电/su],
      ['hangs up'],
      ['stands', /已为您预约回电/u, 0],
      ['stands', ended, 1],
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
