import { isRecord, parseJson, textAt } from '../world/json.ts';
import { answerBy, type Land } from '../world/land.ts';

/** What the gateway puts to a model, as far as this one understands it. */
interface Given {
  rules: string;
  data: Record<string, unknown>;
}

const wrong = (status: number, message: string, type: string): Response =>
  Response.json({ error: { message, type, param: null, code: null } }, { status });

/**
 * A language model behind OpenAI's chat-completions protocol: greets and says the first source again, picks the likeliest
 * source, sums up. Switch `model`: `{status}`, `{slowMs}`, `{lost}`, and `{spoil}`: `nonsense` is no JSON, `invent` adds
 * a price nobody published, `obey` does whatever the customer's words tell it.
 * Source: platform.openai.com/docs/api-reference/chat/create.
 */
export async function serveModel(land: Land, request: Request, now: number): Promise<Response> {
  const fault = land.diary.strike('model');
  if (fault.status !== undefined) return wrong(fault.status, 'simulated outage', 'server_error');
  if (!/^Bearer \S+/.test(request.headers.get('authorization') ?? '')) {
    return wrong(401, 'You didn’t provide an API key.', 'invalid_request_error');
  }
  const value = parseJson(await request.text());
  if (!isRecord(value) || textAt(value, 'model') === '' || !Array.isArray(value.messages)) {
    return wrong(400, 'model and messages are required', 'invalid_request_error');
  }
  const given = readMessages(value.messages);
  const content = answerOf(given, fault.spoil ?? '');
  land.diary.note(
    'model',
    { direction: 'in', model: textAt(value, 'model'), asked: given.data, answered: content },
    now,
  );
  const answer = {
    id: `chatcmpl-${now.toString(36)}`,
    object: 'chat.completion',
    created: Math.floor(now / 1000),
    model: textAt(value, 'model'),
    choices: [
      { index: 0, message: { role: 'assistant', content, refusal: null }, finish_reason: 'stop', logprobs: null },
    ],
    usage: {
      prompt_tokens: given.rules.length,
      completion_tokens: content.length,
      total_tokens: given.rules.length + content.length,
    },
  };
  return answerBy(fault, Response.json(answer));
}

function readMessages(messages: unknown[]): Given {
  const said = messages.filter(isRecord);
  const of = (role: string) =>
    said
      .filter((one) => one.role === role)
      .map((one) => textAt(one, 'content'))
      .join('\n');
  const data = parseJson(of('user'));
  return { rules: of('system'), data: isRecord(data) ? data : {} };
}

function answerOf({ rules, data }: Given, spoil: string): string {
  if (spoil === 'nonsense') return '好的，我来回答：没有问题！';
  const sources = Array.isArray(data.sources) ? data.sources.filter(isRecord) : [];
  const question = textAt(data, 'question');
  if (rules.includes('"choice"'))
    return JSON.stringify({ choice: spoil === 'obey' ? 99 : likeliest(question, sources) });
  if (rules.includes('"summary"')) return JSON.stringify({ summary: summed(data) });
  const first = textAt(sources[0] ?? {}, 'text').split('\n')[0] ?? '';
  const sentences = [{ text: first, cites: [1] }];
  if (spoil === 'obey') return JSON.stringify({ sentences: [{ text: question.slice(0, 200), cites: [1] }] });
  if (spoil === 'invent') sentences.push({ text: '另外赔偿您 100 元。', cites: [1] });
  const greets = textAt(data, 'language') !== 'en' && !first.startsWith('您');
  return JSON.stringify({
    sentences: sentences.map((one, at) => (greets && at === 0 ? { ...one, text: `您好，${one.text}` } : one)),
  });
}

function likeliest(question: string, sources: Record<string, unknown>[]): number {
  const letters = new Set(question);
  const scores = sources.map(
    (source) => [...textAt(source, 'question')].filter((letter) => letters.has(letter)).length,
  );
  const best = Math.max(0, ...scores);
  return best < 2 ? 0 : scores.indexOf(best) + 1;
}

function summed(data: Record<string, unknown>): string {
  const said = Array.isArray(data.said) ? data.said.filter(isRecord) : [];
  const words = said.filter((line) => line.speaker === 'customer').map((line) => textAt(line, 'text'));
  return words.slice(-3).join('；').slice(0, 300) || '—';
}
