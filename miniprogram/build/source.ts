import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, posix, relative, resolve, sep } from 'node:path';

const LIBRARY = 'miniprogram_npm/tdesign-miniprogram/';
const OUTER = 'root/';
/** Folders and files beside the app's own sources that are never part of the app. */
const NOT_APP =
  /^(build\/|upload\/|node_modules\/|package\.json$|tsconfig\.json$|project\.config\.json$|.*\.d\.ts$|icons\.txt$)/;

/** Where each file of the uploaded mini-program comes from: our folder, our shared code, or the component library. */
export class SourceTree {
  readonly root: string;
  readonly app: string;
  readonly library: string;

  constructor(root: string, app = join(root, 'miniprogram')) {
    this.root = root;
    this.app = app;
    // The library is found from here and not from the app's folder, so that a planted app in a test finds it too.
    const packageFile = createRequire(import.meta.url).resolve('tdesign-miniprogram/package.json');
    this.library = join(dirname(packageFile), 'miniprogram_dist');
  }

  /** The source file behind an uploaded path, or undefined when nothing would be there. */
  find(uploaded: string): string | undefined {
    const base = this.#place(uploaded);
    const candidates = uploaded.endsWith('.js')
      ? [base.replace(/\.js$/, '.ts'), base]
      : uploaded.endsWith('.wxss')
        ? [base.replace(/\.wxss$/, '.scss'), base]
        : [base];
    return candidates.find((file) => existsSync(file) && statSync(file).isFile());
  }

  #place(uploaded: string): string {
    if (uploaded.startsWith(LIBRARY)) return join(this.library, uploaded.slice(LIBRARY.length));
    if (uploaded.startsWith(OUTER)) return join(this.root, uploaded.slice(OUTER.length));
    return join(this.app, uploaded);
  }

  /** The uploaded path of a source file: the inverse of `find`. */
  uploadedPath(file: string): string {
    const slashes = (path: string) => path.split(sep).join('/');
    const inside = (folder: string) => file.startsWith(folder + sep);
    const renamed = (path: string) => path.replace(/\.ts$/, '.js').replace(/\.scss$/, '.wxss');
    if (inside(this.library)) return LIBRARY + slashes(relative(this.library, file));
    if (inside(this.app)) return renamed(slashes(relative(this.app, file)));
    return OUTER + renamed(slashes(relative(this.root, file)));
  }

  /** Resolves a script's relative specifier to a source file. */
  script(specifier: string, fromFile: string): string | undefined {
    const base = resolve(dirname(fromFile), specifier);
    const candidates = [base, `${base}.ts`, `${base}.js`, join(base, 'index.ts'), join(base, 'index.js')];
    if (base.endsWith('.js')) candidates.push(base.replace(/\.js$/, '.ts'));
    return candidates.find((file) => existsSync(file) && statSync(file).isFile());
  }

  /** Resolves a package path the way WeChat does: every `miniprogram_npm` folder on the way up, nearest first. */
  npm(specifier: string, fromUploaded: string, extensions: string[]): string | undefined {
    for (let folder = posix.dirname(fromUploaded); ; folder = posix.dirname(folder)) {
      const base = posix.join(folder, 'miniprogram_npm', specifier);
      const found = [...extensions.map((extension) => base + extension), ...extensions.map((e) => `${base}/index${e}`)];
      const hit = found.find((path) => this.find(path) !== undefined);
      if (hit !== undefined) return hit;
      if (folder === '.') return undefined;
    }
  }

  /** Every file of the app's own folder that belongs to the app, as uploaded paths. */
  ownFiles(): string[] {
    return readdirSync(this.app, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !NOT_APP.test(relative(this.app, file).split(sep).join('/')))
      .map((file) => this.uploadedPath(file));
  }

  /** A source file's name for a person: from the repository's folder, or the path itself when it lies elsewhere. */
  sourceName(file: string): string {
    const path = relative(this.root, file);
    return path.startsWith('..') || !isAbsolute(file) ? file : path.split(sep).join('/');
  }

  /** Is this uploaded path our own work (and not the library's)? */
  isOwn(uploaded: string): boolean {
    return !uploaded.startsWith('miniprogram_npm/');
  }
}
