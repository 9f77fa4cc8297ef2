/** What a voice says: the company is asked, late or soon, and every screen sees its words. */
import { env } from 'cloudflare:workers';
import { evictDurableObject } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import sandbox from '../../sandbox/index.ts';
import type { Body } from '../../shared/message.ts';
import { freshMediaId } from '../../worker/channels/media-key.ts';
import { agent, customer, freshPerson, openScreen, rows, said, visitor, type Screen } from '../customer/rig.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until, WORLD_URL } from '../world.ts';

const amr = new Uint8Array([...new TextEncoder().encode('#!AMR\n'), ...Array.from({ length: 13 }, () => 0)]);
amr[6] = 0x04;

type Question = { request: string; slots: { voice: string; seconds?: string }; user: string | null; language: string };

/** The company hears as told; WeChat gives one voice. */
function companyHears(...answers: ((asked: Question) => Promise<Response> | Response)[]): Question[] {
  const heard: Question[] = [];
  openWorld({
    [new URL(WORLD_URL).host]: async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname.endsWith('/cgi-bin/media/get')) {
        return new Response(amr, { headers: { 'content-type': 'audio/amr' } });
      }
      if (!pathname.endsWith('/hook/transcribe')) return sandbox.fetch(request, env);
      const asked = await request.json<Question>();
      heard.push(asked);
      return (answers[Math.min(heard.length, answers.length) - 1] ?? (() => Response.error()))(asked);
    },
  });
  return heard;
}

const says = (text: string) => () => Response.json({ outcome: 'done', text });

async function speaks(more: Partial<Extract<Body, { kind: 'voice' }>> = {}) {
  const { id, wechat, web } = freshPerson();
  const mine = await openScreen(id, visitor(web), 'i1');
  const desk = await openScreen(id, agent(), 'd1');
  const hearing = said(wechat, `v-${id}`, '');
  const body: Body = { kind: 'voice', mediaId: `V-${id}`, ...more };
  const media = await freshMediaId(env.SECRET);
  must(await customer(id).hear({ ...hearing, heard: { ...hearing.heard, body }, media }));
  const stands = async () =>
    JSON.parse(
      String((await rows(id, `select body from message where direction = 'in' order by revision`))[0]?.['body']),
    ) as Extract<Body, { kind: 'voice' }>;
  const robot = async () =>
    (await rows(id, `select body from message where speaker ->> '$.kind' = 'robot' order by revision`)).map((row) =>
      String(row['body']),
    );
  return { id, wechat, mine, desk, stands, robot };
}

const transcripts = (screen: Screen) =>
  screen
    .of('event')
    .flatMap(({ change }) => (change.kind === 'body' && change.body.kind === 'voice' ? [change.body.transcript] : []));

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

describe('N73 what a voice says', () => {
  it('N73 comes from the company by a key to this one file; the robot waits for it and answers the words', async () => {
    const bytes: number[] = [];
    const heard = companyHears(async (asked) => {
      const file = await fetch(asked.slots.voice);
      bytes.push(file.status, (await file.arrayBuffer()).byteLength);
      return says('怎么申请退款')();
    });
    const { mine, desk, stands, robot } = await speaks();
    await until('the words', async () => (await stands()).transcript);
    expect(await stands()).toMatchObject({
      transcript: '怎么申请退款',
      url: expect.stringMatching(/^\/media\//u) as unknown,
    });
    expect(bytes).toEqual([200, amr.byteLength]);
    await until('the desk', () => transcripts(desk).includes('怎么申请退款'));
    await until('their own screens', () => transcripts(mine).includes('怎么申请退款'));
    const said = await robot();
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('退款');
    expect(heard).toHaveLength(1);
    expect(heard[0]?.user).toBeNull();
  });

  it('O40 退订 said aloud stops offers as written words do', async () => {
    companyHears(says('我要退订'));
    const { id, stands } = await speaks();
    await until('the words', async () => (await stands()).transcript);
    expect(await rows(id, 'select purpose, channel, given from choice')).toEqual([
      { purpose: 'marketing', channel: '', given: 0 },
    ]);
  });

  it('N73 told later is asked for again under the same name, also after a reset', async () => {
    const heard = companyHears(() => Response.json({ outcome: 'later' }), says('在吗'));
    const { id, stands, robot } = await speaks();
    await until('the first question', () => heard.length > 0);
    expect(await robot()).toEqual([]);
    await evictDurableObject(stubOf(customer(id)));
    await until('the words', async () => (await stands()).transcript, 20_000);
    expect(new Set(heard.map(({ request }) => request)).size).toBe(1);
    expect(heard.length).toBeGreaterThan(1);
    expect(await robot()).toHaveLength(1);
  });

  it('N73 without an answer, and with nonsense, the robot says once that it can’t hear, and the voice stands', async () => {
    const heard = companyHears(() => new Response('nonsense'));
    const { stands, robot } = await speaks();
    await until('the robot', async () => (await robot()).length > 0);
    expect(heard).toHaveLength(3);
    expect(await stands()).not.toHaveProperty('transcript');
    expect(await robot()).toHaveLength(1);
  });

  it('N73 a company that is away for a while is asked again: its words are shown, and the robot answers no second time', async () => {
    let away = true;
    const heard = companyHears(() => (away ? new Response('away', { status: 503 }) : says('怎么申请退款')()));
    const { id, desk, stands, robot } = await speaks();
    await until('the robot', async () => (await robot()).length > 0);
    expect(await stands()).not.toHaveProperty('transcript');
    away = false;
    await until('the words', async () => (await stands()).transcript, 60_000);
    await until('every screen', () => transcripts(desk).includes('怎么申请退款'));
    const asked = heard.map(({ request }) => request).filter((request) => request.startsWith(id));
    expect(asked.length).toBeGreaterThan(1);
    expect(new Set(asked).size).toBe(1);
    expect(await robot()).toHaveLength(1);
  }, 90_000);

  it('N73 WeChat’s own Recognition is taken as it is, and nobody is asked', async () => {
    const heard = companyHears(says('anything else'));
    const { stands, robot } = await speaks({ transcript: '怎么申请退款' });
    await until('the file', async () => !(await stands()).coming);
    expect(await stands()).toMatchObject({ transcript: '怎么申请退款' });
    expect(await robot()).toHaveLength(1);
    expect(heard).toEqual([]);
  });

  it('N73 words that come once a person serves are shown and not answered by the robot', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const heard = companyHears(async () => {
      await held;
      return says('怎么申请退款')();
    });
    const { id, wechat, desk, stands, robot } = await speaks();
    await until('the question', () => heard.length > 0);
    must(await customer(id).hear(said(wechat, `h-${id}`, '转人工')));
    const before = (await robot()).length;
    release();
    await until('the words', async () => (await stands()).transcript);
    await until('every screen', () => transcripts(desk).includes('怎么申请退款'));
    expect((await robot()).slice(before).join('')).not.toContain('退款');
  });
});
