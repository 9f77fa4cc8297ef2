import { posix } from 'node:path';

type Json = Record<string, unknown>;

/** Makes every component's path absolute, so that the running program has nothing left to search. */
export function resolveComponents(path: string, config: Json, global: Json, exists: (path: string) => boolean): Json {
  const own = record(config['usingComponents']);
  const using: Record<string, string> = {};
  for (const [name, target] of [...entries(record(global), 'app'), ...entries(own, path)]) {
    const [from, written] = target;
    const found = locate(written, from, exists);
    if (found !== undefined) using[name] = `/${found}`;
  }
  const generics: Json = {};
  for (const [name, value] of Object.entries(record(config['componentGenerics']))) {
    const written = record(value)['default'];
    const found = typeof written === 'string' ? locate(written, path, exists) : undefined;
    generics[name] = found === undefined ? true : { default: `/${found}` };
  }
  return {
    ...config,
    usingComponents: using,
    ...(Object.keys(generics).length > 0 ? { componentGenerics: generics } : {}),
  };
}

const record = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});

const entries = (using: Json, from: string): [string, [string, string]][] =>
  Object.entries(using).map(([name, target]) => [name, [from, String(target)]]);

function locate(written: string, from: string, exists: (path: string) => boolean): string | undefined {
  const folder = posix.dirname(from);
  const direct = written.startsWith('/') ? written.slice(1) : posix.join(folder, written);
  const candidates = [direct, `${direct}/index`];
  for (let at = folder; !/^[./]/.test(written); at = posix.dirname(at)) {
    const base = posix.join(at, 'miniprogram_npm', written);
    candidates.push(base, `${base}/index`);
    if (at === '.') break;
  }
  return candidates.find(exists);
}
