/** Words of what is shown beside a customer's newest words. */
import { words } from '../../../../client/words.ts';

export const assistWords = words(
  {
    label: '实时辅助',
    insert: '采用：{question}',
    sure: '{n}%',
    tried: '机器人答过',
    triedBad: '机器人答过，客户说没用',
    flow: '让机器人办理：{title}',
    ticket: '建工单：{title}',
    similar: '相似已解决：{question}',
    similarSummary: '小结：{text}',
    hide: '收起辅助',
    show: '展开辅助',
    blocked: '含敏感词，发不出去：{words}',
    flagged: '注意用语：{words}',
    separator: '、',
  },
  {
    label: 'Live assist',
    insert: 'Use: {question}',
    sure: '{n}%',
    tried: 'the robot said this',
    triedBad: 'the robot said this; it did not help',
    flow: 'Let the robot do: {title}',
    ticket: 'Open a ticket: {title}',
    similar: 'Solved alike: {question}',
    similarSummary: 'Summary: {text}',
    hide: 'Fold the assist away',
    show: 'Show the assist',
    blocked: 'A watchword keeps this from leaving: {words}',
    flagged: 'Mind these words: {words}',
    separator: ', ',
  },
);
