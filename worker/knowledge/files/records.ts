/** Rows of a text table whose quotation marks are wrong somewhere: what can be read is, what cannot is named. Pure. */

/** Lines one row may run over before its quotation is given up, so that no line is looked at oftener. */
const RUNS_OVER = 500;

/** Rows with the line they begin in, from 1; and the lines that begin none. */
export function recordsOf(lines: readonly string[], delimiter: string) {
  const records: { line: number; cells: string[] }[] = [];
  const broken: { line: number; text: string }[] = [];
  for (let at = 0; at < lines.length;) {
    const record = recordAt(lines, at, delimiter);
    if (record) records.push({ line: at + 1, cells: record.cells });
    else broken.push({ line: at + 1, text: lines[at] ?? '' });
    at += record?.lines ?? 1;
  }
  return { records, broken };
}

function recordAt(lines: readonly string[], from: number, delimiter: string) {
  const cells: string[] = [];
  let [line, at] = [from, 0];
  for (;;) {
    const text = lines[line] ?? '';
    if (text[at] !== '"') {
      const end = text.indexOf(delimiter, at);
      cells.push(text.slice(at, end < 0 ? text.length : end));
      if (end < 0) return { cells, lines: line - from + 1 };
      at = end + 1;
      continue;
    }
    const quoted = quotedAt(lines, line, at + 1, from + RUNS_OVER);
    if (!quoted) return null;
    cells.push(quoted.cell);
    ({ line, at } = quoted);
    const rest = lines[line] ?? '';
    if (at === rest.length) return { cells, lines: line - from + 1 };
    if (rest[at] !== delimiter) return null;
    at += 1;
  }
}

/** A cell from behind its first quotation mark to behind its last. */
function quotedAt(lines: readonly string[], from: number, start: number, last: number) {
  let [line, at, cell] = [from, start, ''];
  for (;;) {
    const text = lines[line];
    if (text === undefined || line > last) return null;
    const end = text.indexOf('"', at);
    if (end < 0) {
      cell += `${text.slice(at)}\n`;
      [line, at] = [line + 1, 0];
    } else if (text[end + 1] === '"') {
      cell += text.slice(at, end + 1);
      at = end + 2;
    } else return { cell: cell + text.slice(at, end), line, at: end + 1 };
  }
}
