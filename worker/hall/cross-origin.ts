/** Lets listed pages on other origins (the shop's own, with our widget) call the customer's operations and read the answers. */
import type { MiddlewareHandler } from 'hono';
import { configOf } from '../config.ts';
import type { Hall } from '../env.ts';
import { listedAnywhere } from './origins.ts';

/** Around every customer operation. Sockets need none of it: the browser sends their Origin and we check it. */
export const crossOrigin: MiddlewareHandler<Hall> = async (context, next) => {
  const origin = context.req.header('origin');
  const listed = origin !== undefined && listedAnywhere(configOf(context.env).accounts, origin);
  if (context.req.method === 'OPTIONS') {
    const headers: Record<string, string> = { vary: 'origin' };
    if (listed) {
      headers['access-control-allow-origin'] = origin;
      headers['access-control-allow-methods'] = 'POST';
      headers['access-control-allow-headers'] = 'authorization, content-type';
      headers['access-control-max-age'] = '7200';
    }
    return new Response(null, { status: 204, headers });
  }
  await next();
  if (context.res.status === 101) return;
  const headers = new Headers(context.res.headers);
  headers.append('vary', 'origin');
  if (listed) headers.set('access-control-allow-origin', origin);
  context.res = new Response(context.res.body, { status: context.res.status, headers });
};
