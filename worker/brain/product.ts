/** A customer shows the robot a product they look at: it asks what they want to know, which is answered like any question. */
import type { Language } from '../../shared/knowledge.ts';
import type { Body } from '../../shared/message.ts';

/** What the robot says to a product. */
export function askAboutProduct({ product }: Extract<Body, { kind: 'product' }>, language: Language): Body {
  const text =
    language === 'en'
      ? `You are looking at “${product.title}”. What would you like to know? Price, size, delivery: just ask, or ask for a person.`
      : `您在看「${product.title}」。想了解什么？价格、尺码、发货都可以直接问，也可以转人工。`;
  return { kind: 'text', text };
}
