import { MiniProgramEnv, type CodeSpace, component, types, glassEasel } from 'glass-easel-miniprogram-adapter';
import type { AssociatedBackend } from 'glass-easel-miniprogram-adapter';
import type { GeneralComponent } from 'glass-easel';
import { PhoneBackend } from './backend.ts';
import type { Faults } from './faults.ts';
import { asInstance, elementOf } from './instance.ts';
import type { Modules } from './modules.ts';
import { BUILT_IN } from './names.ts';
import { pagePaths, type Program } from './program.ts';
import type { Ready } from './ready.ts';
import type { Sheets } from './sheets.ts';

type Definition = types.GeneralComponentDefinition & Record<string, unknown>;
type StubBehavior = ReturnType<ReturnType<CodeSpace['behavior']>['register']>;

/** The properties of WeChat's own behaviors, which programs name by a string. */
const WECHAT_BEHAVIORS: Record<string, Record<string, StringConstructor | null>> = {
  'wx://form-field': { name: String, value: null },
  'wx://form-field-group': {},
  'wx://form-field-button': {},
  'wx://component-export': {},
};

/** What the space is made of. */
export interface SpaceParts {
  program: Program;
  sheets: Sheets;
  faults: Faults;
  ready: Ready;
  width: () => number;
  /** Registers WeChat's built-in components in the global space. */
  builtIns: (global: CodeSpace) => void;
}

/** Every page and component of the program, registered with the framework when first needed. */
export class Space {
  readonly code: CodeSpace;
  readonly backend: AssociatedBackend;
  #parts: SpaceParts;
  #modules: Modules | undefined;
  #loaded = new Set<string>();
  #registered = new Set<string>();
  #pages: Set<string>;
  #current = '';
  #behaviors = new Map<string, StubBehavior>();
  #scopes = 0;

