/** Every command the README shows is run here, or is the very thing that runs this test. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const data = mkdtempSync(join(tmpdir(), 'yixian-readme-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

function commandsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/gu)].flatMap(([, block = '']) => block.trim().split('\n'));
  const inline = [...text.matchAll(/\| `(npm run [^`]+)` \|/gu)].map(([, command = '']) => command);
  return [...blocks, ...inline];
}

const zh = commandsOf('README.zh-CN.md');
const en = commandsOf('README.md');

/** `npm test` runs this test; `npm run check` is its first part; `deploy` needs an account: its dry run is the build. */
const ranElsewhere = new Set(['npm test', 'npm run check']);

let port = 23_400;
function run(command: string, more: string[] = []): { output: () => string; ended: Promise<number>; stop: () => void } {
  port += 1;
  const [program = '', ...args] = command.split(' ');
  const extra = more.length === 0 || args.includes('--') ? more : ['--', ...more];
  const child = spawn(program, [...args, ...extra], {
    cwd: root,
    env: { ...process.env, PORT: String(port), YIXIAN_DATA: join(data, String(port)) },
    detached: true,
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 1)));
  const stop = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
  };
  return { output: () => output, ended, stop };
}

async function ready(command: string): Promise<void> {
  const started = run(command);
  try {
    const at = `http://127.0.0.1:${port}/healthz`;
    await expect
      .poll(
        () =>
          fetch(at).then(
            (answer) => answer.status,
            () => 0,
          ),
        { timeout: 90_000, interval: 300 },
      )
      .toBe(200);
    if (command === 'npm start') {
      const owner = await import('node:child_process').then(({ execFileSync }) =>
        execFileSync('npm', ['run', 'owner'], {
          cwd: root,
          encoding: 'utf8',
          env: { ...process.env, PORT: String(port), YIXIAN_DATA: join(data, String(port)) },
        }),
      );
      expect(owner).toMatch(/http:\S+enter=\S+/u);
    }
  } finally {
    started.stop();
    await started.ended;
  }
}

describe('the README', () => {
  it('O4 shows the same commands in both languages', () => {
    expect(en.length).toBeGreaterThan(8);
    expect(zh).toEqual(en);
  });

  for (const command of en.filter((one) => !ranElsewhere.has(one))) {
    if (command === 'npm run owner') continue; // run beside npm start, which it needs
    it(`O4 O5 ${command}`, { timeout: 240_000 }, async () => {
      if (['npm start', 'npm run dev', 'npm run selfhost'].includes(command)) return ready(command);
      const extra = command === 'npm run deploy' ? ['--dry-run'] : command.includes(' -- ') ? ['--json'] : [];
      const done = run(command, extra);
      expect(await done.ended, done.output().slice(-2000)).toBe(0);
      if (command.includes(' -- ')) {
        // O5: with --json the last line is one object
        const last: unknown = JSON.parse(done.output().trim().split('\n').at(-1) ?? '');
        expect(last).toBeTypeOf('object');
        expect(Object.keys(last ?? {}).length).toBeGreaterThan(2);
      }
    });
  }
});
