/** The door to a language model: any OpenAI-compatible endpoint by its own SDK, or Workers AI by its binding. Optional everywhere. */
import OpenAI from 'openai';
import * as v from 'valibot';
import type { Prompt } from '../brain/language/asked.ts';
import type { Call } from '../channels/channel.ts';
import type { LanguageModelSettings } from '../config.ts';

/** What Workers AI offers; the runtime's own type names every model there is. */
export type ModelBinding = { run(model: string, input: object): Promise<unknown> };

/** Longest answer that is looked at; a longer one is no answer. */
const ANSWER_LIMIT = 20_000;

/** Puts a prompt to the model. Null: no usable answer within the time, whatever the reason. Never throws. */
export async function askModel(
  settings: LanguageModelSettings,
  prompt: Prompt,
  tools: { call: Call; binding?: ModelBinding | undefined; fault(where: string, error: unknown): void },
): Promise<string | null> {
  try {
    const answer = await Promise.race([
      settings.kind === 'workers-ai' ? byBinding(settings, prompt, tools.binding) : bySdk(settings, prompt, tools.call),
      lateAfter(settings.timeoutMs),
    ]);
    return answer !== null && answer.length <= ANSWER_LIMIT ? answer : null;
  } catch (error) {
    tools.fault('language model', error);
    return null;
  }
}

async function bySdk(settings: LanguageModelSettings, prompt: Prompt, call: Call): Promise<string | null> {
  const client = new OpenAI({
    apiKey: settings.key ?? 'none',
    baseURL: settings.url,
    timeout: settings.timeoutMs,
    maxRetries: 0,
    fetch: (input, init) => call(new Request(input, init), settings.timeoutMs),
  });
  const answer = await client.chat.completions.create({
    model: settings.model,
    messages: messagesOf(prompt),
    max_tokens: Math.min(prompt.maxTokens, settings.maxTokens),
    temperature: 0,
    ...(settings.jsonMode ? { response_format: { type: 'json_object' as const } } : {}),
  });
  return answer.choices[0]?.message.content ?? null;
}

/** Workers AI answers `{response}` (older models) or OpenAI's own shape. */
const bindingAnswer = v.union([
  v.object({ response: v.string() }),
  v.pipe(
    v.object({ choices: v.pipe(v.array(v.object({ message: v.object({ content: v.string() }) })), v.minLength(1)) }),
    v.transform(({ choices }) => ({ response: choices[0]?.message.content ?? '' })),
  ),
]);

async function byBinding(
  settings: LanguageModelSettings,
  prompt: Prompt,
  binding: ModelBinding | undefined,
): Promise<string | null> {
  if (!binding) return null;
  const given = await binding.run(settings.model, {
    messages: messagesOf(prompt),
    max_tokens: Math.min(prompt.maxTokens, settings.maxTokens),
    temperature: 0,
  });
  const read = v.safeParse(bindingAnswer, given);
  return read.success ? read.output.response : null;
}

function messagesOf(prompt: Prompt) {
  return [
    { role: 'system' as const, content: prompt.system },
    { role: 'user' as const, content: prompt.user },
  ];
}

function lateAfter(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms));
}
