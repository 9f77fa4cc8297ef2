/** Sizes, names, the lock file, refusals, migrations: what keeps the house in order. */
import { describe, expect, it } from 'vitest';
import { refusals } from '../../shared/refusal.ts';
import { filesUnder, importsOf, text } from './source.ts';

/** Written by a program of ours, which says so in the first line. */
const written = (path: string) => text(path).startsWith('/* Written by');
/** Writes `any` into a program it makes, as text. */
const writer = 'miniprogram/build/gates/bindings.ts';
const code = ['worker', 'shared', 'web', 'sandbox', 'miniprogram', 'scripts', 'bench', 'test'].flatMap((folder) =>
  filesUnder(folder, ['.ts', '.vue', '.mjs']),
);
const withoutComments = (source: string) => source.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gmu, '');
const lines = (path: string) => text(path).split('\n').length - 1;

describe('files', () => {
  it('are read', () => expect(code.length).toBeGreaterThan(100));

  it('end at 300 lines, an actor’s class at 150', () => {
    const long = code
      .filter((path) => lines(path) > (path.startsWith('worker/') && /\/(?:object|actor)\.ts$/u.test(path) ? 150 : 300))
      .filter((path) => !written(path) && !/\/(?:tables|zh|en|cases)\.ts$/u.test(path));
    expect(long.map((path) => `${path}: ${lines(path)}`)).toEqual([]);
  });

  it('have names of the trade', () => {
    const vague = code.filter((path) =>
      /(?:^|\/)(?:utils?|helpers?|common|types|managers?|services?|misc)(?:\/|\.ts$)/u.test(path),
    );
    expect(vague).toEqual([]);
  });

  it('carry no escape from the types and nothing left for later', () => {
    const escapes = /:\s*any\b|<any>|as any\b|as unknown as|\b(?:it|test|describe)\.(?:skip|only)\b/u;
    const found = code.filter(
      (path) => path !== writer && !path.startsWith('test/house/') && escapes.test(withoutComments(text(path))),
    );
    expect(found).toEqual([]);
  });

  /** They say what must not compile. */
  const uncompilable = ['test/shared/consent-proof.test.ts'];
  it('leave no note for later and silence no check', () => {
    const notes = /@ts-ignore|@ts-expect-error|@ts-nocheck|\bTODO\b|\bFIXME\b|oxlint-disable|eslint-disable/u;
    expect(
      code.filter((path) => !path.startsWith('test/house/') && !uncompilable.includes(path) && notes.test(text(path))),
    ).toEqual([]);
  });

  it('never let an unsaved write out', () => {
    expect(code.filter((path) => path.startsWith('worker/') && text(path).includes('allowUnconfirmed'))).toEqual([]);
  });
});

describe('the repository', () => {
  it('has a lock file without addresses', () => {
    expect(text('package-lock.json')).not.toMatch(
      /"resolved"|https?:\/\/(?!(?:opencollective|github|www\.|paypal|tidelift|ko-fi|patreon)[^"]*)[^"]*\.tgz/u,
    );
  });

  it('names the same actors in wrangler.toml, the runtime and index.ts', () => {
    const inToml = [...text('wrangler.toml').matchAll(/class_name = "(\w+)"/gu)].map(([, name]) => name);
    const exported = [...text('worker/index.ts').matchAll(/export \{ (\w+) \}/gu)].map(([, name]) => name);
    const atRuntime = [
      ...(/gatewayActors = \[([^\]]+)\]/u.exec(text('scripts/runtime.ts'))?.[1] ?? '').matchAll(/'(\w+)'/gu),
    ].map(([, name]) => name);
    expect(inToml.length).toBeGreaterThan(4);
    expect([...exported].sort()).toEqual([...inToml].sort());
    expect([...atRuntime].sort()).toEqual([...inToml].sort());
  });
});

describe('refusals', () => {
  const worker = filesUnder('worker', ['.ts']).map(text).join('\n');
  const tests = filesUnder('test', ['.ts'])
    .filter((path) => !path.startsWith('test/house/'))
    .map(text)
    .join('\n');

  it.each(Object.keys(refusals))('%s is given somewhere and tested', (name) => {
    expect(worker.includes(`'${name}'`), `${name} is given by no room`).toBe(true);
    expect(tests.includes(`'${name}'`), `${name} is in no test`).toBe(true);
  });
});

describe('migrations', () => {
  it('every actor with tables takes its steps by the one runner', () => {
    const schemas = filesUnder('worker', ['/schema.ts']);
    expect(schemas.length).toBeGreaterThan(4);
    for (const schema of schemas) {
      const object = schema.replace('/schema.ts', '/object.ts');
      // A class in two floors takes them on the lower one.
      const imports = importsOf(object);
      const base = imports.find((one) => one.endsWith('/actor.ts'));
      expect(base ? importsOf(base) : imports, object).toContain('worker/lib/migrate.ts');
      expect(text(schema), schema).toMatch(/\bstrict\b/u);
    }
  });
});
