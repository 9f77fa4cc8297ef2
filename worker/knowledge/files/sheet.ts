/** The XML of a spreadsheet: read tag by tag in one pass, whatever it says; written as plain text cells. */

/** One tag and the text before it. `open`: begins, `close`: ends, `both`: `<v/>`. */
type Tag = { name: string; kind: 'open' | 'close' | 'both'; attributes: string; before: string };

/** Walks over the tags. Instructions and comments are passed over; a DTD ends the walk with an error. */
function* tagsOf(xml: string): Generator<Tag> {
  let at = 0;
  let text = '';
  for (;;) {
    const from = xml.indexOf('<', at);
    if (from < 0) return;
    text += xml.slice(at, from);
    if (xml.startsWith('<!--', from) || xml.startsWith('<?', from)) {
      const [mark, length] = xml.startsWith('<?', from) ? ['?>', 2] : ['-->', 3];
      const end = xml.indexOf(mark, from);
      if (end < 0) return;
      at = end + length;
      continue;
    }
    if (xml.startsWith('<!', from)) throw new Error('declarations are not read');
    const to = xml.indexOf('>', from);
    if (to < 0) return;
    const inside = xml.slice(from + 1, to);
    const close = inside.startsWith('/');
    const both = inside.endsWith('/');
    const plain = inside.slice(close ? 1 : 0, both ? -1 : undefined);
    const space = plain.search(/\s/u);
    const whole = space < 0 ? plain : plain.slice(0, space);
    yield {
      name: whole.slice(whole.indexOf(':') + 1),
      kind: close ? 'close' : both ? 'both' : 'open',
      attributes: space < 0 ? '' : plain.slice(space),
      before: text,
    };
    text = '';
    at = to + 1;
  }
}

const named = { r: /\s(?:\w+:)?r="([^"]*)"/u, t: /\s(?:\w+:)?t="([^"]*)"/u };
const attribute = (attributes: string, name: keyof typeof named): string => named[name].exec(attributes)?.[1] ?? '';

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function plainText(xml: string): string {
  return xml
    .replace(
      /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/giu,
      (all, hex?: string, decimal?: string, name?: string) => {
        if (name !== undefined) return entities[name] ?? all;
        const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
      },
    )
    .replace(/_x([0-9A-F]{4})_/giu, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The texts that cells share. Readings printed over the characters are no part of them. */
export function sharedTexts(xml: string): string[] {
  const texts: string[] = [];
  let [text, reading] = ['', false];
  for (const tag of tagsOf(xml)) {
    if (tag.name === 'si' && tag.kind === 'open') text = '';
    else if (tag.name === 'si') texts.push(tag.kind === 'both' ? '' : text);
    else if (tag.name === 'rPh') reading = tag.kind === 'open';
    else if (tag.name === 't' && tag.kind === 'close' && !reading) text += plainText(tag.before);
  }
  return texts;
}

/** Columns a table may have. */
const WIDTH = 200;

/** The rows of a sheet as texts, gaps filled. `most` bounds the row numbers it may claim. */
export function rowsOf(xml: string, shared: readonly string[], most: number): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = { column: 0, type: '', value: '' };
  let next = 0;
  for (const tag of tagsOf(xml)) {
    if (tag.name === 'row' && tag.kind !== 'close') {
      const number = Number(attribute(tag.attributes, 'r')) || rows.length + 1;
      if (number > most) throw new Error('too many rows');
      while (rows.length < number - 1) rows.push([]);
      row = [];
      next = 0;
      if (tag.kind === 'both' || rows.length < number) rows[number - 1] = row;
    } else if (tag.name === 'c' && tag.kind === 'open') {
      const column = columnOf(attribute(tag.attributes, 'r')) ?? next;
      cell = { column, type: attribute(tag.attributes, 't'), value: '' };
      next = column + 1;
    } else if ((tag.name === 'v' || tag.name === 't') && tag.kind === 'close') cell.value += plainText(tag.before);
    else if (tag.name === 'c' && tag.kind === 'close') {
      if (cell.column >= WIDTH) continue;
      while (row.length < cell.column) row.push('');
      row[cell.column] = cell.type === 's' ? (shared[Number(cell.value)] ?? '') : cell.value;
    }
  }
  return rows;
}

/** `AB12` → 27; null without letters. */
function columnOf(address: string): number | null {
  const letters = /^[A-Z]{1,3}/u.exec(address)?.[0];
  if (letters === undefined) return null;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function lettersOf(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : lettersOf(Math.floor(column / 26) - 1) + last;
}

function escaped(text: string): string {
  return text
    .replace(/_(?=x[0-9A-F]{4}_)/giu, '_x005F_')
    .replace(/[&<>]/gu, (mark) => (mark === '&' ? '&amp;' : mark === '<' ? '&lt;' : '&gt;'));
}

/** A sheet of texts and numbers, never of formulas, its first row kept in sight. */
export function sheetOf(rows: readonly (readonly (string | number)[])[]): string {
  const written = rows.map((cells, row) => {
    const texts = cells.map((cell, column) => {
      if (cell === '') return '';
      const at = `${lettersOf(column)}${row + 1}`;
      return typeof cell === 'number'
        ? `<c r="${at}"><v>${cell}</v></c>`
        : `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
    });
    return `<row r="${row + 1}">${texts.join('')}</row>`;
  });
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>${written.join('')}</sheetData></worksheet>`;
}
