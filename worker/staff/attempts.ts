/** How often somebody may try a password. Counted by name *and* place, and by place: a stranger's tries never lock out the member. */

export const ATTEMPT_WINDOW_MS = 15 * 60_000;
const PER_NAME_AND_PLACE = 5;
const PER_PLACE = 30;

/** The place tries are counted by: an IPv4 address, or the /64 one household or server has of IPv6. */
export function placeOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [head = '', tail = ''] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const missing = address.includes('::') ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0') : [];
  return [...left, ...missing, ...right]
    .slice(0, 4)
    .map((part) => part.toLowerCase().replace(/^0+(?=.)/u, ''))
    .join(':');
}

/** May another password be tried, after so many failures within the window? */
export function mayTry(failures: { nameAndPlace: number; place: number }): boolean {
  return failures.nameAndPlace < PER_NAME_AND_PLACE && failures.place < PER_PLACE;
}
