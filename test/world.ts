/** Leads the network of the Workers tests: the simulated platforms and the gateway answer each other inside the isolate. */
import { env, exports } from 'cloudflare:workers';
import { vi } from 'vitest';
import sandbox from '../sandbox/index.ts';
import type { Env as SandboxEnv } from '../sandbox/config.ts';
import type { Env } from '../worker/env.ts';
import { lookAgain } from '../worker/knowledge/shelf.ts';

/** Where the simulated platforms answer in tests. */
export const WORLD_URL = 'http://world.test';

declare global {
  namespace Cloudflare {
    interface Env extends GatewayEnv, WorldEnv {}
    interface GlobalProps {
      mainModule: typeof import('./worker.ts');
    }
  }
}
type GatewayEnv = Env;
type WorldEnv = SandboxEnv;

/** One call that left the gateway or the world, as it was made. */
export type Seen = { request: Request; status: number | null };

/**
 * Routes the global `fetch`: the gateway's address to the gateway, the world's to the sandbox, `others` to what a test stands
 * there; anything else fails like a network that is down. Answers the list of calls, filled as they happen.
 */
export function openWorld(others: Record<string, (request: Request) => Promise<Response>> = {}): Seen[] {
  const seen: Seen[] = [];
  const route = async (request: Request): Promise<Response> => {
    const { origin, host } = new URL(request.url);
    const other = others[host];
    if (other) return other(request);
    if (origin === env.PUBLIC_URL) return exports.default.fetch(request);
    if (origin === WORLD_URL) return sandbox.fetch(request, env);
    throw new TypeError(`no such host in this world: ${host}`);
  };
  vi.stubGlobal('fetch', async (given: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(given, init);
    const entry: Seen = { request: request.clone(), status: null };
    seen.push(entry);
    const response = await route(request);
    entry.status = response.status;
    return response;
  });
  return seen;
}

/** Waits until something is true, looking every few milliseconds of real time; fails with its name. */
export async function until<Value>(
  name: string,
  look: () => Value | null | undefined | false | Promise<Value | null | undefined | false>,
  limitMs = 15_000,
): Promise<Value> {
  const end = performance.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error(`waited ${limitMs} ms in vain for ${name}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Waits until this isolate has the demo's knowledge: the first one to ask makes the base write and index it, which takes seconds. */
export async function knowledgeable(): Promise<void> {
  await until('the published knowledge', () => lookAgain(env), 60_000);
}
