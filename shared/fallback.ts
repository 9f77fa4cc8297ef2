/** Bodies in plain words. */
import type { ParcelCard, ProductCard } from './card.ts';
import type { Body, OrderCard } from './message.ts';

/** The words an order's card itself adds to the company's. */
const ORDER = { zh: (no: string) => `订单 ${no}：`, en: (no: string) => `Order ${no}: ` };

/** Plain words for any body: for previews, for SMS, and for screens that don't know the kind. */
export function fallbackText(given: Body): string {
  switch (given.kind) {
    case 'text':
      return given.text;
    case 'answer':
      return [
        given.text,
        ...(given.steps ?? []).map((step, index) => `${index + 1}. ${step}`),
        ...(given.media ?? []).map((one) => `[${one.kind === 'image' ? '图片' : '视频'}] ${one.caption}`),
        ...(given.links ?? []).map((one) => `[链接] ${one.label}`),
      ].join('\n');
    case 'menu':
      return [given.text, ...given.options.map((one, index) => `${index + 1}. ${one.label}`)].join('\n');
    case 'order':
      return orderText(given.order, given.text, 'zh');
    case 'product':
      return [given.text ?? '', productText(given.product)].filter((part) => part !== '').join('\n');
    case 'logistics':
      return [given.text ?? '', parcelText(given.parcel)].filter((part) => part !== '').join('\n');
    case 'image':
      return '[图片]';
    case 'voice':
      return given.transcript ? `[语音] ${given.transcript}` : '[语音]';
    case 'video':
      return '[视频]';
    case 'file':
      return `[文件] ${given.name}`;
    case 'location':
      return `[位置] ${given.label}`;
    case 'link':
      return `[链接] ${given.title}`;
    case 'event':
      return given.text ?? `[${given.event}]`;
    case 'unsupported':
      return `[${given.original}]`;
  }
}

/** An order in plain words, below what was said of it. */
export function orderText(order: OrderCard, lead: string | undefined, language: 'zh' | 'en'): string {
  const express = order.express
    ? `${order.express.company} ${order.express.no} ${order.express.last ?? ''}`.trim()
    : '';
  return [
    lead ?? '',
    `${ORDER[language](order.no)}${order.stateText}`,
    ...order.items.map((item) => item.title),
    express,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** A product in plain words. */
export function productText(given: ProductCard): string {
  return [`[商品] ${given.title}`, given.price ?? '', given.url ?? ''].filter((part) => part !== '').join(' ');
}

/** A parcel in plain words: where it is, and its last three steps. */
export function parcelText(given: ParcelCard): string {
  return [
    `[物流] ${given.company} ${given.no} ${given.stateText ?? ''}`.trim(),
    ...given.traces.slice(0, 3).map((one) => `${one.at} ${one.text}`),
  ].join('\n');
}
