import { isIn, spanOf, type PartOfDay } from '../../../shared/campaign/hours.ts';
import { hourNames, type Words } from '../../../shared/profile/words.ts';

const clock = (part: PartOfDay): string => `${spanOf(part).from}:00–${spanOf(part).to}:00`;
const named = (part: PartOfDay): Words => hourNames[part] ?? { zh: '', en: '' };

/** Why an offer came at its hour: theirs, or the nearest there was. */
export const thenWords = {
  staff: (part: PartOfDay, at: number): Words => ({
    zh: `通常在${named(part).zh}来访，在${isIn(part, at) ? ` ${clock(part)} ` : '离它最近的时段'}发出`,
    en: `mostly comes in ${named(part).en}: sent ${isIn(part, at) ? `at ${clock(part)}` : 'as near to it as could be'}`,
  }),
  own: (part: PartOfDay, at: number): Words => ({
    zh: `您通常在${named(part).zh}联系我们，所以在${isIn(part, at) ? ` ${clock(part)} ` : '离它最近的时段'}发给您`,
    en: `you mostly write in ${named(part).en}, so it came ${isIn(part, at) ? `at ${clock(part)}` : 'as near to it as could be'}`,
  }),
};

/** What is said to whoever refuses offers in a conversation. */
export const refusedWords = {
  zh: '已为您退订全部营销消息，服务通知不受影响。',
  en: 'You won’t get any more offers from us. News of your own matters still comes.',
};
