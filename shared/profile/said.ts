/** Why a condition holds, in the words of the trade and as the person is told. Both languages. */
import type { Leaf, Measure } from './rule.ts';
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

/** Why a condition holds: what was found, and the same in plain words for the person. */
export function said(one: Leaf, figure: number | null, name: Naming): Said {
  if (one.if !== 'at-least' && one.if !== 'at-most') {
    const staff = leafWords(one, name);
    return { staff, plain: plainly(one) };
  }
  const what = measureWords(one.of, name);
  const staff = both(`${what.zh}：${figure ?? ''}`, `${what.en}: ${figure ?? ''}`);
  return { staff, plain: plainMeasure(one.of, figure ?? 0, name) };
}

/** The same where it holds by their own word. */
export function saidThemselves(one: Leaf, name: Naming): Said {
  const { zh, en } = leafWords(one, name);
  return {
    staff: both(`${zh}（客户自己更正的）`, `${en} (their own correction)`),
    plain: both('您自己这样说的', 'you said so yourself'),
  };
}

function plainly(one: Exclude<Leaf, { if: 'at-least' | 'at-most' }>): Words {
  switch (one.if) {
    case 'level':
      return both(`您是${one.is}会员`, `you are a ${one.is} member`);
    case 'tag':
      return both(`客服在您的资料里记了“${one.is}”`, `our staff noted “${one.is}” on your card`);
    case 'channel':
      return both(`您最常通过${channelNames[one.is].zh}联系我们`, `you mostly reach us by ${channelNames[one.is].en}`);
    case 'hours':
      return both(
        `您多在${hourNames[one.is]?.zh ?? ''}联系我们`,
        `you mostly reach us in ${hourNames[one.is]?.en ?? ''}`,
      );
    case 'language':
      return both(`您多用${languageNames[one.is].zh}交流`, `you mostly write ${languageNames[one.is].en}`);
    case 'stage':
      return both(
        `从您最近的往来看：${stageNames[one.is].zh}`,
        `from how you were in touch of late: ${stageNames[one.is].en}`,
      );
    case 'prefers':
      return both(`您选过“${one.what}”：${one.is}`, `you chose “${one.what}”: ${one.is}`);
  }
}

/** What a measure found, as the person is told. */
export function plainMeasure(given: Measure, figure: number, name: Naming): Words {
  const days = 'days' in given ? given.days : 0;
  const past = both(`最近 ${days} 天您`, ` in the last ${days} days`);
  const about = (subject: string) =>
    subject === '' ? both('', '') : both(`“${name(subject).zh}”`, ` “${name(subject).en}”`);
  switch (given.measure) {
    case 'questions': {
      const [topic, product] = [about(given.topic), about(given.product)];
      const [zh, en] = [`${product.zh}${topic.zh}`, `${product.en}${topic.en}`];
      return both(
        `${past.zh}咨询过 ${figure} 次${zh}`,
        `you asked ${figure} times${en === '' ? '' : ` about${en}`}${past.en}`,
      );
    }
    case 'encounters':
      return both(`${past.zh}联系过我们 ${figure} 次`, `you were in touch ${figure} times${past.en}`);
    case 'purchases':
      return both(
        `${past.zh}买过 ${figure} 次${about(given.category).zh}`,
        `you bought${about(given.category).en} ${figure} times${past.en}`,
      );
    case 'spent':
      return both(
        `${past.zh}购买${about(given.category).zh}共 ${figure} 元`,
        `you spent ${figure} yuan${about(given.category).en === '' ? '' : ` on${about(given.category).en}`}${past.en}`,
      );
    case 'tickets':
      return both(`${past.zh}提交过 ${figure} 张工单`, `you opened ${figure} tickets${past.en}`);
    case 'complaints':
      return both(`${past.zh}投诉过 ${figure} 次`, `you complained ${figure} times${past.en}`);
    case 'upset':
      return both(`${past.zh}有 ${figure} 次沟通不愉快`, `${figure} talks with us went badly${past.en}`);
    case 'unhelpful':
      return both(`${past.zh}有 ${figure} 次说答复没用`, `you called ${figure} answers unhelpful${past.en}`);
    case 'unsolved':
      return both(`${past.zh}有 ${figure} 次问题没有解决`, `${figure} matters were left unsolved${past.en}`);
    case 'since-contact':
      return both(`距您上次与我们往来 ${figure} 天`, `you were last in touch ${figure} days ago`);
    case 'since-purchase':
      return both(`距您上次购买 ${figure} 天`, `you last bought ${figure} days ago`);
    case 'satisfaction':
      return both(`您给的评价折合 ${figure} 分（满分 100）`, `your ratings come to ${figure} of 100`);
    case 'trend':
      return both(
        `您最近的评价比之前${figure < 0 ? '低' : '高'} ${Math.abs(figure)} 分`,
        `your recent ratings are ${Math.abs(figure)} points ${figure < 0 ? 'lower' : 'higher'} than before`,
      );
    case 'complaint-risk':
      return both(
        '您最近有过投诉、不愉快的沟通或没解决的问题',
        'of late there were complaints, talks that went badly or unsolved matters',
      );
    case 'churn':
      return both('您比平时更久没有与我们往来', 'you have been away longer than usual');
    case 'value':
      return both('根据您最近一年购买的时间、次数和金额', 'from when, how often and for how much you bought in a year');
  }
}
