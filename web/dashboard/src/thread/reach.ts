import { nextTick, onBeforeUnmount, ref } from 'vue';
import type { Line } from '../../../../shared/line.ts';

/** A place in a line somebody is led to: one message, or where an encounter begins. */
export type Place = { message: string } | { session: string };

/** The message a place begins with; null while it is not loaded, or not known to be the first. */
export function foundAt(line: Line, place: Place): string | null {
  if ('message' in place) return line.messages.find((one) => one.id === place.message)?.id ?? null;
  const at = line.messages.findIndex((one) => one.session === place.session);
  return at > 0 || (at === 0 && !line.more) ? (line.messages[at]?.id ?? null) : null;
}

/** Pages back until the place is loaded; null where the line has no such place, the network ends, or one goes elsewhere. */
export async function pageTo(
  followed: { line: Line | null; older(): Promise<void> },
  place: Place,
  still: () => boolean,
): Promise<string | null> {
  while (still() && followed.line) {
    const found = foundAt(followed.line, place);
    if (found !== null) return found;
    const { more, messages } = followed.line;
    if (!more) return null;
    await followed.older();
    // A page that brings nothing is a network that ended.
    if (followed.line.messages[0] === messages[0]) return null;
  }
  return null;
}

/** So long a found message is marked. */
const FOUND_MS = 2_000;
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Leads a timeline to a place, however far back; the newest wish counts. `arrive` says that its first lay-out stands. */
export function useReaching(
  followed: () => { line: Line | null; older(): Promise<void> },
  toMiddle: (id: string) => void,
  missing: () => void,
) {
  const foundId = ref('');
  let turn = 0;
  let arrive = () => {};
  const ready = new Promise<void>((resolve) => (arrive = resolve));
  onBeforeUnmount(() => (turn += 1));

  async function reach(place: Place): Promise<void> {
    const own = ++turn;
    const still = () => own === turn;
    await ready;
    const id = await pageTo(followed(), place, still);
    if (!still()) return;
    if (id === null) return missing();
    await nextTick();
    foundId.value = id;
    // Once by guessed heights, then by those of what has been drawn.
    for (let times = 0; times < 4 && still(); times += 1) {
      toMiddle(id);
      await frame();
    }
    setTimeout(() => still() && (foundId.value = ''), FOUND_MS);
  }

  return { foundId, reach, arrive };
}
