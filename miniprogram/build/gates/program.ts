import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type { Problem } from '../problem.ts';
import type { SourceTree } from '../source.ts';

const CONFIG = join(dirname(fileURLToPath(import.meta.url)), '../../tsconfig.json');

/** The mini-program's compiler options and files, for whichever folder the app lies in. */
export function programOf(tree: SourceTree): { files: string[]; options: ts.CompilerOptions } {
  const { config } = ts.readConfigFile(CONFIG, (path) => ts.sys.readFile(path)) as { config: unknown };
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, tree.app);
  // Next to the app's own declarations, so that an app planted by a test has them too.
  const constants = join(dirname(CONFIG), 'build-constants.d.ts');
  options.paths = { 'tdesign-miniprogram/*': [`${tree.library}/*`] };
  return { files: [...new Set([...fileNames, constants])], options };
}

const libraries = new Map<string, ts.SourceFile>();

/** A compiler host that parses the declarations of packages once, however many programs are checked. */
export function hostOf(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (file, version, ...rest) => {
    const known = libraries.get(file);
    if (known !== undefined) return known;
    const parsed = read(file, version, ...rest);
    if (parsed !== undefined && file.includes('/node_modules/')) libraries.set(file, parsed);
    return parsed;
  };
  return host;
}

/** A compiler diagnostic as a gate's problem. */
export function asProblem(gate: string, tree: SourceTree, diagnostic: ts.Diagnostic): Problem {
  const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ');
  const { file, start } = diagnostic;
  if (file === undefined || start === undefined) return { gate, file: 'app.json', line: 1, message, level: 'error' };
  const line = file.getLineAndCharacterOfPosition(start).line + 1;
  return { gate, file: tree.sourceName(file.fileName), line, message, level: 'error' };
}

/** Types of the mini-program's own code: no DOM, and every wx.* as it is typed by WeChat. */
export function checkTypes(tree: SourceTree): Problem[] {
  const { files, options } = programOf(tree);
  const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram(files, options, hostOf(options)));
  return diagnostics.map((diagnostic) => asProblem('types', tree, diagnostic));
}
