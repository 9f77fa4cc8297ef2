/** A platform that answers calls as a test says. */
import type { Call, SendTools } from '../../worker/channels/channel.ts';
import { NOW } from './platforms.ts';

export type Posted = { url: URL; method: string; text: string };

/** It answers in turn with what is given; the last answer stays. */
export function platform(...answers: (object | string | Error)[]) {
  const posted: Posted[] = [];
  const asked: (string | undefined)[] = [];
  const call: Call = async (request) => {
    posted.push({
      url: new URL(request.url),
      method: request.method,
      text: new TextDecoder().decode(await request.arrayBuffer()),
    });
    const answer = answers[Math.min(posted.length, answers.length) - 1] ?? {};
    if (answer instanceof Error) throw answer;
    return typeof answer === 'string' ? new Response(answer, { status: 502 }) : Response.json(answer);
  };
  const tools: SendTools = {
    call,
    token(stale) {
      asked.push(stale);
      return Promise.resolve({ ok: true, token: stale === undefined ? 'T1' : 'T2' });
    },
    now: NOW,
    nonce: () => 'n',
    publicBase: 'https://gw.example.com',
    shared: (url) => Promise.resolve(url.startsWith('/') ? `https://gw.example.com${url}?key=k` : url),
    media: () => Promise.resolve(null),
  };
  return { posted, asked, tools };
}
