/** Cuts long words into parts: at a line, a sentence, a word, never inside a character. */

/** Parts of at most `room`, measured letter by letter with `size`. Blank ends of parts are dropped, no other character is. */
export function cut(text: string, room: number, size: (letter: string) => number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  for (;;) {
    const end = reach(rest, room, size);
    if (end === rest.length) break;
    const at = gap(rest.slice(0, end));
    const part = rest.slice(0, at).trim();
    if (part !== '') parts.push(part);
    rest = rest.slice(at).trim();
  }
  if (rest !== '') parts.push(rest);
  return parts;
}

/** How far the text goes within the room; at least one letter, so that a cut always ends. */
function reach(text: string, room: number, size: (letter: string) => number): number {
  let end = 0;
  let used = 0;
  for (const letter of text) {
    used += size(letter);
    if (used > room && end > 0) return end;
    end += letter.length;
  }
  return end;
}

const GAPS = [/\n/gu, /[。！？；!?;]|\.(?=\s)/gu, /[，、,\s]/gu];

function gap(room: string): number {
  for (const pattern of GAPS) {
    let last = -1;
    for (const found of room.matchAll(pattern)) last = found.index + found[0].length;
    // A cut in the first half would make many short parts.
    if (last > room.length / 2) return last;
  }
  return room.length;
}
