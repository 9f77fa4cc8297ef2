/** Which subjects are sensitive personal information: the company's own list first, then words that name them. */
import type { Sensitive } from './fact.ts';
import { sensitiveWords } from './words.ts';

export type Marked = { subject: string; is: Sensitive };

const folded = (text: string) => text.normalize('NFKC').toLowerCase();

/** The class of a topic, category or product; null: an ordinary one. */
export function classOf(subject: string, marked: readonly Marked[]): Sensitive | null {
  const text = folded(subject);
  const own = marked.find((one) => text.includes(folded(one.subject)));
  if (own) return own.is;
  for (const [name, words] of sensitiveWords) if (words.test(text)) return name;
  return null;
}
