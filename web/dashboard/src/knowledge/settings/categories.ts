const PATH = /^[a-z0-9-]{1,40}(\/[a-z0-9-]{1,40}){0,3}$/u;

/** Which paths can't stand: misspelt, there twice, or under a category that is not there. */
export function badCategories(paths: readonly string[]): Set<number> {
  const known = new Set<string>();
  const all = new Set(paths);
  const bad = new Set<number>();
  for (const [at, path] of paths.entries()) {
    const parent = path.split('/').slice(0, -1).join('/');
    if (!PATH.test(path) || known.has(path) || (parent !== '' && !all.has(parent))) bad.add(at);
    known.add(path);
  }
  return bad;
}
