/** Why an offer came, and that no more come: for the card of one and for the list of all. */
import type { ChannelName } from '../../shared/message.ts';
import type { OfferHad } from '../client/offers.ts';
import { takesOffers } from '../client/choices.ts';
import { fill, type Language } from '../client/words.ts';
import { make } from './dom.ts';
import { lookUp, type Place } from './look-up.ts';
import type { Talk } from './talk.ts';

/** Said here too: shared with the open conversation they would be a file of their own, which everybody fetches. */
export const channels: Record<Language, Record<ChannelName, string>> = {
  zh: { web: '网页', app: 'APP', miniprogram: '小程序', wechat: '公众号', sms: '短信', phone: '电话' },
  en: { web: 'Website', app: 'App', miniprogram: 'Mini-program', wechat: 'WeChat', sms: 'SMS', phone: 'Phone' },
};
export const offerWords = {
  zh: {
    why: '为什么收到',
    rule: '您符合“{rule}”这一条',
    consent: '您同意过在{channel}接收优惠',
    stop: '不再接收优惠',
    stopped: '已记下，所有渠道都不再发优惠',
    off: '您没有接收优惠',
    reading: '正在加载…',
    failed: '暂时读不到，请检查网络',
  },
  en: {
    why: 'Why you had it',
    rule: '“{rule}” holds for you',
    consent: 'you agreed to offers by {channel}',
    stop: 'No more offers',
    stopped: 'Noted: no offer comes by any channel',
    off: 'You take no offers',
    reading: 'Loading…',
    failed: 'They can’t be read now; check the network',
  },
};

/** What `GET /v1/me/offers` tells: the newest 50. Null: it can't be read now. */
export async function readOffers(place: Place): Promise<{ offers: OfferHad[]; agreed: boolean } | null> {
  const answer = await lookUp(place, '/v1/me/offers');
  const { offers, agreed } = answer as { offers?: OfferHad[]; agreed?: boolean };
  return answer.ok && Array.isArray(offers) ? { offers, agreed: agreed === true } : null;
}

/** The rule that meant them, their consent, and why it came then. */
export function reasons({ rule, channel, then }: OfferHad, language: Language): HTMLElement[] {
  const say = offerWords[language];
  const where = channels[language][channel];
  return [
    make('p', {}, fill(say.rule, { rule: rule[language] })),
    make('p', {}, fill(say.consent, { channel: where })),
    ...(then ? [make('p', {}, then[language])] : []),
  ];
}

/** Whether offers may come; null: nothing is told of it. */
export const takes = ({ follower }: Talk): boolean | null => takesOffers(follower.state, follower.pending);

/** One word ends them on every channel; nobody is asked twice. */
export function endOffers({ follower }: Talk): void {
  follower.send({ type: 'act', act: { act: 'choose', purpose: 'marketing', given: false } });
}

/** Hears of each change of the line and of what is on its way, while the node stands on the page. */
export function onLine(node: Node, heard: () => void): void {
  const root = node.getRootNode();
  if (!(root instanceof ShadowRoot)) return;
  const { host } = root;
  const listen = () => (node.isConnected ? heard() : host.removeEventListener('line', listen));
  host.addEventListener('line', listen);
}
