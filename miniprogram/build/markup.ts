import { lineAt } from './problem.ts';

/** A start tag of a WXML file, with its literal attribute texts. */
export interface Tag {
  name: string;
  line: number;
  attributes: Map<string, string>;
}

const TAG =
  /<!--[\s\S]*?-->|<([a-zA-Z][\w-]*)((?:\s+|[^\s"'>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?|\/(?!>))*)\s*\/?>/g;
const ATTRIBUTE = /([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
const SCRIPT = /(<wxs\b(?:[^>]*[^/>])?>)([\s\S]*?)(<\/wxs>)/g;

/** The start tags of a WXML text in order; comments and the text of inline scripts are left out. */
export function tagsOf(wxml: string): Tag[] {
  const text = wxml.replace(SCRIPT, (_whole, open: string, body: string, close: string) => {
    return open + body.replace(/[^\n]/g, ' ') + close;
  });
  const tags: Tag[] = [];
  for (const match of text.matchAll(TAG)) {
    const name = match[1];
    if (name === undefined) continue;
    const attributes = new Map<string, string>();
    for (const [, key, double, single, bare] of (match[2] ?? '').matchAll(ATTRIBUTE)) {
      if (key !== undefined) attributes.set(key, double ?? single ?? bare ?? '');
    }
    tags.push({ name, line: lineAt(text, match.index), attributes });
  }
  return tags;
}

/** The inline `<wxs>` scripts of a WXML text. */
export function inlineScripts(wxml: string): { text: string; line: number }[] {
  return [...wxml.matchAll(SCRIPT)].map((match) => ({
    text: match[2] ?? '',
    line: lineAt(wxml, match.index + (match[1] ?? '').length),
  }));
}
