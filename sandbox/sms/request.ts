import type { Signed } from './acs3.ts';

/** Takes a request apart for the verifiers: raw bytes, and the names under which the provider is reached. */
export async function takeApart(request: Request, base: string, realHost: string): Promise<Signed> {
  const url = new URL(request.url);
  const rest = url.pathname.slice(base.length) || '/';
  const hostHeader = request.headers.get('host');
  return {
    method: request.method,
    paths: [...new Set([url.pathname, rest])],
    hosts: [...new Set([url.host, realHost, ...(hostHeader ? [hostHeader] : [])])],
    query: url.searchParams,
    header: (name) => request.headers.get(name) ?? undefined,
    body: new Uint8Array(await request.arrayBuffer()),
  };
}
