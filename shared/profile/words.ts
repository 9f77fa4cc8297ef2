/** What rules, traits and their reasons say, to colleagues and to the person themselves. Both languages. */
import type { ChannelName } from '../message.ts';
import type { Sensitive, Stage } from './fact.ts';
import type { Leaf, Measure } from './rule.ts';

export type Words = { zh: string; en: string };
/** The same thing in the words of the trade, and as the person is told. */
export type Said = { staff: Words; plain: Words };
/** What the company calls a topic, a category or a product. */
export type Naming = (subject: string) => Words;

export const both = (zh: string, en: string): Words => ({ zh, en });

/** Places whose people a name may mean: with one of these ends, or alone. */
const PLACES =
  '北京|上海|天津|重庆|广州|深圳|杭州|成都|武汉|南京|西安|苏州|郑州|长沙|青岛|宁波|厦门|福州|合肥|济南|沈阳|大连|哈尔滨|长春|昆明|贵阳|南宁|海口|太原|石家庄|兰州|乌鲁木齐|' +
  '广东|浙江|江苏|山东|河南|河北|四川|湖北|湖南|福建|安徽|江西|辽宁|吉林|黑龙江|陕西|山西|云南|贵州|广西|海南|甘肃|青海|宁夏|新疆|西藏|内蒙古|香港|澳门|台湾';

