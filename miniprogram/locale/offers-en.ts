/** The same in English. */
import type { zhOffers } from './offers-zh.ts';

export const enOffers: Record<keyof typeof zhOffers, string> = {
  offers: 'Offers you had',
  offersOn: 'You agreed to offers',
  offersOnMore:
    'At most one a day and two a week, between 8:00 and 20:00. News of orders and after-sales come as ever.',
  offersStop: 'No more offers',
  offersStopped: 'Noted: no offer comes by any channel',
  offersOff: 'You take no offers',
  offersOffMore: 'None comes by any channel. To have them, tap below; you may switch them off whenever you like.',
  offersTake: 'Take offers in the mini-program',
  offersNeeds:
    'One step is left: WeChat wants your leave for each one. Without it no offer reaches you in the mini-program.',
  offersNotAllowed: 'Without your leave no offer comes here',
  offersAsk: 'Let WeChat tell me of the next one',
  offersList: 'Sent to you',
  offersNone: 'You were sent no offer yet.',
  offersWhy: 'Why you had it',
  offersRule: '“{rule}” holds for you',
  offersConsent: 'you agreed to offers by {channel}',
  offersTags: 'See what is known of me',
  offersFailed: 'They can’t be read now; check the network',
  offerMore: 'Why this came · no more',
};
