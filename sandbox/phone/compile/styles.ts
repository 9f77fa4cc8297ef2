import { posix } from 'node:path';
import postcss, { type Root } from 'postcss';
import selectorParser from 'postcss-selector-parser';
import { MARK } from '../host/marks.ts';
import { BUILT_IN } from '../host/names.ts';

const built = new Set<string>(BUILT_IN);

const rewriteSelector = selectorParser((root) => {
  root.walkClasses((node) => {
    node.value = MARK.prefix + node.value;
  });
  root.walkTags((node) => {
    if (built.has(node.value)) node.value = `wx-${node.value}`;
  });
  root.walkIds((node) => {
    node.replaceWith(attribute('mp-id', node.value));
  });
  root.walkPseudos((node) => {
    if (node.value === ':host') node.replaceWith(attribute('wx-host', MARK.scope));
  });
});

const attribute = (name: string, value: string) =>
  selectorParser.attribute({ attribute: name, operator: '=', value, quoteMark: '"', raws: {} });

/**
 * WXSS → CSS for one page: tags become the phone's elements, `@import` is inlined, and what is only known at run time
 * (the scope of a class, the width behind `rpx`) is left as a mark.
 */
export function compileWxss(path: string, sheets: Map<string, string>): string {
  const root = inline(path, sheets, []);
  root.walkRules((rule) => {
    const frame =
      rule.parent?.type === 'atrule' && 'name' in rule.parent && String(rule.parent.name).endsWith('keyframes');
    if (!frame) rule.selector = rewriteSelector.processSync(rule.selector);
  });
  root.walkDecls((declaration) => {
    declaration.value = rewriteUnits(declaration.value);
  });
  root.walkAtRules('media', (rule) => {
    rule.params = rewriteUnits(rule.params);
  });
  return root.toString();
}

function rewriteUnits(value: string): string {
  if (value.includes('url(')) return value;
  return value
    .replace(/(-?(?:\d+\.?\d*|\.\d+))rpx\b/gi, `${MARK.rpx}$1${MARK.end}`)
    .replace(
      /(-?(?:\d+\.?\d*|\.\d+))(vh|vw)\b/gi,
      (_whole, n: string, unit: string) => `calc(${n} * var(--mp-${unit}))`,
    );
}

function inline(path: string, sheets: Map<string, string>, above: string[]): Root {
  const root = postcss.parse(sheets.get(path) ?? '', { from: path });
  root.walkAtRules('import', (rule) => {
    const written = /["']([^"']+)["']/.exec(rule.params)?.[1] ?? '';
    const target = written.startsWith('/') ? written.slice(1) : posix.join(posix.dirname(path), written);
    if (above.includes(target)) rule.remove();
    else rule.replaceWith(inline(target, sheets, [...above, path]));
  });
  return root;
}