  constructor(parts: SpaceParts) {
    this.#parts = parts;
    this.#pages = new Set(pagePaths(parts.program.app));
    const env = new MiniProgramEnv();
    parts.builtIns(env.getGlobalCodeSpace());
    this.code = env.createCodeSpace('', true);
    this.backend = env.associateBackend(new PhoneBackend(parts.width));
    const components = this.code.getComponentSpace();
    // A property may be called `data` (t-chat-list has one) and must not hide the instance's own.
    components.updateComponentOptions({ writeFieldsToNode: false });
    const global = env.getGlobalCodeSpace().getComponentSpace();
    for (const name of BUILT_IN) {
      const definition = global.getComponentByUrlWithoutDefault(`wx-${name}`, '');
      if (definition !== null) components.setGlobalUsingComponent(name, definition);
    }
    this.code.setOverallBehavior(this.#overall());
    const app = parts.program.styles['app'];
    if (app !== undefined) parts.sheets.install('app', app, '');
  }

  /** The module system; it needs the space's own `Component` and so comes after. */
  use(modules: Modules): void {
    this.#modules = modules;
  }

  /** The constructors every module sees. */
  constructors(): {
    Page: (d: Definition) => void;
    Component: (d: Definition) => void;
    Behavior: (d: Definition) => unknown;
  } {
    return {
      Page: (definition) => this.#register(definition, true),
      Component: (definition) => this.#register(definition, false),
      Behavior: (definition) => this.code.behavior().definition(this.#withBehaviors(definition)).register(),
    };
  }

  /** Runs the script of a page or component, and first those of all it uses. */
  ensure(path: string): void {
    if (this.#loaded.has(path)) return;
    this.#loaded.add(path);
    const config = this.#parts.program.configs[path] ?? {};
    for (const used of Object.values(config.usingComponents ?? {})) this.ensure(used.slice(1));
    for (const generic of Object.values(config.componentGenerics ?? {})) {
      if (typeof generic === 'object' && generic.default !== undefined) this.ensure(generic.default.slice(1));
    }
    const before = this.#current;
    this.#current = path;
    this.#parts.faults.guard(path, () => this.#modules?.require(`${path}.js`));
    this.#current = before;
    if (!this.#registered.has(path)) this.#parts.faults.error(`${path}.js registers no Page or Component`, path);
  }

  #register(definition: Definition, asPage: boolean): void {
    const path = this.#current;
    const { program, sheets } = this.#parts;
    const page = this.#pages.has(path);
    const { component: isComponent, usingComponents, componentGenerics, ...json } = program.configs[path] ?? {};
    const options: Record<string, unknown> = { ...definition.options };
    const shares = json.addGlobalClass === true || options['addGlobalClass'] === true;
    // The framework's adapter reads isolation from JSON only; libraries also write it in the script's options.
    const written = json.styleIsolation ?? options['styleIsolation'];
    const isolation = typeof written === 'string' ? written : page ? 'shared' : shares ? 'apply-shared' : 'isolated';
    const scope = isolation === 'shared' || isolation === 'page-shared' ? '' : `s${(this.#scopes += 1)}`;
    this.code.addComponentStaticConfig(path, {
      component: !page && isComponent === true,
      styleIsolation: isolation as types.StyleIsolation,
      ...(usingComponents === undefined ? {} : { usingComponents }),
      ...(componentGenerics === undefined ? {} : { componentGenerics }),
    });
    this.code.addStyleSheet(path, undefined, scope);
    const content = program.templates[path];
    if (content !== undefined) {
      this.code.addCompiledTemplate(path, {
        content,
        groupList: program.templates,
        fallbackListenerOnNativeNode: true,
      });
    }
    const style = program.styles[path];
    if (style !== undefined) sheets.install(path, style, scope, page ? path : undefined);
    const builder = this.code.component(path);
    const ready = this.#withBehaviors(definition);
    if (asPage) builder.pageDefinition(ready).register();
    else builder.definition(ready).register();
    this.#registered.add(path);
  }

  #withBehaviors(definition: Definition): Definition {
    if (definition.behaviors === undefined) return definition;
    const named: unknown[] = definition.behaviors;
    const behaviors = named.map((one) => (typeof one === 'string' ? this.#stub(one) : one));
    return Object.assign({}, definition, { behaviors });
  }

  #stub(name: string): StubBehavior {
    const known = this.#behaviors.get(name);
    if (known !== undefined) return known;
    const properties = WECHAT_BEHAVIORS[name];
    if (properties === undefined) this.#parts.faults.warn(`behavior "${name}" is unknown to the simulated phone`);
    const made = this.code
      .behavior()
      .definition({ properties: properties ?? {} })
      .register();
    this.#behaviors.set(name, made);
    return made;
  }

  /** Goes into every component of the program. */
  #overall() {
    const ready = this.#parts.ready;
    return this.code
      .getComponentSpace()
      .define()
      .lifetime('attached', function attached(this: unknown) {
        const node = nodeIn(this);
        if (node === undefined) return;
        label(node);
        ready.attached(node);
      })
      .registerBehavior()
      .general();
  }
}

const nodeIn = (self: unknown): GeneralComponent | undefined => {
  const held = self instanceof component.ComponentCaller ? asInstance(self)._$ : self;
  return held instanceof glassEasel.Component ? held.general() : undefined;
};

/** A virtual host has no element: its id, tag and data go to the first one it draws, for tests and for scrolling to it. */
function label(node: GeneralComponent): void {
  const element = elementOf(node);
  if (element === undefined) return;
  if (!element.hasAttribute('mp-tag')) element.setAttribute('mp-tag', node.tagName);
  if (node.id !== '' && !element.hasAttribute('mp-id')) element.setAttribute('mp-id', node.id);
  for (const [name, value] of Object.entries(node.dataset ?? {})) {
    if (typeof value === 'string' || typeof value === 'number') element.setAttribute(`data-${name}`, String(value));
  }
}

/** Writes the id of every node that has an element to `mp-id`, where `#id` selectors look. */
export function writeIds(): void {
  const prototype = glassEasel.Element.prototype;
  const original = Object.getOwnPropertyDescriptor(prototype, 'id');
  if (original?.set === undefined || original.get === undefined) return;
  const { get, set } = original;
  Object.defineProperty(prototype, 'id', {
    configurable: true,
    get,
    set(this: glassEasel.Element, value: unknown) {
      set.call(this, value);
      const element = this.getBackendElement();
      if (element instanceof HTMLElement && value !== '') element.setAttribute('mp-id', String(value));
    },
  });
}
