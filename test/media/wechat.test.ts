/** A picture a customer sends over WeChat: named at once, fetched as a letter, shown as soon as it is here. */
import { env } from 'cloudflare:workers';
import { evictDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import sandbox from '../../sandbox/index.ts';
import type { Body } from '../../shared/message.ts';
import { freshMediaId } from '../../worker/channels/media-key.ts';
import { agent, customer, freshPerson, openScreen, rows, said } from '../customer/rig.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { openWorld, until, WORLD_URL } from '../world.ts';
import { png } from './files.ts';

/** Answers media/get as told, everything else as the sandbox does. */
function wechatGives(...answers: (() => Response)[]): { count: number } {
  const asked = { count: 0 };
  openWorld({
    [new URL(WORLD_URL).host]: async (request) => {
      if (!new URL(request.url).pathname.endsWith('/cgi-bin/media/get')) return sandbox.fetch(request, env);
      asked.count += 1;
      return (answers[Math.min(asked.count, answers.length) - 1] ?? (() => Response.error()))();
    },
  });
  return asked;
}

async function sends(mediaId: string) {
  const { id, wechat } = freshPerson();
  const hearing = said(wechat, `p-${mediaId}`, '');
  const body: Body = { kind: 'image', mediaId };
  const media = await freshMediaId(env.SECRET);
  const heard = { ...hearing, heard: { ...hearing.heard, body }, media } as typeof hearing;
  must(await customer(id).hear(heard));
  const shown = async () =>
    JSON.parse(String((await rows(id, `select body from message where body like '%image%'`))[0]?.['body'])) as Body &
      Record<string, unknown>;
  return { id, heard, shown };
}

describe('U9 a picture WeChat holds', () => {
  it('U9 stands in the line at once and is here after a fault, a repeat and a reset, fetched once', async () => {
    const asked = wechatGives(
      () => new Response('busy', { status: 502 }),
      () => new Response(png(30, 20), { headers: { 'content-type': 'image/png' } }),
    );
    const { id, heard, shown } = await sends('M-1');
    expect(await shown()).toMatchObject({ kind: 'image', coming: true });
    must(await customer(id).hear(heard));
    await evictDurableObject(stubOf(customer(id)));
    const body = await until('the picture', async () => ((await shown())['coming'] ? null : await shown()), 15_000);
    expect(body).toMatchObject({
      kind: 'image',
      width: 30,
      height: 20,
      url: expect.stringMatching(/^\/media\//u) as unknown,
    });
    const { messages } = (await (await openScreen(id, agent(), 'd1')).next('reset')).snapshot;
    expect(messages.find((one) => one.direction === 'in')?.body).toEqual(body);
    expect(asked.count).toBe(2);
  });

  it('U9 that can’t be had any more says so', async () => {
    const asked = wechatGives(() => Response.json({ errcode: 40007, errmsg: 'invalid media_id' }));
    const { shown } = await sends('M-2');
    const body = await until('the word', async () => ((await shown())['coming'] ? null : await shown()), 15_000);
    expect(body).not.toHaveProperty('url');
    expect(asked.count).toBe(1);
  });
});
