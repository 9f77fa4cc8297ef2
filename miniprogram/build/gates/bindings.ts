import { readFileSync } from 'node:fs';
import { TmplGroup } from 'gtc-types';
import ts from 'typescript';
import type { Problem } from '../problem.ts';
import type { SourceTree } from '../source.ts';
import type { Reached } from '../walk.ts';
import { hostOf, programOf } from './program.ts';
import { PROPERTIES, tagTypes } from './properties.ts';

type Located = ReturnType<TmplGroup['getTmplConvertedExpr']>;

interface Checked {
  wxml: string;
  expressions: Located;
  /** Where the generated expressions begin in the virtual file. */
  offset: number;
  line: number;
}

const CAPTURE = `
type __Whatever = any;
type __Known<T> = string extends keyof T ? {} : T;
declare function __page<D extends WechatMiniprogram.Page.DataOption, C extends WechatMiniprogram.Page.CustomOption>(
  options: WechatMiniprogram.Page.Options<D, C>): { data: __Known<D>; methods: __Known<C> };
declare function __component<D extends WechatMiniprogram.Component.DataOption, P extends WechatMiniprogram.Component.PropertyOption,
  M extends WechatMiniprogram.Component.MethodOption, B extends WechatMiniprogram.Component.BehaviorOption>(
  options: WechatMiniprogram.Component.Options<D, P, M, B>):
  { data: __Known<D> & WechatMiniprogram.Component.PropertyOptionToData<__Known<P>>; methods: __Known<M>;
    properties: WechatMiniprogram.Component.PropertyOptionToData<__Known<P>> };
`;
const ENVIRONMENT = 'const tags = __tags; const data = __definition.data; const methods = __definition.methods;\n';

/**
 * Every field and handler that a template names has to exist in its page or component, with the right shape; what it passes to a
 * component (gate `properties`) has to be declared there, and of its type.
 */
export function checkBindings(tree: SourceTree, reached: Reached): Problem[] {
  const problems: Problem[] = [];
  const { files, options } = programOf(tree);
  const virtual = new Map<string, { text: string; checked: Checked }>();
  for (const path of reached.components) {
    const wxml = reached.texts.get(`${path}.wxml`);
    const script = tree.find(`${path}.js`);
    if (!tree.isOwn(path) || wxml === undefined || script === undefined || !script.endsWith('.ts')) continue;
    const captured = capture(readFileSync(script, 'utf8'));
    if (captured === undefined) {
      const message = 'neither Page({…}) nor Component({…}) stands at the top level, so its template cannot be checked';
      problems.push({ gate: 'bindings', file: tree.sourceName(script), line: 1, message, level: 'error' });
      continue;
    }
    const group = new TmplGroup();
    group.addTmpl(path, wxml);
    const expressions = group.getTmplConvertedExpr(path, ENVIRONMENT);
    const types = tagTypes(tree, reached, path);
    const given = captured.includes('= __component(')
      ? `export type ${PROPERTIES} = typeof __definition.properties;\n`
      : '';
    const head = `${captured}\n${CAPTURE}\n${types}\n${given}function __template() {\n`;
    const text = `${head}${expressions.code() ?? ''}\n}\nvoid __template;\nexport {};\n`;
    const checked = { wxml: `${path}.wxml`, expressions, offset: head.length, line: head.split('\n').length - 1 };
    virtual.set(`${script.replace(/\.ts$/, '')}.wxml.ts`, { text, checked });
  }
  const host = hostOf(options);
  const readFile = host.readFile.bind(host);
  const fileExists = host.fileExists.bind(host);
  host.readFile = (file) => virtual.get(file)?.text ?? readFile(file);
  host.fileExists = (file) => virtual.has(file) || fileExists(file);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (file, version, ...rest) => {
    const text = virtual.get(file)?.text;
    return text === undefined ? getSourceFile(file, version, ...rest) : ts.createSourceFile(file, text, version, true);
  };
  const declarations = files.filter((file) => file.endsWith('.d.ts'));
  const program = ts.createProgram([...declarations, ...virtual.keys()], options, host);
  for (const [file, { checked }] of virtual) {
    for (const diagnostic of program.getSemanticDiagnostics(program.getSourceFile(file))) {
      const problem = inTemplate(tree, diagnostic, checked);
      if (problem !== undefined) problems.push(problem);
    }
  }
  return problems;
}

/** The source with its Page or Component call turned into a value whose types can be asked for. */
function capture(source: string): string | undefined {
  const file = ts.createSourceFile('page.ts', source, ts.ScriptTarget.ES2020, true);
  for (const statement of file.statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) continue;
    const name = statement.expression.expression;
    if (!ts.isIdentifier(name) || (name.text !== 'Page' && name.text !== 'Component')) continue;
    const start = statement.getStart();
    const end = statement.expression.expression.end;
    const call = name.text === 'Page' ? '__page' : '__component';
    return `${source.slice(0, start)}const __definition = ${call}${source.slice(end)}`;
  }
  return undefined;
}

function inTemplate(tree: SourceTree, diagnostic: ts.Diagnostic, checked: Checked): Problem | undefined {
  const { file, start, length } = diagnostic;
  if (file === undefined || start === undefined || start < checked.offset) return undefined;
  const from = file.getLineAndCharacterOfPosition(start);
  const to = file.getLineAndCharacterOfPosition(start + (length ?? 0));
  const place = checked.expressions.getSourceLocation(
    from.line - checked.line,
    from.character,
    to.line - checked.line,
    to.character,
  );
  const passed = /^(?:_tag_\.|_string_or_number_:string\|number=_tag_)/.test(file.text.slice(start, start + 60));
  const property = passed || file.text.slice(0, start).endsWith('_tag_.');
  return {
    gate: property ? 'properties' : 'bindings',
    file: tree.sourceName(tree.find(checked.wxml) ?? checked.wxml),
    line: (place?.[0] ?? 0) + 1,
    message: ts.flattenDiagnosticMessageText(diagnostic.messageText, ' '),
    level: 'error',
  };
}