/** What names something sensitive, in folded text. Not what only sounds so: 毛病, 运费险, 保险箱, refund, velocity. */
export const sensitiveWords: readonly (readonly [Sensitive, RegExp])[] = [
  [
    'health',
    /健康|疾病|病情|病人|病史|患者|糖尿病|慢性病|心脏病|传染病|性病|皮肤病|血压|血糖|癌|肿瘤|抑郁|艾滋|孕妇|怀孕|孕检|孕期|备孕|避孕|残疾|药|医疗|就医|医院|体检|health|medic|illness|disease|\bpatients?\b|diabet|cancer|\bhiv\b|blood (?:pressure|sugar)|depress|pregnan|contracept|disab/u,
  ],
  [
    'finance',
    /金融|贷款|借款|借贷|信贷|理财|征信|信用卡|负债|收入|工资|薪资|存款|股票|基金|证券|房贷|车贷|(?<!运费|运输|退货|快递|价格)保险(?!箱|柜|丝|杠|套|起见)|financ|\bloans?\b|credit|\bincome\b|debt|salar|mortgage|insur|\binvest(?:or|ing|ment)?s?\b|\bfunds?\b/u,
  ],
  [
    'minors',
    /未成年|儿童|小学|中学|初中|高中生|幼儿园|校服|孩子年龄|宝宝生日|minors|children|underage|teenag|pupils?\b|kindergarten|(?:primary|middle) school|school uniform|child[’']s/u,
  ],
  [
    'location',
    new RegExp(
      `行踪|定位|位置轨迹|常去|住址|居住|户籍|籍贯|所在地|所在城市|同城|\\blocations?\\b|whereabouts|home address|hometown|residen|\\bcity\\b|(?:${PLACES})(?:$|市|省|客户|用户|居民|人|地区|/)|门店/(?:${PLACES})`,
      'u',
    ),
  ],
];

export const channelNames: Record<ChannelName, Words> = {
  web: both('网页', 'the website'),
  app: both('APP', 'the app'),
  miniprogram: both('小程序', 'the mini-program'),
  wechat: both('公众号', 'WeChat'),
  sms: both('短信', 'SMS'),
  phone: both('电话', 'the telephone'),
};

export const hourNames: Record<string, Words> = {
  0: both('凌晨', 'the night'),
  1: both('上午', 'the morning'),
  2: both('下午', 'the afternoon'),
  3: both('晚上', 'the evening'),
};

export const stageNames: Record<Stage, Words> = {
  new: both('新客户', 'new'),
  active: both('活跃', 'active'),
  loyal: both('忠诚', 'loyal'),
  slipping: both('易流失', 'slipping away'),
  gone: both('已沉寂', 'gone quiet'),
};

export const languageNames = { zh: both('中文', 'Chinese'), en: both('英文', 'English') };

/** What a measure counts, without its bound. */
export function measureWords(given: Measure, name: Naming): Words {
  const within = 'days' in given ? both(`${given.days} 天内`, ` in ${given.days} days`) : both('', '');
  const of = (subject: string) =>
    subject === '' ? both('', '') : both(`“${name(subject).zh}”`, ` on “${name(subject).en}”`);
  switch (given.measure) {
    case 'questions': {
      const [topic, product] = [of(given.topic), of(given.product)];
      return both(`${within.zh}咨询${topic.zh}${product.zh}次数`, `questions${topic.en}${product.en}${within.en}`);
    }
    case 'encounters':
      return given.channel === undefined
        ? both(`${within.zh}来访次数`, `encounters${within.en}`)
        : both(
            `${within.zh}${channelNames[given.channel].zh}来访次数`,
            `encounters by ${channelNames[given.channel].en}${within.en}`,
          );
    case 'purchases':
      return both(`${within.zh}购买${of(given.category).zh}次数`, `purchases${of(given.category).en}${within.en}`);
    case 'spent':
      return both(
        `${within.zh}购买${of(given.category).zh}金额（元）`,
        `yuan spent${of(given.category).en}${within.en}`,
      );
    case 'tickets':
      return both(`${within.zh}工单${of(given.form).zh}数`, `tickets${of(given.form).en}${within.en}`);
    case 'complaints':
      return both(`${within.zh}投诉次数`, `complaints${within.en}`);
    case 'upset':
      return both(`${within.zh}情绪不满次数`, `upset encounters${within.en}`);
    case 'unhelpful':
      return both(`${within.zh}说答复没用次数`, `answers called unhelpful${within.en}`);
    case 'unsolved':
      return both(`${within.zh}未解决次数`, `unsolved encounters${within.en}`);
    case 'since-contact':
      return both('距上次往来天数', 'days since the last contact');
    case 'since-purchase':
      return both('距上次购买天数', 'days since the last purchase');
    case 'satisfaction':
      return both('满意度', 'satisfaction');
    case 'trend':
      return both('满意度变化', 'change of satisfaction');
    case 'complaint-risk':
      return both('投诉风险', 'complaint risk');
    case 'churn':
      return both('流失风险', 'risk of leaving');
    case 'value':
      return both('客户价值', 'value');
  }
}

/** A condition as the editor reads it. */
export function leafWords(one: Leaf, name: Naming): Words {
  switch (one.if) {
    case 'at-least':
    case 'at-most': {
      const what = measureWords(one.of, name);
      return one.if === 'at-least'
        ? both(`${what.zh} ≥ ${one.value}`, `${what.en} ≥ ${one.value}`)
        : both(`${what.zh} ≤ ${one.value}`, `${what.en} ≤ ${one.value}`);
    }
    case 'level':
      return both(`会员等级为 ${one.is}`, `level is ${one.is}`);
    case 'tag':
      return both(`资料标签含“${one.is}”`, `card is tagged “${one.is}”`);
    case 'channel':
      return both(`常用${channelNames[one.is].zh}`, `mostly comes by ${channelNames[one.is].en}`);
    case 'hours':
      return both(`常在${hourNames[one.is]?.zh ?? ''}来访`, `mostly comes in ${hourNames[one.is]?.en ?? ''}`);
    case 'language':
      return both(`常用${languageNames[one.is].zh}`, `mostly writes ${languageNames[one.is].en}`);
    case 'stage':
      return both(`阶段为${stageNames[one.is].zh}`, `stage is ${stageNames[one.is].en}`);
    case 'prefers':
      return both(`偏好“${one.what}”为“${one.is}”`, `prefers “${one.what}” to be “${one.is}”`);
  }
}

export const traitWords = {
  topic: both('最关注', 'Cares most about'),
  category: both('常买', 'Buys mostly'),
  channel: both('常用渠道', 'Usual channel'),
  hours: both('常来时段', 'Usual time'),
  language: both('常用语言', 'Language'),
  mood: both('情绪', 'Mood'),
  answers: both('对机器人答复', 'Of the robot’s answers'),
  rhythm: both('购买频率', 'How often they buy'),
  preference: both('偏好', 'Preference'),
} as const;

export const traitReasons = {
  asked: (count: number, days: number) =>
    said2(
      `${days} 天内咨询 ${count} 次`,
      `${count} questions in ${days} days`,
      `最近 ${days} 天您咨询过 ${count} 次`,
      `you asked ${count} times in the last ${days} days`,
    ),
  bought: (count: number, days: number) =>
    said2(
      `${days} 天内购买 ${count} 次`,
      `${count} purchases in ${days} days`,
      `最近 ${days} 天您买过 ${count} 次`,
      `you bought ${count} times in the last ${days} days`,
    ),
  came: (count: number, all: number, days: number) =>
    said2(
      `${days} 天内 ${all} 次来访中的 ${count} 次`,
      `${count} of ${all} encounters in ${days} days`,
      `最近 ${days} 天您联系我们 ${all} 次，其中 ${count} 次`,
      `${count} of your ${all} talks with us in the last ${days} days`,
    ),
  judged: (count: number, all: number, days: number) =>
    said2(
      `${days} 天内 ${all} 次评价中的 ${count} 次`,
      `${count} of ${all} verdicts in ${days} days`,
      `最近 ${days} 天您评价答复 ${all} 次，其中 ${count} 次`,
      `${count} of your ${all} verdicts on answers in the last ${days} days`,
    ),
  stated: () => said2('客户自己更正的', 'their own correction', '这是您自己说的', 'you said so yourself'),
  chosen: () => said2('客户自己选的', 'their own choice', '这是您自己选的', 'you chose this yourself'),
};

function said2(zh: string, en: string, plainZh: string, plainEn: string): Said {
  return { staff: both(zh, en), plain: both(plainZh, plainEn) };
}

export const verdicts = { yes: both('多数有用', 'mostly helpful'), no: both('多数没用', 'mostly unhelpful') };
export const moods = { upset: both('近期常有不满', 'often upset of late') };
export const everyDays = (days: number): Words => both(`约每 ${days} 天一次`, `about every ${days} days`);
export const languageWords = (language: string): Words => (language === 'en' ? languageNames.en : languageNames.zh);
export const asIs = (text: string): Words => both(text, text);
