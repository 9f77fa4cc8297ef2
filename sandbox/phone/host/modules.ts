import { ABSENT_ON_PHONES, MODULE_ARGUMENTS } from './names.ts';
import type { Program } from './program.ts';

/** The names a phone gives to every module, `require`, `module` and `exports` excepted. */
export type Globals = Record<string, unknown>;

/** Runs the program's CommonJS modules, each once, with the browser's own names shut out. */
export class Modules {
  #scripts: Program['scripts'];
  #globals: Globals;
  #loaded = new Map<string, { exports: unknown }>();

  constructor(scripts: Program['scripts'], globals: Globals) {
    this.#scripts = scripts;
    this.#globals = globals;
  }

  /** Is there such a module (a path ending in .js)? */
  has(path: string): boolean {
    return Object.hasOwn(this.#scripts, path);
  }

  /** The exports of a module, running it on first use. */
  require(path: string): unknown {
    const known = this.#loaded.get(path);
    if (known !== undefined) return known.exports;
    const run = this.#scripts[path];
    if (run === undefined) throw new Error(`module '${path}' is not defined`);
    const module: { exports: unknown } = { exports: {} };
    this.#loaded.set(path, module);
    const given: Globals = {
      ...this.#globals,
      require: (name: string) => this.require(this.#resolve(name, path)),
      module,
      exports: module.exports,
    };
    const absent = new Set<string>(ABSENT_ON_PHONES);
    run.apply(
      undefined,
      MODULE_ARGUMENTS.map((name) => (absent.has(name) ? undefined : given[name])),
    );
    return module.exports;
  }

  #resolve(name: string, from: string): string {
    const parts = name.startsWith('/') ? [] : from.split('/').slice(0, -1);
    for (const part of name.split('/')) {
      if (part === '..') parts.pop();
      else if (part !== '.' && part !== '') parts.push(part);
    }
    const base = parts.join('/');
    return [base, `${base}.js`, `${base}/index.js`].find((path) => this.has(path)) ?? base;
  }
}
