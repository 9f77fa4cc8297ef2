/** Where the list stands: following its end, keeping its place when older messages come, clear of the keyboard. */

/** So near to the end counts as at the end. */
export const NEAR_PX = 60;

/** Is the end in sight? `frame` is the height of the list's window. */
export function atEnd(scroll: { scrollTop: number; scrollHeight: number }, frame: number): boolean {
  return scroll.scrollHeight - scroll.scrollTop - frame <= NEAR_PX;
}

/** Where to stand so that a row which moved from one height to another is where it was. */
export function keptTop(scrollTop: number, before: number, after: number): number {
  return Math.max(0, scrollTop + after - before);
}

/** How much of the page the keyboard covers: it comes up from the display's edge, the tab bar already keeps part of that. */
export function keyboardCover(
  keyboard: number,
  window: { screenHeight: number; screenTop: number; windowHeight: number },
): number {
  const below = Math.max(0, window.screenHeight - window.screenTop - window.windowHeight);
  return Math.max(0, Math.round(keyboard - below));
}
