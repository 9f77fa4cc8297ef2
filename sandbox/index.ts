import type { Env } from './config.ts';

export { World } from './world/object.ts';

/** The outside world as one worker: every path under /sandbox/ is answered by the one object that remembers it all. */
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith('/sandbox/')) return new Response('Not part of the simulated world', { status: 404 });
    return env.WORLD.getByName('world').fetch(request);
  },
} satisfies ExportedHandler<Env>;
