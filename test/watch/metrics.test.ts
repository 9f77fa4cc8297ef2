/** `/metrics` as Prometheus asks for it, and the format itself. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { summedNames } from '../../shared/operations/calls.ts';
import { exposition } from '../../worker/watch/exposition.ts';
import { customer, freshPerson, rows, said } from '../customer/rig.ts';
import { knock, post, refusalIn } from '../hall/knock.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { until } from '../world.ts';
import { minute, staged, watch } from './rig.ts';
import { readExposition, type ReadFamily } from './strict.ts';

staged();

const asked = (key = env.METRICS_KEY ?? '') => knock('/metrics', { headers: { authorization: `Bearer ${key}` } });
const scraped = async () => readExposition(await (await asked()).text());
const valueOf = (families: readonly ReadFamily[], name: string, labels: Record<string, string> = {}) =>
  families
    .flatMap(({ samples }) => samples)
    .find((one) => one.name === name && Object.entries(labels).every(([key, value]) => one.labels[key] === value))
    ?.value;

describe('the format', () => {
  it('O124 is read by a strict reader, whatever stands in labels', () => {
    const text = exposition([
      {
        name: 'a_total',
        help: 'Two\nlines \\ here.',
        type: 'counter',
        samples: [{ labels: { of: 'a "b"\\\n{c},d=' }, value: 2 }],
      },
      {
        name: 'b_seconds',
        help: 'Times.',
        type: 'histogram',
        bounds: [0.1, 1],
        samples: [{ labels: { door: 'x' }, counts: [2, 1, 4], sum: 9.5 }],
      },
      { name: 'c', help: 'Nothing.', type: 'gauge', samples: [] },
      { name: 'd', help: 'Alone.', type: 'gauge', samples: [{ labels: {}, value: 1.5e-7 }] },
    ]);
    const families = readExposition(text);
    expect(families.map(({ name }) => name)).toEqual(['a_total', 'b_seconds', 'd']);
    expect(families[0]?.samples[0]?.labels['of']).toBe('a "b"\\\n{c},d=');
    expect(families[1]?.samples.map(({ value }) => value)).toEqual([2, 3, 7, 9.5, 7]);
  });

  it.each([
    ['a value that is none', '# HELP a x\n# TYPE a gauge\na one\n'],
    ['no type', 'a 1\n'],
    ['a series twice', '# HELP a x\n# TYPE a gauge\na 1\na 2\n'],
    ['a quote of a label', '# HELP a x\n# TYPE a gauge\na{b="c"d"} 1\n'],
    [
      'classes that fall',
      '# HELP a x\n# TYPE a histogram\na_bucket{le="1"} 3\na_bucket{le="+Inf"} 2\na_sum 1\na_count 2\n',
    ],
    ['no end of line', '# HELP a x\n# TYPE a gauge\na 1'],
  ])('O124 the reader refuses %s', (_what, text) => {
    expect(() => readExposition(text)).toThrow();
  });
});

describe('/metrics', () => {
  it('O124 is Prometheus’ alone, by its own key, and doesn’t exist without one', async () => {
    expect((await knock('/metrics')).status).toBe(401);
    expect((await asked('wrong')).status).toBe(401);
    expect((await asked(env.OPERATOR_KEY)).status).toBe(401);
    const response = await asked();
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const { METRICS_KEY: _, ...without } = env;
    const { app } = await import('../../worker/app.ts');
    const nowhere = await app.fetch(
      new Request(`${env.PUBLIC_URL}/metrics`, { headers: { authorization: 'Bearer ' } }),
      without,
    );
    expect(await refusalIn(nowhere)).toBe('not_found');
  });

  it('O125 counts messages, sends, refusals, times, sockets and the line, and names nobody', async () => {
    const person = freshPerson();
    must(await customer(person.id).hear(said(person.sms, 'k1', '你好')));
    const waiting = freshPerson();
    must(await customer(waiting.id).hear(said(waiting.web, 'k1', '转人工')));
    await until('sent', async () => (await rows(person.id, `select * from letter where kind = 'send'`)).length === 0);
    await until('in line', async () => ((await env.DESK.getByName('main').view()).figures?.waiting ?? 0) > 0);
    expect((await post('/v1/session', { site: 'nowhere' })).status).toBeGreaterThan(399);
    await minute(2);
    const families = await scraped();
    const account = person.sms.account;
    expect(valueOf(families, 'yixian_messages_total', { account, channel: 'sms', direction: 'in' })).toBe(1);
    expect(valueOf(families, 'yixian_messages_total', { account, direction: 'out' })).toBeGreaterThan(0);
    expect(valueOf(families, 'yixian_sends_total', { account, outcome: 'sent' })).toBe(1);
    expect(valueOf(families, 'yixian_refusals_total', { code: 'no_account' })).toBe(1);
    expect(valueOf(families, 'yixian_request_duration_seconds_count', { door: 'customer' })).toBeGreaterThan(0);
    expect(valueOf(families, 'yixian_queue_waiting', { group: '' })).toBeGreaterThan(0);
    expect(valueOf(families, 'yixian_queue_oldest_wait_seconds', { group: '' })).toBeGreaterThan(0);
    expect(valueOf(families, 'yixian_outbox_oldest_seconds')).toBe(0);
    expect(valueOf(families, 'yixian_synthetic_up', { account })).toBe(1);
    expect(valueOf(families, 'yixian_incidents_open')).toBeDefined();
    const kept = await runInDurableObject(stubOf(watch()), (_: unknown, state: DurableObjectState) =>
      state.storage.sql.exec<{ name: string }>('select distinct name from count_minute').toArray(),
    );
    // What only machines read is no minute’s row.
    expect(kept.map(({ name }) => name)).toContain('sent');
    expect(kept.filter(({ name }) => summedNames.some((one) => one === name))).toEqual([]);
    const text = await (await asked()).text();
    for (const one of [person.id, waiting.id, person.sms.peer, person.sms.peer.slice(3), waiting.web.peer])
      expect(text).not.toContain(one);
  });
});
