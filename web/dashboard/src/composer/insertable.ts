import type { Body } from '../../../../shared/message.ts';
import { fallbackText } from '../../../../shared/fallback.ts';

/** A published answer as words an agent sends: steps numbered, pictures and links by their whole address, no buttons. */
export function insertable(body: Body, origin: string): string {
  if (body.kind !== 'answer') return fallbackText(body);
  const { text, steps = [], media = [], links = [] } = body;
  const whole = (url: string) => new URL(url, origin).href;
  return [
    text,
    ...steps.map((step, at) => `${at + 1}. ${step}`),
    ...media.map((one) => `${one.caption} ${whole(one.url)}`),
    ...links.map((one) => `${one.label} ${whole(one.url)}`),
  ].join('\n');
}
