import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { resolveComponents } from './config.ts';
import { compileScripts } from './scripts.ts';
import { compileWxss } from './styles.ts';
import { compileTemplates } from './templates.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const PAGE = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>一线 · 小程序</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="phone.css">
</head>
<body><script src="phone.js"></script></body>
</html>
`;

/** Where the built mini-program lies and where the page that plays it goes. */
export interface PhoneBuild {
  mp: string;
  out: string;
}

/** Stage 2: the built mini-program (what WeChat would get) → a page that runs it in a browser. */
export async function buildPhone({ mp, out }: PhoneBuild): Promise<void> {
  const files = readProgram(mp);
  const texts = (extension: string) => new Map([...files.texts].filter(([path]) => path.endsWith(extension)));
  const templates = texts('.wxml');
  const sheets = texts('.wxss');
  const exists = (path: string) => templates.has(`${path}.wxml`);
  const json = (path: string) => JSON.parse(files.texts.get(path) ?? '{}') as Record<string, unknown>;
  const app = json('app.json');

  const configs: Record<string, unknown> = {};
  const styles: Record<string, string> = {};
  for (const path of [...templates.keys()].map((file) => file.replace(/\.wxml$/, ''))) {
    configs[path] = resolveComponents(
      path,
      json(`${path}.json`),
      (app['usingComponents'] ?? {}) as Record<string, unknown>,
      exists,
    );
    if (sheets.has(`${path}.wxss`)) styles[path] = compileWxss(`${path}.wxss`, sheets);
  }
  if (sheets.has('app.wxss')) styles['app'] = compileWxss('app.wxss', sheets);
  const theme = typeof app['themeLocation'] === 'string' ? json(app['themeLocation']) : {};
  const { code } = compileTemplates(templates, texts('.wxs'));
  const program = [
    `app:${JSON.stringify(app)}`,
    `theme:${JSON.stringify(theme)}`,
    `appid:${JSON.stringify(json('project.config.json')['appid'] ?? 'touristappid')}`,
    `configs:${JSON.stringify(configs)}`,
    `files:${JSON.stringify(files.others)}`,
    `styles:${JSON.stringify(styles)}`,
    `templates:${code}`,
    `scripts:${compileScripts(texts('.js'))}`,
  ].join(',\n');

  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  await build({
    stdin: {
      contents: `import { boot } from './main.ts';\nimport program from 'program';\nboot(program);`,
      resolveDir: join(HERE, '../host'),
      loader: 'ts',
    },
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    charset: 'utf8',
    minifyWhitespace: true,
    mainFields: ['module', 'main'],
    outfile: join(out, 'phone.js'),
    logLevel: 'silent',
    plugins: [
      {
        name: 'program',
        setup(run) {
          run.onResolve({ filter: /^program$/ }, () => ({ path: 'program', namespace: 'program' }));
          // CommonJS keeps the program's code sloppy where it was sloppy: ES modules would make all of it strict.
          run.onLoad({ filter: /.*/, namespace: 'program' }, () => ({
            contents: `module.exports={${program}}`,
            loader: 'js',
          }));
        },
      },
    ],
  });
  await build({
    entryPoints: [join(HERE, '../host/phone.css')],
    bundle: true,
    outfile: join(out, 'phone.css'),
    logLevel: 'silent',
  });
  writeFileSync(join(out, 'index.html'), PAGE);
  for (const path of files.others) {
    const target = join(out, 'files', path);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(mp, path), target);
  }
}

function readProgram(mp: string): { texts: Map<string, string>; others: string[] } {
  const texts = new Map<string, string>();
  const others: string[] = [];
  for (const entry of readdirSync(mp, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = relative(mp, file).split(sep).join('/');
    if (/\.(js|json|wxml|wxss|wxs)$/.test(path)) texts.set(path, readFileSync(file, 'utf8'));
    else others.push(path);
  }
  return { texts, others };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = resolve(HERE, '../../..');
  await buildPhone({ mp: join(root, 'dist/mp'), out: join(root, 'dist/site/mini') });
  process.stdout.write('simulated phone: dist/site/mini\n');
}
