import { MODULE_ARGUMENTS } from '../host/names.ts';

/**
 * Each script of the program as a function whose parameters are what a phone gives to a module; the browser's own
 * names are among them and stay undefined, as they are absent on a phone.
 */
export function compileScripts(scripts: Map<string, string>): string {
  const entries = [...scripts].map(
    ([path, code]) => `${JSON.stringify(path)}:function(${MODULE_ARGUMENTS.join(',')}){\n${code}\n}`,
  );
  return `{${entries.join(',\n')}}`;
}
