/** The commands of docs/api.md, run as they stand; what one answers fills the words of those that follow. */
import { spawnSync } from 'node:child_process';
import { world } from './relay-places.ts';

/** Every command of the page, in its order. */
export function examplesIn(page: string): string[] {
  return [...page.matchAll(/```sh\n([\s\S]*?)```/gu)].map(([, command = '']) => command.trim());
}

/** The words the commands begin with: a user of the demo's shop who has just said something. */
export async function wordsFor(url: string, key: string): Promise<Map<string, string>> {
  const { token } = await world<{ token: string }>(url, 'POST', 'shop/sign-in', { persona: 'lin', site: 'shop' });
  const post = async (path: string, body: object, bearer?: string) => {
    const headers = {
      'content-type': 'application/json',
      origin: url,
      ...(bearer && { authorization: `Bearer ${bearer}` }),
    };
    const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as { token?: string };
  };
  const session = await post('/v1/session', { site: 'shop', token });
  const frame = { type: 'send', number: 1, body: { kind: 'text', text: '你好' } };
  await post('/v1/line/operate', { instance: 'story', frame }, session.token);
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as { sub: string };
  // The directory learns of a line within two seconds.
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  return new Map([
    ['YIXIAN', url],
    ['KEY', key],
    ['USER_ID', claims.sub],
    ['ONCE', String(Date.now())],
  ]);
}

type Answer = {
  ok?: boolean;
  customers?: { customer: string }[];
  customer?: { session: { fence: number } | null; revision: number };
  ticket?: { ticket: string };
  cursor?: string;
};

/** Runs one and learns from its answer; `told` is what it said. */
export function runExample(command: string, known: Map<string, string>): { ok: boolean; told: string } {
  const { stdout, stderr, status } = spawnSync('sh', ['-euc', command], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', ...Object.fromEntries(known) },
  });
  if (status !== 0) return { ok: false, told: `${stderr}${stdout}` };
  const answer = JSON.parse(stdout) as Answer;
  const found: [string, string | number | undefined][] = [
    ['CUSTOMER', answer.customers?.length === 1 ? answer.customers[0]?.customer : undefined],
    ['FENCE', answer.customer?.session?.fence],
    ['CARD', answer.customer?.revision],
    ['TICKET', answer.ticket?.ticket],
    ['CURSOR', answer.cursor],
  ];
  for (const [name, value] of found) if (value !== undefined) known.set(name, String(value));
  return { ok: answer.ok === true, told: stdout };
}
