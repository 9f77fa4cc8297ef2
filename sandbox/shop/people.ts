import type { Person } from '../config.ts';
import type { Order } from './orders.ts';

const shipped = { zh: '运输中', en: 'On the way' };
const paid = { zh: '待发货', en: 'Waiting to be shipped' };
const signed = { zh: '已签收', en: 'Delivered' };
const refunding = { zh: '退款处理中', en: 'Refund in progress' };
const delivering = { zh: '派送中', en: 'Out for delivery' };

const order = (
  no: string,
  state: string,
  stateText: Order['stateText'],
  items: [string, number][],
  express?: [string, string, string],
  deliveredDaysAgo?: number,
): Order => ({
  no,
  state,
  stateText,
  items: items.map(([title, price]) => ({ title, price: `¥${price.toFixed(2)}` })),
  ...(express ? { express: { company: express[0], no: express[1], last: express[2] } } : {}),
  ...(deliveredDaysAgo === undefined ? {} : { deliveredDaysAgo }),
});

/** The people who live in the demo world when no others are given, with their orders. Prices in yuan. */
export const demoPeople: Person[] = [
  {
    id: 'lin',
    name: '林小满',
    phone: '+8613800138000',
    userId: 'u1001',
    level: '金卡',
    orders: [
      order(
        'YX20261120001',
        'shipped',
        shipped,
        [['轻量防风夹克 黑 / L', 329]],
        ['顺丰速运', 'SF1468820013579', '快件已到达【杭州转运中心】，下一站【上海浦东】'],
      ),
      order('YX20261122017', 'paid', paid, [
        ['保温随行杯 450ml 雾蓝', 89],
        ['杯刷套装', 19],
      ]),
      order(
        'YX20261015233',
        'signed',
        signed,
        [['速干 T 恤 白 / M', 99]],
        ['中通快递', '75318820461122', '已签收，签收人：本人'],
        35,
      ),
    ],
  },
  {
    id: 'zhou',
    name: '周一航',
    phone: '+8613900139001',
    userId: 'u1002',
    orders: [
      order(
        'YX20261118042',
        'refunding',
        refunding,
        [['机械键盘 87 键 茶轴', 459]],
        ['京东物流', 'JDVC0198827712', '退货已由仓库签收，正在质检'],
      ),
      order(
        'YX20261123108',
        'delivering',
        delivering,
        [['人体工学鼠标', 199]],
        ['京东物流', 'JDVC0200417365', '快递员 王师傅 正在为您派送'],
      ),
    ],
  },
  {
    id: 'chen',
    name: '陈静怡',
    phone: '+8613700137002',
    userId: 'u1003',
    orders: [
      order(
        'YX20261109311',
        'signed',
        signed,
        [['婴儿推车 轻便折叠款', 1299]],
        ['德邦快递', 'DPK364710029', '已签收，签收人：家人'],
        9,
      ),
      order('YX20261124005', 'paid', paid, [['儿童安全座椅 9 个月–12 岁', 1599]]),
    ],
  },
  {
    id: 'emma',
    name: 'Emma Wright',
    phone: '+447700900123',
    userId: 'u1004',
    orders: [
      order(
        'YX20261119077',
        'shipped',
        shipped,
        [['Bamboo tea set', 268]],
        ['DHL', '4407716621', 'Departed from Shanghai, next stop London Heathrow'],
      ),
    ],
  },
];
