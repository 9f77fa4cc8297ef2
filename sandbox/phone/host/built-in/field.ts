import type { BuiltIn, BuiltInNode, Properties } from './node.ts';
import { styleText } from './node.ts';

const SHARED: Properties = {
  value: [null, ''],
  name: [String, ''],
  placeholder: [String, ''],
  placeholderStyle: [String, ''],
  placeholderClass: [String, 'input-placeholder'],
  disabled: [Boolean, false],
  maxlength: [Number, 140],
  cursorSpacing: [Number, 0],
  cursorColor: [String, ''],
  autoFocus: [Boolean, false],
  focus: [Boolean, false],
  confirmType: [String, 'done'],
  confirmHold: [Boolean, false],
  cursor: [Number, -1],
  selectionStart: [Number, -1],
  selectionEnd: [Number, -1],
  adjustPosition: [Boolean, true],
  holdKeyboard: [Boolean, false],
};

const INPUT: Properties = {
  ...SHARED,
  type: [String, 'text'],
  password: [Boolean, false],
  alwaysEmbed: [Boolean, false],
  safePasswordCertPath: [String, ''],
  safePasswordLength: [null],
  safePasswordTimeStamp: [null],
  safePasswordNonce: [String, ''],
  safePasswordSalt: [String, ''],
  safePasswordCustomHash: [String, ''],
};

const TEXTAREA: Properties = {
  ...SHARED,
  confirmType: [String, 'return'],
  autoHeight: [Boolean, false],
  fixed: [Boolean, false],
  showConfirmBar: [Boolean, true],
  disableDefaultPadding: [Boolean, false],
};

const MODES: Record<string, string> = { number: 'numeric', digit: 'decimal', idcard: 'text' };
const HINTS: Record<string, string> = {
  send: 'send',
  search: 'search',
  next: 'next',
  go: 'go',
  done: 'done',
  return: 'enter',
};

function field(inner: HTMLInputElement | HTMLTextAreaElement, multiline: boolean) {
  return (node: BuiltInNode) => {
    const { element } = node;
    let composing = false;
    element.append(inner);
    // Two rows are HTML's default; WeChat's begins with one.
    if (inner instanceof HTMLTextAreaElement) inner.rows = 1;
    const grow = () => {
      if (!multiline || node.get('autoHeight') !== true) return;
      inner.style.height = 'auto';
      element.style.height = `${inner.scrollHeight}px`;
      inner.style.height = '100%';
    };
    const typed = () => {
      if (composing) return;
      // The property follows the typing, so that the program setting it back to what it was takes effect.
      node.set('value', inner.value);
      node.raise('input', { value: inner.value, cursor: inner.selectionStart ?? inner.value.length, keyCode: 0 });
      grow();
    };
    inner.addEventListener('input', typed);
    inner.addEventListener('compositionstart', () => {
      composing = true;
    });
    inner.addEventListener('compositionend', () => {
      composing = false;
      typed();
    });
    inner.addEventListener('focus', () => {
      node.raise('focus', { value: inner.value, height: 0 });
      node.raise('keyboardheightchange', { height: 0, duration: 0 });
    });
    inner.addEventListener('mp-keyboard', (event) => {
      const height = event instanceof CustomEvent ? Number(event.detail) : 0;
      node.raise('keyboardheightchange', { height, duration: 0.25 });
    });
    inner.addEventListener('blur', () => {
      node.raise('blur', { value: inner.value, cursor: inner.selectionStart ?? inner.value.length });
    });
    inner.addEventListener('keydown', (event) => {
      if (!(event instanceof KeyboardEvent) || event.key !== 'Enter' || event.isComposing || composing) return;
      if (multiline && node.get('confirmType') === 'return') return;
      event.preventDefault();
      node.raise('confirm', { value: inner.value });
      if (node.get('confirmHold') !== true) inner.blur();
    });
    return {
      changed: (name: string, value: unknown) => {
        const text = String(value ?? '');
        if (name === 'value' && inner.value !== text && !composing) inner.value = text;
        if (name === 'value') grow();
        if (name === 'placeholder') inner.placeholder = text;
        if (name === 'placeholderStyle') {
          const color = /(?:^|;)\s*color:\s*([^;]+)/.exec(styleText(text, node.phone.width()))?.[1];
          element.style.setProperty('--mp-placeholder', color ?? '#808080');
        }
        if (name === 'disabled') inner.disabled = value === true;
        if (name === 'maxlength') limit(inner, Number(value));
        if (name === 'type') inner.inputMode = MODES[text] ?? '';
        if (name === 'password' && inner instanceof HTMLInputElement) inner.type = value === true ? 'password' : 'text';
        if (name === 'confirmType') inner.enterKeyHint = HINTS[text] ?? '';
        if (name === 'ariaLabel') inner.setAttribute('aria-label', text);
        if (name === 'focus') setTimeout(() => (value === true ? inner.focus() : inner.blur()), 0);
      },
      attached: () => {
        limit(inner, Number(node.get('maxlength')));
        inner.enterKeyHint = HINTS[node.text('confirmType')] ?? '';
        if (node.get('autoFocus') === true) setTimeout(() => inner.focus(), 0);
        grow();
      },
    };
  };
}

function limit(inner: HTMLInputElement | HTMLTextAreaElement, length: number): void {
  if (length >= 0) inner.maxLength = length;
  else inner.removeAttribute('maxlength');
}

/** The text fields: they raise WeChat's events with WeChat's detail. */
export const FIELDS: BuiltIn[] = [
  { name: 'input', properties: INPUT, setup: (node) => field(document.createElement('input'), false)(node) },
  { name: 'textarea', properties: TEXTAREA, setup: (node) => field(document.createElement('textarea'), true)(node) },
];
