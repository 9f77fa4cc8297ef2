/** Runs a tool of the toolchain and keeps what it said. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './build.ts';

/** How a tool ended. */
export type Ran = { code: number; output: string; seconds: number };

/** Runs to the end; `live` passes its words on as they come. */
export function run(
  command: string,
  args: string[],
  options: { live?: boolean; env?: Record<string, string> } = {},
): Promise<Ran> {
  const began = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      if (options.live) process.stdout.write(chunk);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', (fault) => resolve({ code: 1, output: `${output}${String(fault)}\n`, seconds: 0 }));
    child.on('close', (code) => resolve({ code: code ?? 1, output, seconds: (performance.now() - began) / 1000 }));
  });
}

/** A package's own command, run by this Node. */
export const tool = (path: string) => join(root, 'node_modules', path);
