import { beforeAll, describe, expect, it } from 'vitest';
import { knowledgeable, openWorld, until } from '../world.ts';
import { AgentDesk, inMiniprogram, inWorld, onWebsite, openLine, post } from './rig.ts';

const text = (words: string) => ({ kind: 'text', text: words });

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

describe('one line over every channel', () => {
  it('O3 C10 C17 I1 website, mini-program, SMS and official account are one conversation with one agent', async () => {
    const agent = await AgentDesk.signIn('xiaoxia', '林小夏');

    // Lin writes on the website; the robot answers with steps.
    const website = await openLine(await onWebsite('lin'), 'web-1');
    await website.do({ type: 'send', body: text('退款流程') });
    await website.sees('web robot: answer');

    // She wants a human, with one word; the agent gets her, with everything said.
    await website.do({ type: 'send', body: text('转人工') });
    const row = await agent.conversation('林小满', (one) => one.state === 'agent');
    const desk = await agent.line(row.customer);
    expect(desk.said()).toEqual(expect.arrayContaining(['web customer: 退款流程', 'web customer: 转人工']));
    await website.sees('林小夏 为您服务');

    // She goes on in the mini-program: the same line, nothing repeated.
    const mini = await openLine(await inMiniprogram('lin'), 'mini-1');
    expect(mini.said()).toEqual(expect.arrayContaining(['web customer: 退款流程']));
    await mini.do({ type: 'send', body: text('我在小程序里接着说') });
    await desk.sees('miniprogram customer: 我在小程序里接着说');
    await website.sees('我在小程序里接着说');

    // The agent answers where she wrote last, then by SMS.
    const fence = desk.session()?.fence;
    await desk.do({ type: 'send', body: text('好的，我看到了'), fence });
    await mini.sees('miniprogram agent: 好的，我看到了');
    const sms = await until('her phone among the addresses', () =>
      desk.endpoints().find((one) => one.channel === 'sms'),
    );
    expect(sms.label).toContain('****');
    await desk.do({ type: 'send', body: text('退款已受理，预计两天到账'), fence, endpoint: sms.id });
    const inbox = await until('the SMS on her phone', async () => {
      const found = await inWorld<{ messages?: { text: string }[] } & Record<string, unknown>>('/people/lin/inbox');
      return JSON.stringify(found).includes('退款已受理') ? found : null;
    });
    expect(JSON.stringify(inbox)).toContain('【一线优选】');
    await until('the delivery report', async () => {
      await post();
      return desk.statusOf('退款已受理') === 'delivered';
    });

    // She replies to that SMS: it lands in the same line.
    await inWorld('/people/lin/sms', { to: '10690001', text: '好的谢谢，收到短信了' });
    await post();
    await desk.sees('sms customer: 好的谢谢，收到短信了');
    await mini.sees('好的谢谢，收到短信了');

    // And on the official account.
    await inWorld('/people/lin/wechat/gh_yixian_shop', { kind: 'event', event: 'subscribe' });
    await post();
    await inWorld('/people/lin/wechat/gh_yixian_shop', { kind: 'text', content: '公众号这边也是我 😀 ]]>' });
    await post();
    await desk.sees('wechat customer: 公众号这边也是我 😀 ]]>');

    // One order for every screen.
    const order = (stream: typeof desk) =>
      stream
        .messages()
        .filter((one) => one.direction !== 'note')
        .map((one) => one.id);
    await until('all screens equal', () => JSON.stringify(order(mini)) === JSON.stringify(order(desk)));
    const revisions = desk.messages().map((one) => one.revision);
    expect(revisions).toEqual([...revisions].sort((left, right) => left - right));

    // The end: closed by the agent, rated by her.
    const summary = { category: 'delivery-late', text: '物流查询', resolved: true };
    await desk.do({ type: 'act', act: { act: 'close', fence: desk.session()?.fence, summary } });
    await until('the rating is asked', () => mini.session()?.ratingAsked);
    await mini.do({ type: 'act', act: { act: 'rate', score: 5, solved: true } });
    await until('the rating at the desk', () => desk.session()?.rating?.score === 5);
  }, 60_000);
});
