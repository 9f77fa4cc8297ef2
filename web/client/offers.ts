/** 收到的优惠 as the customers' screens read them. */
import type { ChannelName } from '../../shared/message.ts';

type Words = { title: string; text: string };
/** Of what `GET /v1/me/offers` tells of one, what is read here. */
export type OfferHad = {
  id: string;
  state: string;
  channel: ChannelName;
  rule: { zh: string; en: string };
  zh: Words;
  en: Words;
  at: number;
  /** Why it came at that hour; a gateway that is older says nothing of it. */
  then?: { zh: string; en: string } | null;
};
