/** What was being written goes along into the next room. */
import type { Host } from './room.ts';

/** The field of the room before, and whose it was. */
let before: { whose: string; field: HTMLTextAreaElement } | null = null;

/** Into the same person's next room, and with a visitor who signs in. Never to somebody else. */
export async function carry({ talking }: Host, field: HTMLTextAreaElement): Promise<void> {
  const { scope } = (await talking()).files;
  const was = before;
  before = { whose: scope, field };
  if (!was || field.value !== '' || (was.whose !== scope && !/^yx:[^:]*:v:/u.test(was.whose))) return;
  field.value = was.field.value;
  field.dispatchEvent(new Event('input'));
}
