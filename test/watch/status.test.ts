/** `/status` as a customer asks for it: plain, cached, never too often, and as the house stands. */
import { env } from 'cloudflare:workers';
import { beforeEach, expect, it, vi } from 'vitest';
import * as v from 'valibot';
import { statusAnswer } from '../../shared/operations/status-api.ts';
import { BURST, forgetStatus } from '../../worker/hall/status-door.ts';
import { note } from '../../worker/watch-counts.ts';
import { knock, post, refusalIn } from '../hall/knock.ts';
import { minute, settle, signedIn, staged, watch } from './rig.ts';

staged();
beforeEach(() => forgetStatus());

const data = async () => v.parse(statusAnswer, await (await knock('/status.json')).json());

it('O129 an alarm becomes trouble of its channel within the half minute the picture is kept', async () => {
  await minute();
  expect((await data()).condition).toBe('good');
  for (let time = 0; time < 3; time += 1) void note(env, 'unknown', 'aliyun-1069');
  await minute();
  vi.setSystemTime(Date.now() - 31_000);
  expect((await data()).condition).toBe('good');
  vi.setSystemTime(Date.now() + 31_000);
  const told = await data();
  expect(told.components.find(({ component }) => component === 'sms')?.condition).toBe('limited');
  expect(told.components.find(({ component }) => component === 'web')?.condition).toBe('good');
  expect(told.incidents).toMatchObject([{ to: null, state: 'open', components: ['sms'], troubles: ['delayed'] }]);
});

it('O129 the page says it in the reader’s language, with the notice as text, and loads nothing', async () => {
  for (let time = 0; time < 3; time += 1) void note(env, 'unknown', 'aliyun-1069');
  await minute();
  const [incident] = (await watch().standing()).incidents;
  const { cookie } = await signedIn('lead');
  const notice = { shown: true, account: '', zh: '短信 <b>延迟</b>', en: 'SMS is "late"', minutes: 60 };
  expect((await post(`/staff/v1/operations/incidents/${incident?.id}/notice`, notice, { cookie })).status).toBe(200);
  await settle('switches', {
    off: [
      { what: 'robot', account: '', why: '内部原因', by: { id: 'u_1', name: '王芳' }, since: Date.now(), until: null },
    ],
  });
  const response = await knock('/status');
  const html = await response.text();
  expect(response.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'$/u,
  );
  expect(response.headers.get('cache-control')).toBe('public, max-age=30');
  expect(html).toContain('<html lang="zh-CN">');
  expect(html).toContain('短信 &#60;b&#62;延迟&#60;/b&#62;');
  expect(html).not.toMatch(/<script|<link|<img|style="|http:|https:/u);
  const english = await (await knock('/status?lang=en')).text();
  expect(english).toContain('SMS is &#34;late&#34;');
  expect(english).toContain('data-component="robot"');
  for (const text of [html, english, await (await knock('/status.json')).text()])
    for (const word of ['内部原因', '王芳', '赵敏', 'aliyun', 'g1201']) expect(text, word).not.toContain(word);
  await settle('switches', { off: [] });
});

it('O129 who asks too often is told to wait; where the watch can’t be asked nobody is told that all is well', async () => {
  for (let time = 0; time < BURST; time += 1) expect((await knock('/status.json')).status).toBe(200);
  const refused = await knock('/status');
  expect(await refusalIn(refused)).toBe('rate_limited');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  forgetStatus();
  expect((await data()).condition).toBe('unknown');
});
