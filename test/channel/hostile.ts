/** Bytes nobody honest sends; each must be refused with a code, in bounded work. */

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export type Hostile = { name: string; raw: Uint8Array };

/** Reading stops at 64 KiB; sealed bodies grow by a third in base64. */
export const FITS = 44_000;

const bomb = (lines: number): string => {
  const entities = Array.from({ length: lines }, (_, index) => {
    const before = index === 0 ? 'lol' : `&e${index - 1};`.repeat(10);
    return `<!ENTITY e${index} "${before}">`;
  });
  return `<?xml version="1.0"?><!DOCTYPE xml [${entities.join('')}]><xml><Content>&e${lines - 1};</Content></xml>`;
};

export const hostileXml: Hostile[] = [
  { name: 'nothing', raw: bytes('') },
  { name: 'words', raw: bytes('hello') },
  { name: 'a DTD', raw: bytes('<!DOCTYPE xml SYSTEM "file:///etc/passwd"><xml><Content>a</Content></xml>') },
  {
    name: 'an outside entity',
    raw: bytes('<!DOCTYPE x [<!ENTITY a SYSTEM "http://x/">]><xml><Content>&a;</Content></xml>'),
  },
  { name: 'an entity bomb', raw: bytes(bomb(10)) },
  { name: 'an unknown entity', raw: bytes('<xml><Content>&nbsp;</Content></xml>') },
  { name: 'a bare ampersand', raw: bytes('<xml><Content>a & b</Content></xml>') },
  { name: 'many ampersands', raw: bytes(`<xml><Content>${'&amp'.repeat(FITS / 4)}</Content></xml>`) },
  { name: 'an entity of no character', raw: bytes('<xml><Content>&#xD800;</Content></xml>') },
  { name: 'an instruction', raw: bytes('<xml><?php echo 1 ?><Content>a</Content></xml>') },
  { name: 'a comment', raw: bytes('<xml><!-- a --><Content>a</Content></xml>') },
  { name: 'an attribute', raw: bytes('<xml a="1"><Content>a</Content></xml>') },
  { name: 'another root', raw: bytes('<html><Content>a</Content></html>') },
  { name: 'two roots', raw: bytes('<xml><A>1</A></xml><xml><A>1</A></xml>') },
  { name: 'crossed tags', raw: bytes('<xml><a><b></a></b></xml>') },
  { name: 'an open end', raw: bytes('<xml><Content><![CDATA[a') },
  { name: 'nesting of 9', raw: bytes(`<xml>${'<a>'.repeat(8)}x${'</a>'.repeat(8)}</xml>`) },
  { name: 'deep nesting', raw: bytes('<a>'.repeat(FITS / 3)) },
  { name: 'many elements', raw: bytes(`<xml>${'<a/>'.repeat(FITS / 4 - 4)}</xml>`) },
  { name: 'many open brackets', raw: bytes('<'.repeat(FITS)) },
  { name: 'many CDATA starts', raw: bytes(`<xml>${'<![CDATA['.repeat(FITS / 9 - 2)}`) },
  { name: 'blanks', raw: bytes(' '.repeat(FITS)) },
  { name: 'another alphabet', raw: bytes('<?xml version="1.0" encoding="gb2312"?><xml><A>1</A></xml>') },
];

export const hostileJson: Hostile[] = [
  { name: 'nothing', raw: bytes('') },
  { name: 'words', raw: bytes('hello') },
  { name: 'a number', raw: bytes('1') },
  { name: 'null', raw: bytes('null') },
  { name: 'an empty object', raw: bytes('{}') },
  { name: 'a list of nulls', raw: bytes('[null,null]') },
  { name: 'a prototype', raw: bytes('{"__proto__":{"MsgType":"text"},"constructor":1}') },
  { name: 'single quotes', raw: bytes("{'a':1}") },
  { name: 'a comma too many', raw: bytes('{"a":1,}') },
  { name: 'two values', raw: bytes('{} {}') },
  { name: 'a raw line break', raw: bytes('{"a":"b\nc"}') },
  { name: 'a broken escape', raw: bytes('{"a":"\\u12"}') },
  { name: 'an open end', raw: bytes('{"a":"') },
  { name: 'nesting of 10', raw: bytes(`${'['.repeat(10)}1${']'.repeat(10)}`) },
  { name: 'deep nesting', raw: bytes('['.repeat(FITS)) },
  { name: 'deep objects', raw: bytes('{"a":'.repeat(FITS / 5)) },
  { name: 'many values', raw: bytes(`[${'1,'.repeat(FITS / 2 - 2)}1]`) },
  { name: 'a long number', raw: bytes('9'.repeat(FITS)) },
  { name: 'many escapes', raw: bytes(`{"a":"${'\\n'.repeat(FITS / 2 - 10)}"`) },
  { name: 'blanks', raw: bytes(' '.repeat(FITS)) },
];

export const hostileForm: Hostile[] = [
  { name: 'nothing', raw: bytes('') },
  { name: 'words', raw: bytes('hello') },
  { name: 'no sender', raw: bytes('MessageSid=SM1&Body=a') },
  { name: 'no id', raw: bytes('From=%2B447700900009&Body=a') },
  { name: 'many fields', raw: bytes('a=1&'.repeat(FITS / 4)) },
  { name: 'many percent signs', raw: bytes('%'.repeat(FITS)) },
  { name: 'ampersands', raw: bytes('&'.repeat(FITS)) },
];

/** Bytes that are no UTF-8: overlong, cut, surrogates, GB 18030. */
export const broken: Uint8Array[] = [
  new Uint8Array([0x3c, 0xc0, 0xaf, 0x3e]),
  new Uint8Array([0x7b, 0xe4, 0xbd]),
  new Uint8Array([0x7b, 0xed, 0xa0, 0x80, 0x7d]),
  new Uint8Array([0xc4, 0xe3, 0xba, 0xc3]),
  new Uint8Array([0xff, 0xfe, 0x3c, 0x00]),
];
