/** An answer with everything an answer can have, written, published and seen by the gateway as editors do it. */
import type { Entry } from '../../shared/knowledge.ts';

/** Steps, a picture of the gateway's own, links near and far, buttons; long enough to be worth a model's words. */
export const packing: Entry = {
  id: 'coffee-machine-packing',
  category: 'refund/return',
  skill: 'aftersales',
  audience: 'everyone',
  owner: '',
  related: [],
  zh: {
    question: '咖啡机寄修怎么打包',
    similar: ['咖啡机送修要怎么包装', '寄咖啡机去维修用什么箱子'],
    answer: {
      text: '寄修前请先倒空水箱，再按下面的步骤包好，避免路上漏水或磕碰。',
      steps: [
        '倒空水箱和接水盘，擦干，取下冲煮头。',
        '用气泡膜裹两层，放进原包装箱；没有原箱时用比机器大一圈的硬纸箱。',
        '写一张纸条放进箱里：姓名、联系方式和故障现象。',
      ],
      media: [{ kind: 'image', url: '/help/pack.svg', caption: '装箱示意：易碎的一面朝上' }],
      links: [
        { label: '寄修服务说明', url: 'https://shop.example/repair' },
        { label: '打包示意图（大图）', url: '/help/pack.svg' },
      ],
      buttons: [
        { label: '维修一般要多久', act: { kind: 'ask', question: '维修一般要多久' } },
        { label: '可以上门取件吗', act: { kind: 'ask', question: '可以上门取件吗' } },
        { label: '寄修期间能借用备用机吗', act: { kind: 'ask', question: '寄修期间能借用备用机吗' } },
      ],
    },
  },
};

/** Publishes it as this member and waits until the gateway answers with it. */
export async function publish(gateway: string, entry: Entry, login: string, password: string): Promise<void> {
  let cookie = '';
  const post = async (path: string, body: object): Promise<unknown> => {
    const headers = { 'content-type': 'application/json', origin: gateway, cookie };
    const answer = await fetch(`${gateway}/staff/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    cookie ||= (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return answer.json();
  };
  await post('sign-in', { login, password });
  await post('knowledge/entries', { entry, base: null });
  await post('knowledge/publish', { items: [{ kind: 'entry', id: entry.id }] });
  await post('knowledge/try', { question: entry.zh?.question ?? '', channel: 'web', drafts: false });
}
