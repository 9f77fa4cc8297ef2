/** A telephone call as a script: what the caller does, step by step, and what is heard and stands in the line. */
import { expect } from 'vitest';
import { until } from '../world.ts';
import { Caller } from './caller.ts';
import { AgentDesk, inWorld, onWebsite, openLine, post, type LineStream } from './rig.ts';

export type Step =
  | ['rings' | 'is silent' | 'hangs up' | 'hears the last again']
  | ['says' | 'interrupts' | 'presses', string]
  /** What was heard before counts no more. */
  | ['listens anew' | 'was let go']
  /** Speaks, and hangs up before there was an answer. */
  | ['says and hangs up', string]
  /** Listens, silent, until these words come. */
  | ['hears', RegExp]
  | ['never heard', RegExp]
  /** How the leg to the agent's own telephone ends. */
  | ['the agent’s telephone', 'completed' | 'no-answer' | 'busy']
  /** What the exchange notes last: whether a talk was recorded. */
  | ['the exchange notes', RegExp]
  /** A status of the call, late or for the second time. */
  | ['status', string]
  | ['the agent is', 'online' | 'busy' | 'offline']
  /** Comes on duty, and the waiting caller is theirs. */
  | ['the agent takes it']
  | ['in the world', Record<string, object>]
  /** So many messages of the line since the call began, after the post went. */
  | ['stands', RegExp, number]
  | ['texts', number];

export type Script = { name: string; persona: string; steps: Step[] };

/** Who answers the hotline: a telephone of their own, talks recorded where the caller agrees, busy for now. */
export async function atTheHotline(login: string): Promise<AgentDesk> {
  const lead = await AgentDesk.signIn(login, '何热线', 'lead');
  const { members } = await lead.reads<{ members: { id: string; login: string }[] }>('/staff/v1/members');
  const member = members.find((one) => one.login === login)?.id ?? '';
  const greeting = { zh: '元旦期间发货顺延一天。', en: '' };
  const value = { agents: [{ member, number: '+8613500135000' }], recording: true, missedSms: true, greeting };
  expect(await lead.asks('/staff/v1/settings/telephone', { revision: 0, value })).toMatchObject({ ok: true });
  await lead.acts({ act: 'duty', duty: 'busy' });
  return lead;
}

let played = 0;

/** Plays it against the gateway; throws where something else is heard or stands. */
export async function plays({ name, persona, steps }: Script, lead: AgentDesk): Promise<void> {
  const caller = new Caller(persona);
  const line = await openLine(await onWebsite(persona), `web-script-${(played += 1)}`);
  const before = line.messages().length;
  const texts = async () => {
    await post();
    const { messages } = await inWorld<{ messages: { text: string }[] }>(`/people/${persona}/inbox`);
    return messages.filter((one) => /没有接通人工|did not reach a person/u.test(one.text)).length;
  };
  const textsBefore = await texts();
  let said = '';
  for (const [at, step] of steps.entries()) {
    const what = `${name}, step ${at + 1} (${step[0]})`;
    said += `\n${(await does(step, what)) ?? ''}`;
  }

  async function does(step: Step, what: string): Promise<string | undefined> {
    switch (step[0]) {
      case 'rings':
        said = '';
        return caller.rings();
      case 'listens anew':
        said = '';
        return;
      case 'was let go':
        expect(caller.call?.endedAt, what).toBeTypeOf('number');
        return;
      case 'is silent':
        return caller.isSilent();
      case 'hangs up':
        return caller.hangsUp();
      case 'hears the last again':
        expect(await caller.again(), what).toBe(true);
        return;
      case 'says':
        return caller.says(step[1]);
      case 'interrupts': {
        const heard = await caller.says(step[1]);
        expect(caller.interrupted, what).toBe(true);
        return heard;
      }
      case 'presses':
        return caller.presses(step[1]);
      case 'says and hangs up':
        // The gateway is still thinking when the line is put down.
        await Promise.all([
          caller.says(step[1]),
          new Promise((end) => setTimeout(end, 300)).then(() => caller.hangsUp()),
        ]);
        return;
      case 'hears':
        await until(what, async () => {
          if (step[1].test(said)) return true;
          said += `\n${await caller.isSilent()}`;
          return step[1].test(said);
        });
        return;
      case 'never heard':
        expect(said, what).not.toMatch(step[1]);
        return;
      case 'the agent’s telephone':
        return caller.agentLeg(step[1]);
      case 'the exchange notes':
        expect(caller.heard.findLast((one) => one.kind === 'note')?.text, what).toMatch(step[1]);
        return;
      case 'status':
        await caller.status(step[1]);
        return;
      case 'the agent is':
        await lead.acts({ act: 'duty', duty: step[1] });
        return;
      case 'the agent takes it':
        await lead.acts({ act: 'duty', duty: 'online' });
        await until(what, () => line.session()?.state === 'agent');
        return;
      case 'in the world':
        await inWorld('/faults', step[1]);
        return;
      case 'stands':
        return stands(step[1], step[2], what);
      case 'texts':
        if (step[1] > 0) await until(what, async () => (await texts()) - textsBefore >= step[1]);
        expect((await texts()) - textsBefore, what).toBe(step[1]);
    }
  }

  async function stands(words: RegExp, times: number, what: string): Promise<undefined> {
    await post();
    const found = () => since(line, before).filter((one) => words.test(one)).length;
    if (times > 0) await until(what, () => found() >= times);
    expect(found(), `${what} ${String(words)}\n${since(line, before).join('\n')}`).toBe(times);
  }
}

/** Each message with its channel, who spoke and how it fared by now. */
function since(line: LineStream, at: number): string[] {
  const fates = new Map<string, string>();
  for (const frame of line.frames)
    if (frame.type === 'event' && frame.change.kind === 'status') fates.set(frame.change.id, frame.change.status);
  return line
    .messages()
    .slice(at)
    .map(({ id, channel, speaker, body, status }) =>
      JSON.stringify({ channel, by: speaker.kind, status: fates.get(id) ?? status, body }),
    );
}
