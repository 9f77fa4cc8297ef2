/** How long requests took, in classes of time by the door they came through. Pure. */

/** Upper bounds in seconds; what took longer than the last one is in the class of everything. */
export const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;
export const EVERYTHING = '+Inf';

export const doors = ['hook', 'customer', 'staff', 'company', 'operator', 'page'] as const;
export type Door = (typeof doors)[number];

/** The class a duration falls into, as its bound is written. */
export const classOf = (ms: number): string => String(bounds.find((bound) => ms <= bound * 1_000) ?? EVERYTHING);

/** Which door an operation is behind, by its path; null: it is no measure of how long people wait. */
export function doorOf(path: string): Door | null {
  // A poll waits on purpose, sockets stay, and what looks after us is nobody's request.
  if (path === '/v1/line/poll' || path === '/healthz' || path === '/metrics' || path.endsWith('/stream')) return null;
  if (path.startsWith('/hooks/')) return 'hook';
  if (path.startsWith('/api/')) return 'company';
  if (path.startsWith('/staff/')) return 'staff';
  if (path.startsWith('/operator/')) return 'operator';
  return path.startsWith('/v1/') || path.startsWith('/media/') ? 'customer' : 'page';
}
