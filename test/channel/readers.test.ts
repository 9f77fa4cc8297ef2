import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { JSON_DEPTH, readJson, type Json } from '../../worker/channels/json.ts';
import { branchOf, word, type Tree } from '../../worker/channels/wechat/tree.ts';
import { cdata, readXml, writeXml, XML_DEPTH } from '../../worker/channels/wechat/xml.ts';

/** JavaScript's own value behind ours. */
function plain(value: Json): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, each]) => [name, plain(each)]));
  return value;
}

describe('C14 the JSON reader', () => {
  test('C14 never throws: a value or bad_json', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      ':',
      ',',
      '\\',
      '\\u00',
      '1',
      '-',
      '.',
      'e9',
      'true',
      'null',
      ' ',
      'é',
      '\n',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((all) => all.join('')),
        ),
        (text) => {
          const got = readJson(text);
          if (!got.ok) expect(got.code).toBe('bad_json');
          const native = (() => {
            try {
              JSON.parse(text);
              return true;
            } catch {
              return false;
            }
          })();
          // Stricter than the native reader only in depth, never looser.
          if (got.ok) expect(native).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('C14 what it reads is what JavaScript reads, but for whole numbers beyond 2^53', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        const native: unknown = JSON.parse(text);
        const isBig = (value: unknown): boolean =>
          typeof value === 'number'
            ? Number.isInteger(value) && !Number.isSafeInteger(value)
            : typeof value === 'object' &&
              value !== null &&
              Object.entries(value).some(([name, each]) => name === '__proto__' || isBig(each));
        fc.pre(!isBig(native) && !text.includes('__proto__'));
        const got = readJson(text);
        expect(got.ok && plain(got.value)).toEqual(native);
      }),
      { numRuns: 500 },
    );
  });

  test('C14 64-bit ids keep every digit', () => {
    const got = readJson(
      '{"MsgId":6054768590064713728,"small":42,"negative":-9007199254740993,"real":1.5e3,"__proto__":"x"}',
    );
    expect(got.ok && got.value instanceof Map && [...got.value]).toEqual([
      ['MsgId', '6054768590064713728'],
      ['small', 42],
      ['negative', '-9007199254740993'],
      ['real', 1500],
      ['__proto__', 'x'],
    ]);
  });

  test('C14 depth ends where it should', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}1${']'.repeat(depth)}`;
    expect(readJson(nested(JSON_DEPTH)).ok).toBe(true);
    expect(readJson(nested(JSON_DEPTH + 1))).toMatchObject({ ok: false, code: 'bad_json' });
  });
});

describe('C14 the XML reader', () => {
  test('C14 never throws: a tree or bad_xml', () => {
    const pieces = fc.constantFrom(
      '<xml>',
      '</xml>',
      '<a>',
      '</a>',
      '<a/>',
      '<',
      '>',
      '&',
      '&amp;',
      '&#65;',
      '&#x41;',
      '<![CDATA[',
      ']]>',
      '<!DOCTYPE a>',
      '<?xml version="1.0"?>',
      'x',
      ' ',
      '语',
      '/',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((all) => all.join('')),
        ),
        (text) => {
          const got = readXml(text);
          if (!got.ok) expect(got.code).toBe('bad_xml');
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('C14 what is written is read back, whatever the words', () => {
    const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,10}$/u);
    fc.assert(
      fc.property(
        fc.dictionary(name, fc.oneof(fc.string({ unit: 'binary' }), fc.constant(']]>'), fc.constant(']]]]>>'))),
        (fields) => {
          const got = readXml(writeXml(fields));
          if (!got.ok) throw new Error(got.detail);
          for (const [key, value] of Object.entries(fields)) expect(word(got.tree, key)).toBe(value);
        },
      ),
      { numRuns: 500 },
    );
    expect(cdata('a]]>b')).toBe('<![CDATA[a]]]]><![CDATA[>b]]>');
  });

  test('C14 the five entities and numeric ones, CDATA beside words, empty elements', () => {
    const got = readXml(
      '<?xml version="1.0" encoding="UTF-8"?>\n<xml><A>&lt;&gt;&amp;&quot;&apos;&#20320;&#x1F600;</A><B>x<![CDATA[<y>]]>z</B><C/><D></D></xml>\n',
    );
    if (!got.ok) throw new Error(got.detail);
    expect(['A', 'B', 'C', 'D', 'E'].map((name) => word(got.tree, name))).toEqual(['<>&"\'你😀', 'x<y>z', '', '', '']);
  });

  test('C14 depth ends where it should', () => {
    const nested = (depth: number) => `${'<a>'.repeat(depth)}x${'</a>'.repeat(depth)}`;
    expect(readXml(nested(XML_DEPTH)).ok).toBe(true);
    expect(readXml(nested(XML_DEPTH + 1))).toMatchObject({ ok: false, code: 'bad_xml' });
  });

  test('C3 a repeated element and a JSON list are one shape, one entry or several', () => {
    const xml = readXml('<xml><List><Id>1</Id></List><List><Id>2</Id></List></xml>');
    const json = readJson('{"List":[{"Id":1},{"Id":2}]}');
    const single = readJson('{"List":{"Id":1}}');
    const shape = (tree: Tree) =>
      JSON.stringify(tree, (_, value: unknown) => (value instanceof Map ? [...value] : value));
    if (!xml.ok || !json.ok || !single.ok || !(json.value instanceof Map) || !(single.value instanceof Map))
      throw new Error('unread');
    expect(shape(branchOf(json.value))).toBe(shape(xml.tree));
    expect(shape(branchOf(single.value))).toBe('[["List",[[["Id",["1"]]]]]]');
  });
});
