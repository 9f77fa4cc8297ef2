import type { Shift } from '../../../../../shared/settings/schedule.ts';

/** What a key means in the grid of the plan. */
export type GridAct =
  | { kind: 'move'; rows: number; columns: number }
  /** To the row's or the grid's first or last cell. */
  | { kind: 'end'; last: boolean; grid: boolean }
  | { kind: 'week'; by: number }
  | { kind: 'plan'; shift: string; add: boolean }
  | { kind: 'rest' }
  | { kind: 'leave' }
  | { kind: 'clear' }
  | { kind: 'open' };

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** The act a key stands for; null: none of the grid's. */
export function actOf(pressed: Pressed, shifts: readonly Shift[]): GridAct | null {
  if (pressed.altKey || pressed.metaKey) return null;
  const grid = pressed.ctrlKey;
  if (pressed.key === 'Home' || pressed.key === 'End') return { kind: 'end', last: pressed.key === 'End', grid };
  if (grid) return null;
  switch (pressed.key) {
    case 'ArrowUp':
      return { kind: 'move', rows: -1, columns: 0 };
    case 'ArrowDown':
      return { kind: 'move', rows: 1, columns: 0 };
    case 'ArrowLeft':
      return { kind: 'move', rows: 0, columns: -1 };
    case 'ArrowRight':
      return { kind: 'move', rows: 0, columns: 1 };
    case 'PageUp':
      return { kind: 'week', by: -1 };
    case 'PageDown':
      return { kind: 'week', by: 1 };
    case 'Delete':
    case 'Backspace':
      return { kind: 'clear' };
    case 'Enter':
    case ' ':
    case 'F2':
      return { kind: 'open' };
    default:
      return planOf(letterOf(pressed), pressed.shiftKey, shifts);
  }
}

function planOf(letter: string, add: boolean, shifts: readonly Shift[]): GridAct | null {
  if (letter === 'r') return { kind: 'rest' };
  if (letter === 'l') return { kind: 'leave' };
  const found = shifts.find((one) => one.key === letter);
  return found ? { kind: 'plan', shift: found.id, add } : null;
}

/** What was pressed as the key is named: Shift+1 says "!", an input method says nothing, the place of the key still tells. */
function letterOf({ key, code }: Pressed): string {
  if (/^[0-9a-z]$/iu.test(key)) return key.toLowerCase();
  return /^(?:Digit|Key|Numpad)([0-9A-Z])$/u.exec(code)?.[1]?.toLowerCase() ?? '';
}
