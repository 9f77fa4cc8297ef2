/** Why the contrary of a condition holds, in the words of the trade and as the person is told. Both languages. */
import type { Leaf, Measure } from './rule.ts';
import { plainMeasure } from './said.ts';
import {
  both,
  channelNames,
  hourNames,
  languageNames,
  leafWords,
  measureWords,
  stageNames,
  type Naming,
  type Said,
  type Words,
} from './words.ts';

/** `figure`: what was counted where the condition counts; null: nothing is known, or it counts nothing. */
export function saidNot(one: Leaf, figure: number | null, name: Naming): Said {
  if (one.if !== 'at-least' && one.if !== 'at-most') {
    const { zh, en } = leafWords(one, name);
    return { staff: both(`不符合：${zh}`, `not met: ${en}`), plain: plainlyNot(one) };
  }
  const { zh, en } = measureWords(one.of, name);
  const staff = both(`${zh}：${figure ?? '没有记录'}`, `${en}: ${figure ?? 'nothing known'}`);
  return { staff, plain: plainNone(one.of, figure, name) };
}

function plainlyNot(one: Exclude<Leaf, { if: 'at-least' | 'at-most' }>): Words {
  switch (one.if) {
    case 'level':
      return both(`您不是${one.is}会员`, `you are no ${one.is} member`);
    case 'tag':
      return both(`客服没有在您的资料里记“${one.is}”`, `our staff did not note “${one.is}” on your card`);
    case 'channel':
      return both(
        `您没有最常通过${channelNames[one.is].zh}联系我们`,
        `you do not mostly reach us by ${channelNames[one.is].en}`,
      );
    case 'hours':
      return both(
        `您没有多在${hourNames[one.is]?.zh ?? ''}联系我们`,
        `you do not mostly reach us in ${hourNames[one.is]?.en ?? ''}`,
      );
    case 'language':
      return both(`您没有多用${languageNames[one.is].zh}交流`, `you do not mostly write ${languageNames[one.is].en}`);
    case 'stage':
      return both(
        `从您最近的往来看，不是：${stageNames[one.is].zh}`,
        `from how you were in touch of late, not: ${stageNames[one.is].en}`,
      );
    case 'prefers':
      return both(`您没有选“${one.what}”：${one.is}`, `you did not choose “${one.what}”: ${one.is}`);
  }
}

/** Nothing of it at all is said as such; of a little, how little. */
function plainNone(given: Measure, figure: number | null, name: Naming): Words {
  const never = figure === 0 || figure === null ? none(given, name) : null;
  return never ?? plainMeasure(given, figure ?? 0, name);
}

function none(given: Measure, name: Naming): Words | null {
  const days = 'days' in given ? given.days : 0;
  const ago = both(`最近 ${days} 天您没有`, ` in the last ${days} days`);
  const about = (subject: string) =>
    subject === '' ? both('', '') : both(`“${name(subject).zh}”`, ` “${name(subject).en}”`);
  switch (given.measure) {
    case 'questions': {
      const [topic, product] = [about(given.topic), about(given.product)];
      const en = `${product.en}${topic.en}`;
      return both(
        `${ago.zh}咨询过${product.zh}${topic.zh}`,
        `you did not ask${en === '' ? '' : ` about${en}`}${ago.en}`,
      );
    }
    case 'encounters':
      return both(`${ago.zh}联系过我们`, `you were not in touch${ago.en}`);
    case 'purchases':
    case 'spent': {
      const of = about(given.category);
      return both(`${ago.zh}买过${of.zh}`, `you bought no${of.en === '' ? 'thing' : of.en}${ago.en}`);
    }
    case 'tickets':
      return both(`${ago.zh}提交过工单`, `you opened no tickets${ago.en}`);
    case 'complaints':
      return both(`${ago.zh}投诉过`, `you did not complain${ago.en}`);
    case 'upset':
      return both(`${ago.zh}与我们沟通不愉快`, `no talk with us went badly${ago.en}`);
    case 'unhelpful':
      return both(`${ago.zh}说过答复没用`, `you called no answer unhelpful${ago.en}`);
    case 'unsolved':
      return both(`${ago.zh}留下没解决的问题`, `no matter of yours was left unsolved${ago.en}`);
    case 'since-contact':
      return both('我们还没有您的往来记录', 'we know of no contact with you yet');
    case 'since-purchase':
      return both('我们还没有您的购买记录', 'we know of no purchase of yours yet');
    case 'satisfaction':
    case 'trend':
      return both('您没有给过足够的评价', 'you gave too few ratings to tell');
    case 'complaint-risk':
      return both('您最近没有投诉或不愉快的沟通', 'of late there were no complaints or talks that went badly');
    case 'churn':
      return both('您没有比平时更久不来', 'you have not been away longer than usual');
    case 'value':
      return both('您最近一年没有购买记录', 'we know of no purchase of yours within a year');
  }
}
