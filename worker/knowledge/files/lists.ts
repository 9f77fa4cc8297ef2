/** Lists inside one cell or line: an item a line, the parts of an item between bars; a backslash keeps what would end them. */

const escapeItem = (text: string) => text.replace(/[\\|]/gu, (mark) => `\\${mark}`).replace(/\n/gu, '\\n');

/** Writes items of one or several parts. */
export function joinList(items: readonly (readonly string[])[]): string {
  return items.map((parts) => parts.map(escapeItem).join(' | ')).join('\n');
}

/** Reads items; blank lines between them are nothing. */
export function splitList(cell: string): string[][] {
  return cell
    .split(/\r?\n/u)
    .filter((line) => line.trim() !== '')
    .map(splitItem);
}

function splitItem(line: string): string[] {
  const parts = [''];
  for (let at = 0; at < line.length; at += 1) {
    const mark = line[at] ?? '';
    const last = parts.length - 1;
    if (mark === '\\' && at + 1 < line.length) {
      at += 1;
      const kept = line[at] ?? '';
      parts[last] += kept === 'n' ? '\n' : kept;
    } else if (mark === '|') parts.push('');
    else parts[last] += mark;
  }
  return parts.map((part) => part.trim());
}
