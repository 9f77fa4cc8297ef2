/** The company's hook as its developer sees it: signed, the same request for every try, and never trusted blindly. */
import { describe, expect, it } from 'vitest';
import { CallFault } from '../../worker/channels/fault.ts';
import { companyHook, type Question } from '../../worker/customer/company-hook.ts';
import { hex, hmac } from '../../worker/lib/digest.ts';

const secret = 'for-this-test-only';
const NOW = 1_764_000_000_000;
let count = 0;

const asked: Question = {
  request: 'c_1-abc',
  flow: 'refund',
  action: 'refund',
  slots: { order: 'YX20261120001', reason: 'size' },
  user: 'u1001',
  language: 'en',
  tries: 0,
};

/** A hook of its own address, so that each test has its own circuit. */
function hookThat(answer: (request: Request, timeoutMs: number) => Promise<Response> | Response) {
  count += 1;
  const seen: Request[] = [];
  const clock = { now: NOW };
  const url = `https://shop${count}.example/hook`;
  const ask = companyHook(
    { url, secret },
    async (request, timeoutMs) => {
      seen.push(request.clone());
      return answer(request, timeoutMs);
    },
    () => clock.now,
  );
  return { ask, seen, clock, url };
}

const done = () => Response.json({ outcome: 'done', values: { ticket: 'RF1', amount: 329 } });

describe('F6 what leaves', () => {
  it('is one POST to the action, signed over time and body, in five seconds, with the request twice', async () => {
    let limit = 0;
    const { ask, seen, url } = hookThat((_request, timeoutMs) => {
      limit = timeoutMs;
      return done();
    });
    expect(await ask(asked)).toEqual({ ok: true, outcome: 'done', values: { ticket: 'RF1', amount: '329' } });
    const [request] = seen;
    if (!request) throw new Error('nothing left');
    const body = await request.text();
    expect([request.method, request.url, limit]).toEqual(['POST', `${url}/refund`, 5_000]);
    expect(JSON.parse(body)).toEqual({
      request: 'c_1-abc',
      flow: 'refund',
      action: 'refund',
      slots: { order: 'YX20261120001', reason: 'size' },
      user: 'u1001',
      language: 'en',
    });
    expect(request.headers.get('idempotency-key')).toBe('c_1-abc');
    const at = NOW / 1000;
    const mark = hex(await hmac('SHA-256', secret, `${at}.${body}`));
    expect(request.headers.get('x-yixian-signature')).toBe(`t=${at},v1=${mark}`);
  });

  it('nothing, where no hook is set up', async () => {
    const ask = companyHook(null, () => Promise.reject(new Error('nobody calls')));
    expect(await ask(asked)).toEqual({ ok: false, unsent: true, rest: false });
  });
});

describe('F6 what comes back is checked', () => {
  const card = {
    no: 'A1',
    stateText: { zh: '运输中', en: 'On the way' },
    items: [{ title: 'C\u202eup', price: '¥89' }],
  };
  it('V68 an order in the language of the dialog, words in both', async () => {
    const say = { zh: '好', en: 'fine' };
    const { ask } = hookThat(() => Response.json({ outcome: 'done', order: card, say }));
    expect(await ask(asked)).toMatchObject({ order: { stateText: 'On the way', items: [{ title: 'Cup' }] }, say });
    expect(await ask({ ...asked, language: 'zh' })).toMatchObject({ order: { stateText: '运输中' } });
  });
  const many = Object.fromEntries(Array.from({ length: 21 }, (_, at) => [`v${at}`, 'x']));
  it.each<[string, () => Response]>([
    ['half a JSON', () => new Response('{"outcome": "do')],
    ['no outcome', () => Response.json({})],
    ['an outcome that is no word', () => Response.json({ outcome: '<b>done</b>' })],
    ['a list', () => Response.json([{ outcome: 'done' }])],
    ['values that are no words', () => Response.json({ outcome: 'done', values: { a: { b: 1 } } })],
    ['a value too long', () => Response.json({ outcome: 'done', values: { a: 'x'.repeat(301) } })],
    ['a name that is none', () => Response.json({ outcome: 'done', values: { '{order}': 'x' } })],
    ['too many values', () => Response.json({ outcome: 'done', values: many })],
    ['words in one language', () => Response.json({ outcome: 'done', say: { zh: '好' } })],
    ['an order that is none', () => Response.json({ outcome: 'done', order: { no: 7 } })],
    ['too much', () => Response.json({ outcome: 'done', rest: 'x'.repeat(70_000) })],
    ['a refusal', () => Response.json({ outcome: 'done' }, { status: 403 })],
    ['an error', () => Response.json({ outcome: 'done' }, { status: 500 })],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://elsewhere.example' } })],
  ])('%s is no answer', async (_name, answer) => {
    const { ask } = hookThat(answer);
    expect(await ask(asked)).toEqual({ ok: false, unsent: false, rest: false });
  });
});

describe('F7 whether anything can have been done', () => {
  const refused = () => Promise.reject(new CallFault('never_left', 'refused'));
  const lost = () => Promise.reject(new CallFault('unknown', 'timed out'));
  it('is certain only while no try has left', async () => {
    let answer: () => Promise<Response> = refused;
    const { ask } = hookThat(() => answer());
    expect(await ask(asked)).toMatchObject({ unsent: true });
    expect(await ask({ ...asked, tries: 1 })).toMatchObject({ unsent: true });
    answer = lost;
    expect(await ask({ ...asked, tries: 2 })).toMatchObject({ unsent: false });
    answer = refused;
    expect(await ask({ ...asked, tries: 3 })).toMatchObject({ unsent: false });
  });
  it('is not known to a fresh isolate that finds a second try', async () => {
    const { ask } = hookThat(refused);
    expect(await ask({ ...asked, tries: 1 })).toMatchObject({ unsent: false });
  });
});

describe('F8 the circuit', () => {
  it('opens after five failures in a row for everybody, asks nobody for twenty seconds, then tries once', async () => {
    let broken = true;
    const { ask, seen, clock } = hookThat(() => (broken ? new Response('down', { status: 503 }) : done()));
    for (let nth = 0; nth < 5; nth += 1) await ask({ ...asked, request: `r${nth}` });
    expect(seen).toHaveLength(5);
    expect(await ask({ ...asked, request: 'r5' })).toEqual({ ok: false, unsent: true, rest: true });
    expect(seen).toHaveLength(5);
    clock.now += 20_000;
    broken = false;
    const [first, second] = await Promise.all([ask({ ...asked, request: 'r6' }), ask({ ...asked, request: 'r7' })]);
    expect([first?.ok, second?.ok]).toEqual([true, false]);
    expect(seen).toHaveLength(6);
    expect(await ask({ ...asked, request: 'r8' })).toMatchObject({ ok: true });
  });
});
