/** Words of a campaign that leaves at each person's usual hours. */
import { words } from '../../../../client/words.ts';

export const campaignHoursWords = words(
  {
    ownHours: '按各人习惯的时段发',
    ownHoursHint:
      '常在上午、下午或晚上来访的客户，在那个时段收到；时段不明确、或不让用这一条的客户，照常依次发。没有人因为等时段而错过截止。',
    ownHoursHead: '每个人什么时段收到',
    ownHoursOn: '按各人习惯的时段',
    ownHoursOff: '不分时段，依次发',
    ownHoursBars: '各人习惯的时段',
    ownHoursHurried: '时间不够让大家等到自己的时段，会改为依次发：请加快节奏或延长时间。',
    ownHoursHurriedNow: '剩下的时间不够等到各人的时段，已改为依次发。',
    'part.0': '凌晨的客户，{from}–{to} 点',
    'part.1': '上午 {from}–{to} 点',
    'part.2': '下午 {from}–{to} 点',
    'part.3': '晚上 {from}–{to} 点',
    partUnknown: '时段不明确，依次发',
    partDone: '已发 {sent} · 待发 {waiting} · 已读 {read}',
    usual: '常来时段：{part}',
  },
  {
    ownHours: 'At each person’s usual hours',
    ownHoursHint:
      'Who mostly comes in the morning, the afternoon or the evening gets it then; whose hours aren’t clear, or who doesn’t want them used, gets it in turn. Nobody misses the end by waiting.',
    ownHoursHead: 'At what hours',
    ownHoursOn: 'at each person’s usual hours',
    ownHoursOff: 'in turn, whatever their hours',
    ownHoursBars: 'Usual hours',
    ownHoursHurried:
      'There is too little time for everybody’s hours, so it goes in turn: go faster, or give it longer.',
    ownHoursHurriedNow: 'Too little time is left for everybody’s hours: it goes in turn now.',
    'part.0': 'Those of the night, {from}–{to}',
    'part.1': 'Morning {from}–{to}',
    'part.2': 'Afternoon {from}–{to}',
    'part.3': 'Evening {from}–{to}',
    partUnknown: 'Not clear: in turn',
    partDone: '{sent} sent · {waiting} waiting · {read} read',
    usual: 'Usual hours: {part}',
  },
);
