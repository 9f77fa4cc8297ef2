import { TmplGroup } from 'glass-easel-template-compiler';

/** What the template compiler says about a file; positions count from zero. */
export interface Diagnostic {
  level: string;
  message: string;
  path: string;
  startLine: number;
  startColumn: number;
}

// In WXS `.constructor` is the name of the kind, and RegExp and Date are made by functions.
const KIND = /(?<![\w$.])([A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*|\[[^\]]*\])*)\.constructor\b/g;
const RUNTIME = `
var $kind=function(v){return v==null?undefined:Object.prototype.toString.call(v).slice(8,-1)};
var getRegExp=function(p,f){return new RegExp(p,f||'')};
var getDate=function(){return arguments.length===0?new Date():new (Function.prototype.bind.apply(Date,[null].concat([].slice.call(arguments))))()};
Q.A=function(f,p){return globalThis.__mpWxs.changeProp(f,p)};
Q.C=function(e,v,f){return globalThis.__mpWxs.event(e,v,f)};
`;

const asScript = (text: string) =>
  text.replace(KIND, '$$kind($1)').replace(/(\brequire\(\s*["'][^"']+)\.wxs(["']\s*\))/g, '$1$2');

/** The outcome of compiling all templates of a program at once. */
export interface CompiledTemplates {
  /** A JavaScript expression: path → template of glass-easel. */
  code: string;
  diagnostics: Diagnostic[];
}

/** WXML and WXS → one JavaScript expression holding every template. */
export function compileTemplates(templates: Map<string, string>, scripts: Map<string, string>): CompiledTemplates {
  const group = new TmplGroup();
  const diagnostics: Diagnostic[] = [];
  try {
    group.setExtraRuntimeScript(RUNTIME);
    for (const [file, text] of scripts) group.addScript(file.replace(/\.wxs$/, ''), asScript(text));
    for (const [file, text] of templates) {
      const path = file.replace(/\.wxml$/, '');
      diagnostics.push(...(group.addTmpl(path, text) as Diagnostic[]));
      for (const name of group.getInlineScriptModuleNames(path) as string[]) {
        group.setInlineScript(path, name, asScript(group.getInlineScript(path, name)));
      }
    }
    return { code: group.getTmplGenObjectGroups(), diagnostics };
  } finally {
    group.free();
  }
}
