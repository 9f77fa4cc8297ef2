/** Words of one's own shifts. */
import { words } from '../../../../client/words.ts';

export const shiftWords = words(
  {
    mine: '我的班次',
    now: '正在上班：{name}，到 {to}',
    next: '下一班：{name} {when}',
    rest: '今天休息',
    leave: '今天请假',
    none: '之后没有排班',
    today: '今天',
    tomorrow: '明天',
    when: '{day} {from}–{to}',
    'outside.leave': '排班里您今天请假；已照常上线',
    'outside.rest': '排班里您今天休息；已照常上线',
    'outside.next': '现在不在您的班次内，下一班 {when}；已照常上线',
    'outside.none': '现在不在您的班次内；已照常上线',
  },
  {
    mine: 'My shifts',
    now: 'On now: {name}, until {to}',
    next: 'Next: {name}, {when}',
    rest: 'Rest today',
    leave: 'On leave today',
    none: 'No shift planned after this',
    today: 'today',
    tomorrow: 'tomorrow',
    when: '{day} {from}–{to}',
    'outside.leave': 'The plan says you are on leave today; you are on duty all the same',
    'outside.rest': 'The plan says you rest today; you are on duty all the same',
    'outside.next': 'Outside your shifts, the next is {when}; you are on duty all the same',
    'outside.none': 'Outside your shifts; you are on duty all the same',
  },
);
