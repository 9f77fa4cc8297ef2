/** A number as the settings keep it: without spaces and signs, a mainland mobile with its country. */
export function written(typed: string): string {
  const bare = typed.normalize('NFKC').replace(/[\s().-]/gu, '');
  if (/^1[3-9]\d{9}$/u.test(bare)) return `+86${bare}`;
  return bare.replace(/^00(?=[1-9])/u, '+');
}
