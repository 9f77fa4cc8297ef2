/** Who brought a proof, as it is kept, taken apart for words. */
export type Bringer =
  | { kind: 'person' | 'gateway' | 'company' | 'platform' | 'key' }
  | { kind: 'site'; of: string }
  | { kind: 'platform_of'; of: string };

export function bringerOf(who: string): Bringer {
  const [kind = '', which, ...rest] = who.split(':');
  if (kind === 'gateway' || (kind === 'company' && which === undefined)) return { kind };
  if (kind === 'company') return which === 'site' ? { kind: 'site', of: rest.join(':') } : { kind: 'key' };
  if (kind === 'platform') return which === undefined ? { kind } : { kind: 'platform_of', of: which };
  return { kind: 'person' };
}
