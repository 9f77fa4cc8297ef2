/** Where the person comes from: what a subscription message, a URL link or a QR code asks to be opened (docs/mini-program.md). */

/** A place in the line, words to begin with, and the notice that led here. */
export type Entry = {
  place: { id: string } | { at: number } | null;
  say: string;
  notice: string;
  /** The code of a hand-off (接力) from another screen; empty: none. */
  handOff: string;
};

type Query = Record<string, string | undefined>;

/** Reads a page's query. A QR code has one parameter, `scene`, with the whole query in it, encoded. */
export function entryOf(query: Query): Entry {
  const { scene, q } = query;
  // A plain link's QR code comes whole in `q` (扫普通链接二维码).
  const inside = scene === undefined ? (decoded(q ?? '').split('?')[1] ?? '') : decoded(scene);
  const given = { ...fieldsOf(inside), ...query };
  const handOff = decoded(given['h'] ?? '');
  const message = decoded(given['m'] ?? given['message'] ?? '');
  const at = Number(given['at']);
  const place = /^[\w-]{1,64}$/u.test(message) ? { id: message } : at > 0 ? { at } : null;
  const notice = decoded(given['notice'] ?? '');
  return {
    place,
    notice: /^[\w.:-]{1,64}$/u.test(notice) ? notice : '',
    handOff: /^[\w-]{1,32}$/u.test(handOff) ? handOff : '',
    say: decoded(given['say'] ?? '').slice(0, 200),
  };
}

function fieldsOf(text: string): Query {
  const fields: Query = {};
  for (const part of text.split('&')) {
    const [name = '', value = ''] = part.split('=');
    if (name !== '') fields[name] = value;
  }
  return fields;
}

/** Some ways in encode, some don't; a stray per cent sign stays what it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
