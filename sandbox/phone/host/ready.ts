import { glassEasel } from 'glass-easel-miniprogram-adapter';
import type { GeneralComponent } from 'glass-easel';

/** Fires the `ready` lifetime, which the framework leaves to its host: children first, after the first render. */
export class Ready {
  #waiting: { component: GeneralComponent; depth: number }[] = [];
  #after: (() => void)[] = [];
  #scheduled = false;

  /** A component was attached. */
  attached(component: GeneralComponent): void {
    this.#waiting.push({ component, depth: depthOf(component) });
    this.#schedule();
  }

  /** Runs a call after the components waiting now are ready. */
  then(call: () => void): void {
    this.#after.push(call);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setTimeout(() => this.#flush(), 0);
  }

  #flush(): void {
    this.#scheduled = false;
    const waiting = this.#waiting.splice(0);
    const after = this.#after.splice(0);
    const open: typeof waiting = [];
    const close = (depth: number) => {
      for (let last = open.at(-1); last !== undefined && last.depth >= depth; last = open.at(-1)) {
        open.pop();
        last.component.triggerLifetime('ready', []);
      }
    };
    for (const entry of waiting) {
      close(entry.depth);
      open.push(entry);
    }
    close(0);
    for (const call of after) call();
  }
}

function depthOf(component: GeneralComponent): number {
  let depth = 0;
  let node: glassEasel.Element | null = component;
  while (node !== null) {
    depth += 1;
    node = node instanceof glassEasel.ShadowRoot ? node.getHostNode() : node.parentNode;
  }
  return depth;
}
