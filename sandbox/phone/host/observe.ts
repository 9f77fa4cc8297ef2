import { elementOf, type Instance } from './instance.ts';
import { frameOf } from './events.ts';

interface Margins {
  left?: number;
  right?: number;
  top?: number;
  bottom?: number;
}

interface Options {
  thresholds?: number[];
  initialRatio?: number;
  observeAll?: boolean;
}

/** wx.createIntersectionObserver, upon the browser's own observer. */
export class Intersections {
  #instance: Instance;
  #options: Options;
  #root: HTMLElement | null = null;
  #margin = '0px';
  #observer: IntersectionObserver | undefined;

  constructor(instance: Instance, options: Options = {}) {
    this.#instance = instance;
    this.#options = options;
  }

  relativeTo(selector: string, margins: Margins = {}): this {
    const node = this.#instance._$.getShadowRoot()?.querySelector(selector);
    this.#root = elementOf(node) ?? null;
    this.#margin = margin(margins);
    return this;
  }

  relativeToViewport(margins: Margins = {}): this {
    this.#root = elementOf(this.#instance._$)?.closest<HTMLElement>('.mp-frame') ?? null;
    this.#margin = margin(margins);
    return this;
  }

  observe(selector: string, callback: (entry: Record<string, unknown>) => void): void {
    // jsdom lays nothing out, so there is nothing to intersect.
    if (typeof IntersectionObserver === 'undefined') return;
    this.#observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const frame = frameOf(entry.target);
          callback({
            id: entry.target.getAttribute('mp-id') ?? '',
            dataset: {},
            time: entry.time,
            intersectionRatio: entry.intersectionRatio,
            intersectionRect: shift(entry.intersectionRect, frame),
            boundingClientRect: shift(entry.boundingClientRect, frame),
            relativeRect: shift(entry.rootBounds ?? frame, frame),
          });
        }
      },
      { root: this.#root, rootMargin: this.#margin, threshold: this.#options.thresholds ?? [0] },
    );
    const nodes = this.#instance._$.getShadowRoot()?.querySelectorAll(selector) ?? [];
    for (const node of this.#options.observeAll === true ? nodes : nodes.slice(0, 1)) {
      const element = elementOf(node);
      if (element !== undefined) this.#observer.observe(element);
    }
  }

  disconnect(): void {
    this.#observer?.disconnect();
  }
}

const margin = ({ top = 0, right = 0, bottom = 0, left = 0 }: Margins) => `${top}px ${right}px ${bottom}px ${left}px`;

const shift = (rect: DOMRectReadOnly, frame: DOMRect) => ({
  left: rect.left - frame.left,
  right: rect.right - frame.left,
  top: rect.top - frame.top,
  bottom: rect.bottom - frame.top,
  width: rect.width,
  height: rect.height,
});
