import { glassEasel } from 'glass-easel-miniprogram-adapter';
import { nodeOf, tapOn } from '../backend.ts';
import type { BuiltIn, BuiltInNode, Properties } from './node.ts';

const VALUED = 'wx-input,wx-textarea,wx-switch,wx-slider,wx-picker,wx-checkbox-group,wx-radio-group';
const CHOICE: Properties = {
  value: [String, ''],
  checked: [Boolean, false],
  disabled: [Boolean, false],
  color: [String, ''],
  name: [String, ''],
  type: [String, 'switch'],
};

/** Submits the form around a button: its detail carries each named control's value. */
export function submitForm(button: HTMLElement): void {
  const form = button.closest('wx-form');
  const node = nodeOf(form);
  if (form === null || node === undefined) return;
  glassEasel.triggerEvent(node, 'submit', { value: values(form) });
}

/** Empties the form around a button. */
export function resetForm(button: HTMLElement): void {
  const form = button.closest('wx-form');
  const node = nodeOf(form);
  if (form === null || node === undefined) return;
  for (const control of form.querySelectorAll(VALUED)) {
    const held = nodeOf(control);
    if (held !== undefined && glassEasel.Component.isComponent(held)) held.setData({ value: '', checked: false });
  }
  glassEasel.triggerEvent(node, 'reset', {});
}

function values(form: Element): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const control of form.querySelectorAll<HTMLElement>(VALUED)) {
    let node: glassEasel.Element | null | undefined = nodeOf(control);
    // A component that is a form field stands for the controls it is drawn with.
    for (let host = node; host !== null && host !== undefined; host = host.ownerShadowRoot?.getHostNode()) {
      if (glassEasel.Component.isComponent(host) && named(host)) node = host;
    }
    if (node === null || node === undefined || !glassEasel.Component.isComponent(node)) continue;
    const data = node.data as Record<string, unknown>;
    const name = data['name'];
    if (typeof name !== 'string' || name === '') continue;
    result[name] = control.tagName === 'WX-SWITCH' ? data['checked'] === true : data['value'];
  }
  return result;
}

const named = (node: glassEasel.Element) => {
  const data = glassEasel.Component.isComponent(node) ? (node.data as Record<string, unknown>) : {};
  return typeof data['name'] === 'string' && data['name'] !== '' && 'value' in data;
};

function choice(group: string) {
  return (node: BuiltInNode) => {
    const { element } = node;
    element.prepend(document.createElement('i'));
    element.setAttribute('role', group === '' ? 'switch' : group === 'wx-radio-group' ? 'radio' : 'checkbox');
    element.tabIndex = 0;
    const show = () => element.setAttribute('aria-checked', String(node.get('checked') === true));
    const toggle = () => {
      if (node.get('disabled') === true) return;
      const around = group === '' ? null : element.closest(group);
      if (group === 'wx-radio-group') {
        if (node.get('checked') === true) return;
        for (const other of around?.querySelectorAll('wx-radio') ?? []) uncheck(other);
      }
      node.set('checked', node.get('checked') !== true);
      if (around === null) node.raise('change', { value: node.get('checked') });
      else changeGroup(around);
    };
    element.addEventListener('click', toggle);
    return {
      changed: (name: string, value: unknown) => {
        if (name === 'checked') show();
        if (name === 'color') element.style.setProperty('--mp-tint', String(value));
      },
      attached: show,
    };
  };
}

function uncheck(element: Element): void {
  const node = nodeOf(element);
  if (node !== undefined && glassEasel.Component.isComponent(node)) node.setData({ checked: false });
}

function changeGroup(group: Element): void {
  const node = nodeOf(group);
  if (node === undefined || !glassEasel.Component.isComponent(node)) return;
  const chosen: string[] = [];
  for (const option of group.querySelectorAll('wx-radio,wx-checkbox')) {
    const held = nodeOf(option);
    const data =
      held !== undefined && glassEasel.Component.isComponent(held) ? (held.data as Record<string, unknown>) : {};
    if (data['checked'] === true) chosen.push(String(data['value']));
  }
  const value = group.tagName === 'WX-RADIO-GROUP' ? (chosen[0] ?? '') : chosen;
  node.setData({ value });
  glassEasel.triggerEvent(node, 'change', { value });
}

function label(node: BuiltInNode) {
  const controls = 'wx-checkbox,wx-radio,wx-switch,wx-button,wx-input';
  node.element.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest(controls) !== null) return;
    const target = node.text('for');
    const found =
      target === ''
        ? node.element.querySelector<HTMLElement>(controls)
        : document.querySelector<HTMLElement>(`.mp-frame:not([hidden]) [mp-id="${CSS.escape(target)}"]`);
    if (found === null) return;
    const field = found.querySelector<HTMLElement>('input,textarea');
    if (found.tagName === 'WX-INPUT') return field?.focus();
    tapOn(found);
    found.click();
  });
  return undefined;
}

function slider(node: BuiltInNode) {
  const inner = document.createElement('input');
  inner.type = 'range';
  node.element.append(inner);
  const raise = (event: string) => {
    node.set('value', Number(inner.value));
    node.raise(event, { value: Number(inner.value) });
  };
  inner.addEventListener('input', () => raise('changing'));
  inner.addEventListener('change', () => raise('change'));
  const show = () => {
    for (const name of ['min', 'max', 'step', 'value'] as const) inner[name] = node.text(name);
    inner.disabled = node.get('disabled') === true;
  };
  return { changed: show, attached: show };
}

const GROUP: Properties = { name: [String, ''], value: [null] };

/** Forms and the controls that are chosen rather than typed. */
export const FORMS: BuiltIn[] = [
  { name: 'form', properties: { reportSubmit: [Boolean, false] } },
  { name: 'label', properties: { for: [String, ''] }, setup: label },
  { name: 'switch', properties: CHOICE, setup: choice('') },
  { name: 'checkbox', properties: CHOICE, setup: choice('wx-checkbox-group') },
  { name: 'radio', properties: CHOICE, setup: choice('wx-radio-group') },
  { name: 'checkbox-group', properties: GROUP },
  { name: 'radio-group', properties: GROUP },
  {
    name: 'slider',
    properties: {
      min: [Number, 0],
      max: [Number, 100],
      step: [Number, 1],
      value: [Number, 0],
      disabled: [Boolean, false],
      showValue: [Boolean, false],
      activeColor: [String, ''],
      backgroundColor: [String, ''],
      blockSize: [Number, 28],
      blockColor: [String, ''],
      name: [String, ''],
    },
    setup: slider,
  },
];
