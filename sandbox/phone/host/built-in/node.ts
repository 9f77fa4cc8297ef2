import type { CodeSpace } from 'glass-easel-miniprogram-adapter';
import type { GeneralComponent } from 'glass-easel';
import { inlineStyle } from '../units.ts';
import type { Faults } from '../faults.ts';
import type { Layers } from '../layers.ts';
import { addressOf } from '../wx/files.ts';

type Kind = StringConstructor | NumberConstructor | BooleanConstructor | ArrayConstructor | ObjectConstructor | null;

/** The properties of a built-in component: kind and default. */
export type Properties = Record<string, [Kind, unknown?]>;

/** What built-in components may ask of the phone. */
export interface PhoneParts {
  faults: Faults;
  layers: Layers;
  width: () => number;
  /** Goes to a page as wx.navigateTo and its sisters do. */
  open: (api: string, options: Record<string, unknown>) => void;
  /** The simulated WeChat's answer to a question it would ask the person. */
  answer: (name: string, fallback: Record<string, unknown>) => Record<string, unknown>;
  /** A one-time code for the person's phone number, from the simulated WeChat server. */
  phoneCode: () => Promise<string>;
  /** Files that come with the program. */
  files: ReadonlySet<string>;
}

/** A built-in component's hold on its element and on the framework. */
export interface BuiltInNode {
  element: HTMLElement;
  phone: PhoneParts;
  get: (name: string) => unknown;
  text: (name: string) => string;
  set: (name: string, value: unknown) => void;
  raise: (event: string, detail: unknown, bubbles?: boolean) => void;
  /** The path of the page or component whose template holds this node. */
  owner: () => string;
}

/** What a built-in component does beyond holding its children. */
export interface Behaviour {
  changed?: (name: string, value: unknown) => void;
  attached?: () => void;
  detached?: () => void;
}

/** One of WeChat's own components. */
export interface BuiltIn {
  name: string;
  properties?: Properties;
  setup?: (node: BuiltInNode) => Behaviour | undefined;
}

const COMMON: Properties = {
  hidden: [Boolean, false],
  hoverClass: [String, ''],
  hoverStopPropagation: [Boolean, false],
  hoverStartTime: [Number, 50],
  hoverStayTime: [Number, 400],
  ariaLabel: [String, ''],
  ariaRole: [String, ''],
  ariaHidden: [null],
  ariaDisabled: [null],
  ariaChecked: [null],
  ariaExpanded: [null],
  ariaSelected: [null],
  ariaLive: [String, ''],
  ariaLabelledby: [String, ''],
  ariaDescribedby: [String, ''],
  ariaBusy: [null],
  ariaValuemax: [null],
  ariaValuemin: [null],
  ariaValuenow: [null],
  ariaValuetext: [null],
  ariaControls: [String, ''],
  ariaCurrent: [null],
  ariaRoledescription: [String, ''],
  ariaModal: [null],
  tabindex: [null],
  animation: [null],
  role: [String, ''],
};

/** Registers a built-in component, so that templates find it under its WeChat name. */
export function define(space: CodeSpace, builtIn: BuiltIn, phone: PhoneParts): void {
  const properties = { ...COMMON, ...builtIn.properties };
  const behaviours = new WeakMap<GeneralComponent, Behaviour>();
  const observers: Record<string, (this: unknown, value: unknown) => void> = {};
  for (const name of Object.keys(properties)) {
    observers[name] = function changed(this: unknown, value: unknown) {
      const node = componentOf(this);
      const element = node.getBackendElement();
      if (!(element instanceof HTMLElement)) return;
      if (name in COMMON) common(element, name, value);
      behaviours.get(node)?.changed?.(name, value);
    };
  }
  space
    .component(`wx-${builtIn.name}`)
    .definition({
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, [type, value]]) => [
          name,
          value === undefined ? { type } : { type, value },
        ]),
      ),
      observers,
      lifetimes: {
        created(this: unknown) {
          const node = componentOf(this);
          const element = node.getBackendElement();
          if (!(element instanceof HTMLElement)) return;
          const behaviour = builtIn.setup?.(handle(node, element, phone));
          if (behaviour !== undefined) behaviours.set(node, behaviour);
        },
        attached(this: unknown) {
          behaviours.get(componentOf(this))?.attached?.();
        },
        detached(this: unknown) {
          behaviours.get(componentOf(this))?.detached?.();
        },
      },
    })
    .register();
}

const componentOf = (caller: unknown) => (caller as { _$: GeneralComponent })._$;

function handle(node: GeneralComponent, element: HTMLElement, phone: PhoneParts): BuiltInNode {
  const data = () => node.data as Record<string, unknown>;
  return {
    element,
    phone,
    get: (name) => data()[name],
    text: (name) => {
      const value = data()[name];
      return value === undefined || value === null ? '' : String(value);
    },
    set: (name, value) => {
      if (data()[name] !== value) node.setData({ [name]: value });
    },
    raise: (event, detail, bubbles = false) => node.triggerEvent(event, detail, { bubbles, composed: bubbles }),
    owner: () => node.ownerShadowRoot?.getHostNode().is ?? '',
  };
}

function common(element: HTMLElement, name: string, value: unknown): void {
  if (name === 'hidden') {
    element.hidden = value === true;
  } else if (name.startsWith('aria') || name === 'role') {
    const attribute =
      name === 'ariaRole' || name === 'role' ? 'role' : name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    if (value === undefined || value === null || value === '') element.removeAttribute(attribute);
    else element.setAttribute(attribute, String(value));
  }
}

/** Sets or removes an attribute that the phone's own style sheet looks at. */
export function flag(element: HTMLElement, name: string, on: unknown): void {
  element.toggleAttribute(name, on === true);
}

/**
 * The address under which the phone serves a picture of the program. The simulated one is built without a gateway's address and
 * means this origin by it, in `request` as here: a path from the root that names no file of the program is the gateway's.
 */
export function pictureAddress(source: string, owner: string, files: ReadonlySet<string>): string {
  if (source.startsWith('http://tmp/')) return addressOf(source);
  if (source === '' || /^(https?:|data:|blob:|\/\/)/.test(source)) return source;
  const parts = source.startsWith('/') ? [] : owner.split('/').slice(0, -1);
  for (const part of source.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  const path = parts.join('/');
  if (source.startsWith('/') && !files.has(path)) return new URL(source, location.origin).href;
  return `files/${path}`;
}

/** Applies a `placeholder-style` or another style text to an element. */
export const styleText = (style: string, width: number) => inlineStyle(style, width);
