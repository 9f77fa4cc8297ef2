import type { MenuButton, WechatAccount } from '../config.ts';

const usual: MenuButton[] = [
  { name: '我的订单', entry: { name: '我的订单', kind: 'click', key: 'orders' } },
  {
    name: '联系客服',
    entries: [
      { name: '转人工', kind: 'click', key: 'human' },
      { name: '常见问题', kind: 'click', key: 'faq' },
      { name: '扫码查件', kind: 'scancode_waitmsg', key: 'scan' },
    ],
  },
  { name: '会员中心', entry: { name: '会员中心', kind: 'miniprogram', key: 'pages/index/index' } },
];

/** The menu at the bottom of an official account; a mini-program's chat has none. */
export const menuOf = (account: WechatAccount): MenuButton[] =>
  account.kind === 'official' ? (account.menu ?? usual) : [];
