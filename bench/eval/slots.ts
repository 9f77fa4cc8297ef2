/** Two domains written as slot tables by hand: a trip to Beijing, and an errand desk of a southern city. */
import type { Found } from '../../worker/brain/extract/extract.ts';
import { REGIONS } from '../../worker/brain/extract/places.ts';

/** A slot and how its value is said: a kind that is extracted, or a shape whose first group (or match) is the value. */
export type SlotRule = {
  slot: string;
  kind?: readonly Found['kind'][];
  shape?: RegExp;
  /** The value where it isn't what was said. */
  value?: string;
  /** Must stand in the same clause. */
  cue?: RegExp;
  /** Must not. */
  not?: RegExp;
  /** Holds whatever the clause speaks of, for words that mean one domain only. */
  anywhere?: boolean;
};

/**
 * A domain: its name, the words that bring it up, its slots. `named`: one of its things is chosen by name; `pointed`: 这家 chooses the
 * one offered last too.
 */
export type Domain = { name: string; cues: RegExp; slots: readonly SlotRule[]; named?: boolean; pointed?: boolean };

const rating: RegExp = /(?<![\d.])([1-5](?:\.\d)?分(?:以上|以下)?)/u;
const facilities =
  '公共区域和部分房间提供wifi 所有房间提供wifi 部分房间提供wifi 公共区域提供wifi 宽带上网 国际长途电话 国内长途电话 吹风机 24小时热水 暖气 中式餐厅 西式餐厅 残疾人设施 室内游泳池 室外游泳池 会议室 健身房 SPA 棋牌室 酒吧 桑拿 温泉 商务中心 无烟房 早餐服务免费 早餐服务 接待外宾 洗衣服务 行李寄存 叫醒服务 接机服务 接站服务 租车 看护小孩服务 收费停车位 免费停车位'.split(
    ' ',
  );

export const beijing: readonly Domain[] = [
  {
    name: '餐馆',
    cues: /餐馆|餐厅|饭馆|吃饭|用餐|就餐|吃|菜|美食/gu,
    named: true,
    slots: [
      { slot: '人均消费', kind: ['amount'], cue: /人均|消费/u, anywhere: true },
      { slot: '人均消费', kind: ['amount'], not: /门票|票价/u },
      { slot: '评分', shape: rating },
      {
        slot: '推荐菜',
        shape:
          /(?:能?[吃喝]到|[想能爱][吃喝]|喜欢[吃喝]|[馆店厅]吃|[能会]做|尝尝|最好有|推荐菜[有是])([\p{Script=Han}A-Za-z 、]{2,20}?)(?=这[道个种俩]|[这那几]?[两三]道菜|的|了|，|,|。|$)/u,
      },
      {
        slot: '推荐菜',
        shape: /有([\p{Script=Han}A-Za-z 、]{2,16}?)(?=这[道种俩]|[这那几]?[两三]道菜|的餐[馆厅])/u,
      },
    ],
  },
  {
    name: '景点',
    named: true,
    cues: /景点|游玩|好玩|可玩|能玩|游览|景区|玩上|去玩|溜达|散步|逛/gu,
    slots: [
      { slot: '游玩时间', kind: ['duration'], anywhere: true, not: /打车|地铁|热水/u },
      { slot: '门票', kind: ['amount'], cue: /门票|票价/u, anywhere: true },
      { slot: '门票', kind: ['amount'], not: /人均|消费|最低价/u },
      { slot: '门票', shape: /不免费/u, anywhere: true },
      {
        slot: '门票',
        shape: /(?<!不)(?:免费|免票|不(?:要|收)(?:门)?票)/u,
        value: '免费',
        not: /wifi|早餐|停车|电话|是不是|免费吗/iu,
      },
      { slot: '评分', shape: rating },
    ],
  },
  {
    name: '酒店',
    named: true,
    cues: /酒店|宾馆|住宿|住处|旅馆|旅店|住下|民宿|入住/gu,
    slots: [
      { slot: '价格', kind: ['amount'], not: /人均|门票|票价/u },
      { slot: '评分', shape: rating },
      { slot: '酒店类型', shape: /([经舒高豪][济适档华])型?(?=的|酒店|[，,。]|$)/u, cue: /型|酒店/u, anywhere: true },
      ...facilities.map((name) => ({
        slot: `酒店设施-${name}`,
        shape: new RegExp(name.replace('免费停车位', '免费停车位?'), 'iu'),
        value: '是',
        not: new RegExp(`${name}(?:吗|么)|(?:有没有|是否.{0,6})${name}`, 'iu'),
      })),
    ],
  },
  {
    name: '地铁',
    cues: /地铁/gu,
    slots: [
      { slot: '出发地', shape: /从(.{2,24}?)(?:出发)?(?:坐|乘坐?)?(?:地铁)?(?:到达?|去|至|前往)/u },
      {
        slot: '目的地',
        shape:
          /(?:从.{2,24}?)(?:出发)?(?:坐|乘坐?)?(?:地铁)?(?:到达?|去|至|前往)(.{2,24}?)(?=的?(?:话|地铁|怎么|附近|最近|，|,|。|？|吧|呢|需要|应该|，|$))/u,
      },
    ],
  },
  {
    name: '出租',
    cues: /出租|打车|打个车|叫车|约车|的士/gu,
    slots: [
      { slot: '出发地', shape: /从(.{2,24}?)(?:出发)?(?:打车|坐出租车?|乘坐?出租车?)?(?:到达?|去|至|前往)/u },
      {
        slot: '目的地',
        shape:
          /(?:从.{2,24}?)(?:出发)?(?:打车|坐出租车?|乘坐?出租车?)?(?:到达?|去|至|前往)(.{2,24}?)(?=的?(?:话|出租|车|打车|，|,|。|？|吧|呢|需要|应该|$))/u,
      },
    ],
  },
];

