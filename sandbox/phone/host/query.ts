import { glassEasel } from 'glass-easel-miniprogram-adapter';
import { frameOf } from './events.ts';
import { elementOf, type Instance } from './instance.ts';

interface Fields {
  id?: boolean;
  dataset?: boolean;
  mark?: boolean;
  rect?: boolean;
  size?: boolean;
  scrollOffset?: boolean;
  properties?: string[];
  computedStyle?: string[];
  node?: boolean;
  context?: boolean;
}

type Answer = Record<string, unknown> | null;
type Callback = (answer: Answer | Answer[]) => void;

interface Request {
  selector: string | undefined;
  all: boolean;
  root: Instance | undefined;
  fields: Fields;
  callback: Callback | undefined;
}

/** wx.createSelectorQuery: asks for places and sizes of nodes, answered after the current render. */
export class SelectorQuery {
  #root: Instance | undefined;
  #requests: Request[] = [];

  /** `root` is the component or page to search; the page on top by default. */
  constructor(root: Instance | undefined) {
    this.#root = root;
  }

  in(root: Instance): this {
    this.#root = root;
    return this;
  }

  select(selector: string): NodesRef {
    return this.#nodes(selector, false);
  }

  selectAll(selector: string): NodesRef {
    return this.#nodes(selector, true);
  }

  selectViewport(): NodesRef {
    return this.#nodes(undefined, false);
  }

  exec(callback?: (answers: (Answer | Answer[])[]) => void): this {
    const requests = this.#requests.splice(0);
    setTimeout(() => {
      const answers = requests.map(answer);
      requests.forEach((request, index) => request.callback?.(answers[index] ?? null));
      callback?.(answers);
    }, 0);
    return this;
  }

  #nodes(selector: string | undefined, all: boolean): NodesRef {
    const root = this.#root;
    return new NodesRef(this, (fields, callback) => this.#requests.push({ selector, all, root, fields, callback }));
  }
}

class NodesRef {
  #query: SelectorQuery;
  #ask: (fields: Fields, callback: Callback | undefined) => void;

  constructor(query: SelectorQuery, ask: (fields: Fields, callback: Callback | undefined) => void) {
    this.#query = query;
    this.#ask = ask;
  }

  boundingClientRect(callback?: Callback): SelectorQuery {
    return this.fields({ id: true, dataset: true, rect: true, size: true }, callback);
  }

  scrollOffset(callback?: Callback): SelectorQuery {
    return this.fields({ id: true, dataset: true, scrollOffset: true }, callback);
  }

  node(callback?: Callback): SelectorQuery {
    return this.fields({ node: true }, callback);
  }

  context(callback?: Callback): SelectorQuery {
    return this.fields({ context: true }, callback);
  }

  fields(fields: Fields, callback?: Callback): SelectorQuery {
    this.#ask(fields, callback);
    return this.#query;
  }
}

function answer(request: Request): Answer | Answer[] {
  const shadow = request.root?._$.getShadowRoot();
  if (request.selector === undefined) return viewport(request);
  if (shadow === null || shadow === undefined) return request.all ? [] : null;
  const found = shadow.querySelectorAll(request.selector).map((node) => describe(node, request.fields));
  return request.all ? found : (found[0] ?? null);
}

function viewport(request: Request): Answer {
  const frame = elementOf(request.root?._$)?.closest('.mp-frame');
  const scroller = frame?.querySelector('.mp-scroll');
  const { width, height } = frame?.getBoundingClientRect() ?? { width: 0, height: 0 };
  return {
    id: '',
    dataset: {},
    ...(request.fields.rect === true ? { left: 0, top: 0, right: width, bottom: height } : {}),
    ...(request.fields.size === true ? { width, height } : {}),
    ...(request.fields.scrollOffset === true && scroller ? offsets(scroller) : {}),
  };
}

function describe(node: glassEasel.Element, fields: Fields): Answer {
  const element = elementOf(node);
  const result: Record<string, unknown> = {};
  if (fields.id === true) result['id'] = node.id;
  if (fields.dataset === true) result['dataset'] = { ...(node.dataset ?? {}) };
  if (fields.mark === true) result['mark'] = node.collectMarks();
  if (element !== undefined) {
    const rect = element.getBoundingClientRect();
    const frame = frameOf(element);
    if (fields.rect === true) {
      Object.assign(result, {
        left: rect.left - frame.left,
        top: rect.top - frame.top,
        right: rect.right - frame.left,
        bottom: rect.bottom - frame.top,
      });
    }
    if (fields.size === true) Object.assign(result, { width: rect.width, height: rect.height });
    if (fields.scrollOffset === true) Object.assign(result, offsets(element));
    const style = fields.computedStyle === undefined ? undefined : getComputedStyle(element);
    for (const name of fields.computedStyle ?? []) result[name] = style?.getPropertyValue(dashed(name));
  }
  const data = glassEasel.Component.isComponent(node) ? (node.data as Record<string, unknown>) : {};
  for (const name of fields.properties ?? []) result[name] = data[name];
  if (fields.node === true) result['node'] = element?.querySelector('canvas') ?? null;
  return result;
}

const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const offsets = ({ scrollLeft, scrollTop, scrollWidth, scrollHeight }: Element) => ({
  scrollLeft,
  scrollTop,
  scrollWidth,
  scrollHeight,
});
