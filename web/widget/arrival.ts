/** Somebody is there as a room opens: what they were writing comes along, and who is signed in may be asked 是您吗？. */
import type { SheetTools } from './sheet.ts';
import type { View } from './view.ts';

/** The field of the room before, and whose it was. */
let before: { whose: string; field: HTMLTextAreaElement } | null = null;

/** Nothing is drawn for a visitor, and nothing fetched. */
export async function arrived(tools: SheetTools, view: View): Promise<void> {
  const { door, files } = await tools.talking();
  carry(files.scope, view.input);
  const session = await door.session();
  if (session.ok && session.signedIn) await (await import('./alike.ts')).askAlike(tools, view);
}

/** Into the same person's next room, and with a visitor who signs in. Never to somebody else. */
function carry(whose: string, field: HTMLTextAreaElement): void {
  const was = before;
  before = { whose, field };
  if (!was || field.value !== '' || (was.whose !== whose && !/^yx:[^:]*:v:/u.test(was.whose))) return;
  field.value = was.field.value;
  field.dispatchEvent(new Event('input'));
}
