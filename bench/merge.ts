/** A person with thousands of messages goes into another's line, and back, on the running gateway: beside one reading of the same line. */
import { WebSocket } from 'ws';
import type { Gateway } from '../scripts/gateway.ts';
import { makeMember } from '../scripts/operator.ts';
import { STREAM_VERSION } from '../shared/frame.ts';

/** Frames on their way at once while the line is written. */
const PIPELINE = 40;
const LOOK_MS = 10;
/** The line of 10,000 messages stands in the other within so long, nineteen times of twenty: beyond it the command fails. */
export const MERGE_P95_MS = 2_000;

export type MergeFigures = {
  messages: number;
  merges: number;
  /** From the decision to both sessions leading to one line. */
  p50_ms: number;
  p95_ms: number;
  /** The same back. */
  unmerge_p50_ms: number;
  /** A word said by the moving side as the merge begins, until it is acknowledged. */
  word_p95_ms: number;
  /** One reading of everything in the line, as its person downloads it. */
  read_p50_ms: number;
  /** A merge over one reading. */
  p50_ratio: number;
};

type Answered = { ok?: boolean; token: string; visitor: string; ticket: string; url: string; code?: string };

function quantile(given: readonly number[], part: number): number {
  const sorted = [...given].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** Merges the line of a visitor with so many messages into an older one, takes it apart and again, so many times. */
export async function mergeFigures(gateway: Gateway, messages: number, rounds: number): Promise<MergeFigures> {
  const post = async (path: string, body: object, headers: Record<string, string>) => {
    const answer = await fetch(gateway.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: gateway.publicUrl, ...headers },
      body: JSON.stringify(body),
    });
    return { answer: await answer.json<Answered>(), cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' };
  };
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const session = async (more: object) => (await post('/v1/session', { site: 'shop', ...more }, {})).answer;
  const user = async () => (await post('/sandbox/shop/sign-in', { persona: 'lin' }, {})).answer.token;
  const say = (token: string, number: number, text: string) =>
    post(
      '/v1/line/operate',
      { instance: 'bench', frame: { type: 'send', number, body: { kind: 'text', text } } },
      bearer(token),
    );
  const placeOf = async (token: string) => {
    const { url } = (await post('/v1/ticket', {}, bearer(token))).answer;
    return /\/line\/([^.]+)\./u.exec(url)?.[1] ?? '';
  };
  const apart = async (one: string, other: string, is: boolean) => {
    while (((await placeOf(one)) === (await placeOf(other))) !== is)
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  };

  const { token: older } = await session({ token: await user() });
  await say(older, 1, '早先问过的');
  const { token: younger, visitor } = await session({});
  await fill(gateway, younger, messages, (await post('/v1/ticket', {}, bearer(younger))).answer);
  const [survivor, moving] = [await placeOf(older), await placeOf(younger)];

  const login = { login: `merge-${process.pid}`, name: '量测', role: 'lead' } as const;
  const password = (await makeMember(gateway.url, gateway.settings, login)) ?? '';
  const { cookie } = await post('/staff/v1/sign-in', { login: login.login, password }, {});
  const decide = async (said: 'one' | 'apart') => {
    const { answer } = await post(`/staff/v1/line/${survivor}/alike`, { other: moving, say: said }, { cookie });
    if (answer.ok !== true) throw new Error(`${said}: ${answer.code ?? ''}`);
  };
  // Signed in on the same browser they are only asked; a colleague says that they are one, as each time after.
  await session({ token: await user(), visitor });
  await decide('one');
  await apart(older, younger, true);
  const reads: number[] = [];
  const merges: number[] = [];
  const parts: number[] = [];
  const words: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const readAt = performance.now();
    await (
      await fetch(`${gateway.url}/v1/me/data`, { headers: { ...bearer(older), origin: gateway.publicUrl } })
    ).text();
    reads.push(performance.now() - readAt);
    const partAt = performance.now();
    await decide('apart');
    await apart(older, younger, false);
    parts.push(performance.now() - partAt);
    const began = performance.now();
    await decide('one');
    const said = say(younger, round + 1, `第 ${round} 次`).then(() => words.push(performance.now() - began));
    await apart(older, younger, true);
    merges.push(performance.now() - began);
    await said;
  }
  return {
    ...{ messages, merges: rounds, p50_ms: quantile(merges, 0.5), p95_ms: quantile(merges, 0.95) },
    ...{ unmerge_p50_ms: quantile(parts, 0.5), word_p95_ms: quantile(words, 0.95) },
    ...{ read_p50_ms: quantile(reads, 0.5), p50_ratio: quantile(merges, 0.5) / quantile(reads, 0.5) },
  };
}

/** Writes until the line has so many messages: the visitor's words and the robot's. */
async function fill(gateway: Gateway, token: string, messages: number, { ticket, url }: Answered): Promise<void> {
  const socket = new WebSocket(gateway.url.replace('http', 'ws') + url, { origin: gateway.publicUrl });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  let sent = 0;
  let count = 0;
  await new Promise<void>((resolve, reject) => {
    const next = () => {
      sent += 1;
      const body = { kind: 'text', text: `第 ${sent} 句：订单 ${100_000_000 + sent} 的退款什么时候到账` };
      socket.send(JSON.stringify({ type: 'send', number: sent, body }));
    };
    socket.on('close', (code) => reject(new Error(`the socket was closed: ${code}, ${count} of ${messages} messages`)));
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString('utf8')) as {
        type: string;
        revision?: number;
        change?: { kind: string };
        code?: string;
      };
      if (frame.type === 'probe') socket.send('ping');
      if (frame.type === 'refused') reject(new Error(frame.code));
      if (frame.revision !== undefined) socket.send(JSON.stringify({ type: 'got', revision: frame.revision }));
      if (frame.type === 'welcome') for (let at = 0; at < PIPELINE; at += 1) next();
      if (frame.type === 'event' && frame.change?.kind === 'message') count += 1;
      if (count >= messages) resolve();
      else if (frame.type === 'accepted') next();
    });
    socket.send(JSON.stringify({ type: 'hello', version: STREAM_VERSION, ticket, instance: 'fill', position: null }));
  });
  socket.removeAllListeners('close');
  socket.close(1000);
}
