/** Which model a deployment may use, and how it is asked. */
import { describe, expect, it } from 'vitest';
import { askModel } from '../../worker/customer/language-model.ts';
import { readLanguageModel, type LanguageModelSettings } from '../../worker/language-model.ts';

const given = (more: object) =>
  JSON.stringify({ kind: 'openai', url: 'https://model.example/v1', model: 'm', region: 'cn', ...more });

describe('M6 region and filing', () => {
  it('nothing, an empty word and off mean none: one switch', () => {
    for (const text of [undefined, '', 'off']) expect(readLanguageModel(text, 'cn')).toEqual({ kind: 'none' });
  });
  it('in the mainland a model without a filing number, or abroad, is refused with a sentence', () => {
    expect(readLanguageModel(given({}), 'cn')).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('filing') as string,
    });
    expect(readLanguageModel(given({ region: 'elsewhere', filing: 'Beijing-X-0001' }), 'cn')).toMatchObject({
      kind: 'refused',
    });
    expect(readLanguageModel(given({ filing: 'Beijing-X-0001' }), 'cn')).toMatchObject({ kind: 'used' });
    expect(readLanguageModel(given({ region: 'elsewhere' }), 'elsewhere')).toMatchObject({ kind: 'used' });
  });
  it.each([['junk'], ['{}'], [given({ timeoutMs: 1 })], [given({ url: undefined })], [given({ typo: 1 })]])(
    '%s is a broken setting',
    (text) => {
      expect(() => readLanguageModel(text, 'cn')).toThrow(/^LANGUAGE_MODEL: /u);
    },
  );
});

describe('M7 a model is asked once, within its time, and never breaks a turn', () => {
  const choice = readLanguageModel(given({ filing: 'Beijing-X-0001', timeoutMs: 300, key: 'k' }), 'cn');
  if (choice.kind !== 'used') throw new Error('no settings');
  const prompt = { system: 'rules', user: '{"question":"?"}', maxTokens: 100 };
  const faults: string[] = [];
  const ask = (call: (request: Request) => Promise<Response>, settings: LanguageModelSettings = choice.settings) =>
    askModel(settings, prompt, { call, fault: (where) => void faults.push(where) });

  it('by the protocol of OpenAI', async () => {
    const seen: { url: string; key: string | null; body: object }[] = [];
    const answer = await ask(async (request) => {
      seen.push({ url: request.url, key: request.headers.get('authorization'), body: await request.json() });
      return Response.json({ choices: [{ index: 0, message: { role: 'assistant', content: '{"choice":1}' } }] });
    });
    expect(answer).toBe('{"choice":1}');
    expect(seen).toEqual([
      {
        url: 'https://model.example/v1/chat/completions',
        key: 'Bearer k',
        body: expect.objectContaining({ model: 'm', max_tokens: 100, temperature: 0 }) as object,
      },
    ]);
  });
  it.each<[string, () => Promise<Response>]>([
    ['hangs', () => new Promise(() => undefined)],
    ['fails', () => Promise.resolve(new Response('no', { status: 500 }))],
    ['limits us', () => Promise.resolve(Response.json({ error: { message: 'slow down' } }, { status: 429 }))],
    ['says nonsense', () => Promise.resolve(new Response('<html>'))],
    ['says nothing', () => Promise.resolve(Response.json({ choices: [] }))],
    ['is not there', () => Promise.reject(new Error('refused'))],
  ])('one that %s gives null, after one call', async (_name, call) => {
    let calls = 0;
    const answer = await ask(() => {
      calls += 1;
      return call();
    });
    expect(answer).toBeNull();
    expect(calls).toBe(1);
  });
  it('by Workers AI’s binding, in both shapes of its answers', async () => {
    const settings: LanguageModelSettings = { ...choice.settings, kind: 'workers-ai', model: '@cf/meta/llama' };
    for (const shape of [{ response: 'yes' }, { choices: [{ message: { content: 'yes' } }] }]) {
      const binding = { run: (model: string) => Promise.resolve(model === '@cf/meta/llama' ? shape : null) };
      const answer = await askModel(settings, prompt, {
        call: () => Promise.reject(new Error('no')),
        binding,
        fault: () => undefined,
      });
      expect(answer).toBe('yes');
    }
  });
});
