import type { Reply } from '../../../../shared/settings/replies.ts';

type Heads = { group: string; title: string; text: string; language: string };
export type Read = { ok: true; list: Omit<Reply, 'id'>[] } | { ok: false; row: number };

/** Phrases as CSV that spreadsheets open: no cell can run as a formula, its words come back unchanged. */
export function toCsv(list: readonly Omit<Reply, 'id'>[], heads: Heads): string {
  const rows = list.map((one) => [one.group, one.title, one.text, one.language]);
  const lines = [[heads.group, heads.title, heads.text, heads.language], ...rows];
  return `\uFEFF${lines.map((cells) => cells.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** A leading ' keeps a spreadsheet from calculating; a text that begins with one gets a second. */
function cell(text: string): string {
  const safe = /^['=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Reads what `toCsv` writes, and files of others with the same four columns; a bad row is named. */
export function fromCsv(text: string): Read {
  const rows = cellsOf(text.replace(/^\uFEFF/u, '')).filter((row) => row.some((one) => one.trim() !== ''));
  const list: Omit<Reply, 'id'>[] = [];
  for (const [at, row] of rows.slice(1).entries()) {
    const [group = '', title = '', words = '', language = ''] = row.map((one) =>
      one.replace(/^'(?=['=+\-@\t\r])/u, ''),
    );
    const good = title.trim() !== '' && title.length <= 40 && words.trim() !== '' && words.length <= 1000;
    if (row.length < 3 || !good || group.length > 24) return { ok: false, row: at + 2 };
    const english = /^en/iu.test(language.trim()) || language.trim() === '英文';
    list.push({ group: group.trim(), title: title.trim(), text: words.trim(), language: english ? 'en' : 'zh' });
  }
  return { ok: true, list };
}

function cellsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let held = '';
  let quoted = false;
  const endCell = () => {
    row.push(held);
    held = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const one = text[at] ?? '';
    if (quoted) {
      if (one !== '"') held += one;
      else if (text[at + 1] === '"') {
        held += '"';
        at += 1;
      } else quoted = false;
    } else if (one === '"' && held === '') quoted = true;
    else if (one === ',') endCell();
    else if (one === '\n') {
      endCell();
      rows.push(row);
      row = [];
    } else if (one !== '\r') held += one;
  }
  if (held !== '' || row.length > 0) {
    endCell();
    rows.push(row);
  }
  return rows;
}
