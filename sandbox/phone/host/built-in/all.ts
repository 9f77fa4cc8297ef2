import type { CodeSpace } from 'glass-easel-miniprogram-adapter';
import { BUTTONS } from './button.ts';
import { FIELDS } from './field.ts';
import { FORMS } from './form.ts';
import { define, type PhoneParts } from './node.ts';
import { PICKERS } from './picker.ts';
import { PLAIN } from './plain.ts';
import { RICH_TEXTS } from './rich-text.ts';
import { SCROLLS } from './scroll.ts';

/** Registers all of WeChat's own components. */
export function defineBuiltIns(space: CodeSpace, phone: PhoneParts): void {
  for (const one of [...PLAIN, ...BUTTONS, ...FIELDS, ...FORMS, ...SCROLLS, ...PICKERS, ...RICH_TEXTS])
    define(space, one, phone);
}