const areas = /(高新区|工业园区|姑苏区|吴中区|相城区|吴江区|虎丘区|园区|常熟|昆山|张家港|太仓|吴江)/u;
const prices: readonly SlotRule[] = [
  { slot: '价位', shape: /便宜|实惠/u, value: '便宜' },
  { slot: '价位', shape: /中等|适中/u, value: '中等' },
  { slot: '价位', shape: /偏贵|贵一?点|高档/u, value: '偏贵' },
];
const underground: SlotRule = { slot: '是否地铁直达', shape: /地铁.{0,4}直达/u, value: '是', not: /吗|么|不|是否/u };
const journey: readonly SlotRule[] = [
  { slot: '日期', kind: ['date'] },
  { slot: '出发地', shape: new RegExp(`(${REGIONS})(?:直?飞?到|直?飞往?|出发|去|至|-)|从(${REGIONS})`, 'u') },
  { slot: '目的地', shape: new RegExp(`(?:飞?到|飞往|飞|去|至|-)(${REGIONS})`, 'u') },
];

export const southern: readonly Domain[] = [
  {
    name: '餐厅',
    named: true,
    pointed: true,
    cues: /餐厅|饭店|吃饭|用餐|美食|菜|料理|面包/gu,
    slots: [
      { slot: '区域', shape: areas },
      ...prices,
      underground,
      { slot: '菜系', shape: /([\p{Script=Han}]{2}(?:料理|菜(?!系|品|是|单|吗)))/u, not: /推荐菜/u },
    ],
  },
  {
    name: '旅游景点',
    named: true,
    pointed: true,
    cues: /景点|景区|游玩|旅游|公园|博物馆|古镇|玩的|逛/gu,
    slots: [
      { slot: '区域', shape: areas },
      ...prices.map((rule) => ({ ...rule, slot: '消费' })),
      underground,
      { slot: '最适合人群', shape: /(家庭亲子|情侣约会|朋友出游|单身)/u },
      { slot: '最适合人群', shape: /孩子|亲子/u, value: '家庭亲子' },
      { slot: '最适合人群', shape: /情侣|女朋友|男朋友/u, value: '情侣约会' },
      { slot: '景点类型', shape: /(姑苏古迹|水乡古镇|山水景区|自然风光|历史古迹|主题乐园|公园)/u },
    ],
  },
  {
    name: '酒店',
    named: true,
    pointed: true,
    cues: /酒店|宾馆|住宿|房间|房型|大床|标准间/gu,
    slots: [
      { slot: '区域', shape: areas },
      ...prices,
      underground,
      { slot: '房型', shape: /(标准间|大床房|豪华房|家庭房|套房)/u },
      { slot: '星级', shape: /([1-5一二三四五])星/u },
      { slot: '酒店类型', shape: /(商务出行|休闲度假|家庭亲子|经济型|情侣)/u },
    ],
  },
  {
    name: '火车',
    cues: /火车|高铁|动车|车次|列车|班车/gu,
    slots: [
      ...journey,
      { slot: '车型', shape: /(高铁|动车)/u },
      { slot: '坐席', shape: /(一等座|二等座|商务座|硬座|硬卧|软卧)/u },
    ],
  },
  {
    name: '飞机',
    cues: /飞机|航班|机票|直飞|经济舱|公务舱|头等舱/gu,
    slots: [...journey, { slot: '舱位档次', shape: /(经济舱|公务舱|头等舱)/u }],
  },
  {
    name: '天气',
    cues: /天气|气温|温度|下雨|风力|紫外线/gu,
    slots: [
      { slot: '日期', kind: ['date'] },
      { slot: '城市', shape: new RegExp(`(${REGIONS})`, 'u') },
    ],
  },
  {
    name: '汽车',
    cues: /汽车|车型|SUV|轿车|两厢车|驱动|座位|款车/giu,
    slots: [
      { slot: '车型', shape: /(SUV|两厢车|三厢车|MPV|中型车|紧凑型车)/iu },
      { slot: '能源类型', shape: /(汽油|纯电动|插电混动|油电混合|柴油)/u },
      { slot: '座位数', shape: /([2-9])(?:座|个座位)/u },
    ],
  },
  {
    name: '医院',
    named: true,
    pointed: true,
    cues: /医院|科室|看病|挂号/gu,
    slots: [
      { slot: '区域', shape: areas },
      { slot: '重点科室', shape: /(?:的|看|挂)?([\p{Script=Han}]{1,3}科)(?!室|技)/u },
      underground,
    ],
  },
  {
    name: '辅导班',
    cues: /辅导班|补习|辅导|补课|老师/gu,
    slots: [
      { slot: '区域', shape: areas },
      { slot: '年级', shape: /([一二三四五六七八九]年级|初[一二三]|高[一二三])/u },
      { slot: '科目', shape: /(数学|语文|英语|物理|化学|生物|历史|地理|政治)/u },
      { slot: '每周', shape: /每?周([一二三四五六日])/u },
      { slot: '时段', shape: /(上午|下午|晚上)/u },
    ],
  },
];
