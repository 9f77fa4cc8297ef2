/** What the customer answers to each slot when it is asked, by flow; in the order of the flow. */
export const scripts: Record<
  string,
  { start: string; answers: Record<string, string>; slots: Record<string, string> }
> = {
  'order-status': {
    start: '查订单',
    answers: { order: 'YX20261120001' },
    slots: { order: 'YX20261120001' },
  },
  logistics: { start: '查物流', answers: { order: '单号是YX20261120001' }, slots: { order: 'YX20261120001' } },
  refund: {
    start: '申请退款',
    answers: { order: 'YX20261120001', reason: '质量问题', photo: '跳过' },
    slots: { order: 'YX20261120001', reason: 'quality' },
  },
  exchange: {
    start: '申请换货',
    answers: { order: 'YX20261109311', want: '换尺码', detail: 'XL码', address: '上海市浦东新区张江路88号3栋502室' },
    slots: { order: 'YX20261109311', want: 'size', detail: 'XL码', address: '上海市浦东新区张江路88号3栋502室' },
  },
  invoice: {
    start: '开一张发票',
    answers: {
      order: 'YX20261120001',
      type: '公司',
      title: '杭州一线科技有限公司',
      'tax-number': '91330106MA2ABCDE0X',
      email: 'lin@example.com',
    },
    slots: {
      order: 'YX20261120001',
      type: 'company',
      title: '杭州一线科技有限公司',
      'tax-number': '91330106MA2ABCDE0X',
      email: 'lin@example.com',
    },
  },
  complaint: {
    start: '反馈问题',
    answers: {
      about: '快递物流',
      what: '包裹放在门口，没有打电话通知',
      order: 'YX20261120001',
      photo: '跳过',
      phone: '13800138000',
    },
    slots: {
      about: 'delivery',
      what: '包裹放在门口，没有打电话通知',
      order: 'YX20261120001',
      phone: '+8613800138000',
    },
  },
  'member-rights': { start: '查会员', answers: { topic: '积分' }, slots: { topic: 'points' } },
  appointment: {
    start: '预约上门',
    answers: {
      service: '上门安装',
      day: '11月27日',
      hour: '下午3点',
      address: '上海市浦东新区张江路88号3栋502室',
      phone: '13800138000',
    },
    slots: {
      service: 'install',
      day: '2025-11-27',
      hour: '15:00',
      address: '上海市浦东新区张江路88号3栋502室',
      phone: '+8613800138000',
    },
  },
};
