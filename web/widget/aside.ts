/** What stands above the field for a moment: the words being quoted, the product one looks at. */
import type { ProductCard } from '../../shared/card.ts';
import type { Message } from '../../shared/message.ts';
import { closeIcon } from '../tokens/icons.ts';
import { icon, make } from './dom.ts';
import type { Say } from './words.ts';

type Tools = { say: Say; send(product: ProductCard): void };

/** Keeps both, and draws them into its place. */
export class Aside {
  readonly place = make('div', { class: 'aside' });
  readonly #tools: Tools;
  #quote: Message | null = null;
  #product: ProductCard | null = null;
  #sent = '';

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  /** The message the next words refer to; taken once. */
  takeQuote(): string | undefined {
    const id = this.#quote?.id;
    this.quote(null);
    return id;
  }

  quote(message: Message | null): void {
    this.#quote = message;
    this.#draw();
  }

  /** What the visitor looks at on the page; null: nothing any more. */
  product(product: ProductCard | null): void {
    this.#product = product;
    this.#draw();
  }

  #draw(): void {
    const { say, send } = this.#tools;
    const quote = this.#quote;
    const product = this.#product?.id === this.#sent ? null : this.#product;
    const drop = (onclick: () => void) =>
      make('button', { type: 'button', class: 'bare', 'aria-label': say('drop'), onclick }, icon(closeIcon, 16));
    this.place.replaceChildren(
      ...(product
        ? [
            make(
              'div',
              { class: 'beside' },
              make('span', {}, product.title, ' ', make('b', {}, product.price)),
              make(
                'button',
                {
                  type: 'button',
                  class: 'plain',
                  onclick: () => {
                    this.#sent = product.id;
                    this.#draw();
                    send(product);
                  },
                },
                say('sendProduct'),
              ),
              drop(() => this.product(null)),
            ),
          ]
        : []),
      ...(quote
        ? [
            make(
              'div',
              { class: 'beside quoting' },
              wordsOf(quote.body),
              drop(() => this.quote(null)),
            ),
          ]
        : []),
    );
  }
}

/** What is quoted, in a line: a kind that isn't plain words is put into words once their part is here. */
function wordsOf(body: Message['body']): HTMLElement {
  const words = make('span', {}, 'text' in body ? body.text : '');
  if (body.kind !== 'text') {
    void import('../../shared/fallback.ts').then(
      ({ fallbackText }) => (words.textContent = fallbackText(body)),
      () => undefined,
    );
  }
  return words;
}
