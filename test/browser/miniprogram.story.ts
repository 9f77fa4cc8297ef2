/** The message centre in a real browser on the running gateway: the real mini-program's source on a simulated phone. */
import { makeMember } from '../../scripts/operator.ts';
import { check } from './check.ts';
import { Desk } from './dashboard-desk.ts';
import { Phone } from './miniprogram-phone.ts';
import { stage } from './stage.ts';

const { gateway, browser, play } = await stage('miniprogram');
const { url, settings } = gateway;
const password = (await makeMember(url, settings, { login: 'wangqing', name: '王晴', role: 'agent' })) ?? '';
const world = async (method: string, path: string, body?: object) => {
  const answer = await fetch(`${url}/sandbox/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
};

await play(async () => {
  // A sign-in that fails.
  await world('POST', 'faults', { 'wechat.login': { status: 500 } });
  const stranger = await Phone.open(browser, url, 'chen');
  await stranger.start();
  await check(
    'a skeleton stands while it connects',
    async () => (await stranger.top.locator('.skeleton').count()) === 1,
  );
  await check('a sign-in that fails is told, with a way to try again', stranger.sees('暂时连不上客服'), 12_000);
  await stranger.say('先写下来');
  await check('what is written meanwhile waits in sight', stranger.sees('待发送'));
  await stranger.picture('failed');
  await world('DELETE', 'faults');
  await stranger.button('重新连接').first().tap();
  await check('and leaves by itself once signed in', stranger.sees('已送达'), 20_000);
  await check('nothing broke on the stranger’s phone', async () => (await stranger.broken()).length === 0, 0);
  await stranger.close();

  // The robot.
  const phone = await Phone.open(browser, url, 'lin');
  await phone.start();
  const bubbles = phone.top.locator('.bubble');
  await check('a guest may ask at once', phone.sees('您好，有什么可以帮您？'));
  await phone.picture('empty');
  await phone.say('   ');
  await check('spaces are never sent', async () => (await bubbles.count()) === 0, 300);
  await phone.button('我的订单到哪了').tap();
  await check('a common question is one tap', phone.sees('请问您的订单号是多少'));
  await phone.say('YX20261120001');
  await check('an order comes as a card', async () => (await phone.top.locator('.order').count()) === 1);
  await phone.picture('order');
  await phone.say('退款流程');
  const step = phone.top.getByRole('checkbox').first();
  await check('steps come as a list', async () => (await step.getAttribute('aria-checked')) === 'false');
  await check(
    'the robot is labelled',
    async () => (await phone.top.getByText('自动应答', { exact: true }).count()) > 0,
  );
  await check('N65 each message of the robot is', async () => {
    const rows = phone.top.locator('.row:has(.face-robot)');
    const bare = rows.filter({ hasNotText: '自动应答' });
    return (await rows.count()) > 1 && (await bare.count()) === 0;
  });
  await step.tap();
  await check('a step is ticked off', async () => (await step.getAttribute('aria-checked')) === 'true');
  await phone.box.fill('还没写完');
  await phone.start();
  await check('N64 ticks outlive a restart', async () => (await step.getAttribute('aria-checked')) === 'true');
  await check('and so does the draft', async () => (await phone.box.inputValue()) === '还没写完');
  await phone.picture('steps');
  await phone.box.fill('');

  // Offline.
  await phone.network(false);
  await phone.say('断网时说的');
  await check('offline is told above the messages', phone.sees('网络断开，正在重连'));
  await check('words wait on the phone', phone.sees('待发送'));
  await phone.picture('offline');
  await phone.network(true);
  await check(
    'they leave, once, when the network is back',
    async () => (await phone.top.getByText('断网时说的').count()) === 1 && (await phone.sees('已送达')()),
    20_000,
  );
  await check('and the bar is gone', async () => (await phone.top.locator('.bar-alarm').count()) === 0);

  // Another channel.
  await world('POST', 'people/lin/wechat/gh_yixian_shop', { kind: 'event', event: 'subscribe' });
  await world('POST', 'people/lin/wechat/gh_yixian_shop', { kind: 'text', content: '公众号里说的' });
  await check(
    'words of the official account stand here, marked',
    async () =>
      (await phone.top.locator('.row-own', { hasText: '公众号里说的' }).locator('.mark-wechat').count()) === 1,
    15_000,
  );

  // People.
  await phone.button('转人工').first().tap();
  await check('nobody on duty: leave a message', phone.sees('客服不在线，请留言'));
  const desk = await Desk.open(browser, url);
  await desk.signIn('wangqing', password);
  await desk.page.getByRole('button', { name: '切换为在线' }).click();
  await check(
    'an agent serves, by name',
    async () => (await phone.top.locator('.head-title').innerText()) === '王晴',
    15_000,
  );
  await desk.page.locator('.row').first().click();
  await phone.say('你好王晴');
  // A long hand-over may open where the unread begins: the agent goes on to the newest.
  await check('the newest words are gone to', async () => {
    const newest = desk.page.getByRole('button', { name: /回到最新|条新消息/u });
    if ((await newest.count()) > 0) await newest.first().click();
    return desk.page.locator('.bubble', { hasText: '你好王晴' }).isVisible();
  });
  await check('the agent has read it', phone.sees('已读'));
  const reply = desk.page.locator('textarea.field[aria-label="回复"]');
  await reply.pressSequentially('您');
  await check('it is seen that the agent types', phone.sees('王晴正在输入'));
  await reply.fill('您好，我是王晴');
  await reply.press('Enter');
  await check('the agent’s words come in', phone.sees('您好，我是王晴'));
  await phone.picture('agent');

  // Many messages.
  for (let at = 1; at <= 56; at += 1) await phone.say(`第 ${at} 句`);
  await check('many messages, the last in sight', phone.sees('第 56 句'), 20_000);
  await phone.page.waitForTimeout(1500);
  await phone.start();
  await check('after a restart the end is in sight', async () => {
    const box = await phone.top.locator('.bubble', { hasText: '第 56 句' }).boundingBox();
    return box !== null && box.y > 0 && box.y < 720;
  });
  const list = phone.top.locator('#list, [mp-id="list"]').first();
  const first = await phone.top.locator('.bubble').first().innerText();
  await list.evaluate((element) => (element.scrollTop = 100));
  await check(
    'scrolling up brings what came before',
    async () => (await phone.top.locator('.bubble').first().innerText()) !== first,
  );
  await phone.page.waitForTimeout(600);
  await check(
    'and what was looked at stays in sight',
    async () => {
      const box = await phone.top.locator('.bubble', { hasText: first }).first().boundingBox();
      return box !== null && box.y > 80 && box.y < 420;
    },
    500,
  );
  await phone.picture('history');
  await reply.fill('下面有新消息');
  await reply.press('Enter');
  await check('new messages below are told', async () => (await phone.button('新消息').count()) === 1);
  await phone.picture('newer');
  await phone.button('新消息').tap();
  await check('and one tap goes there', async () => {
    const box = await phone.top.locator('.bubble', { hasText: '下面有新消息' }).boundingBox();
    return box !== null && box.y < 640;
  });

  // Away and back.
  await phone.background();
  await reply.fill('您不在时说的');
  await reply.press('Enter');
  await phone.page.waitForTimeout(500);
  await check(
    'in the background nothing comes in',
    async () => (await phone.top.getByText('您不在时说的').count()) === 0,
    0,
  );
  await phone.foreground();
  await check('back in front it is there', phone.sees('您不在时说的'), 15_000);
  await phone.tab('我的');
  await check('the person is somebody to the company', phone.sees('已关联的渠道'));
  await reply.fill('看看角标');
  await reply.press('Enter');
  await check(
    'unread messages are counted on the tab',
    async () => (await phone.page.locator('.mp-badge').innerText()) === '1',
  );
  await phone.picture('me');
  await phone.tab('消息');
  const inSight = async (words: string) => {
    const [box, list] = await Promise.all([
      phone.top.locator('.bubble', { hasText: words }).last().boundingBox(),
      phone.top.locator('[mp-id="list"]').boundingBox(),
    ]);
    return box !== null && list !== null && box.y >= list.y && box.y + box.height <= list.y + list.height;
  };
  await check('the end is in sight after looking elsewhere', () => inSight('看看角标'));
  await check('and are read by looking', async () => (await phone.page.locator('.mp-badge').count()) === 0);

  // The end.
  await desk.page.locator('h1').first().click();
  await desk.page.keyboard.press('Alt+e');
  // The demo closes with a summary.
  await desk.page.locator('.closing input[name=category]').first().check();
  await desk.page.locator('.closing input[name=solved]').first().check();
  await desk.page.locator('.closing').getByRole('button', { name: '结束会话' }).click();
  await check('the rating stands inside the line', phone.sees('请评价本次服务'));
  await phone.top.getByRole('radio', { name: '5 星' }).tap();
  await phone.top.getByRole('radio', { name: '已解决', exact: true }).tap();
  await check('the card is in sight with its button', async () => {
    const box = await phone.button('提交评价').boundingBox();
    return box !== null && box.y + box.height < 640;
  });
  await phone.picture('rating');
  await phone.button('提交评价').tap();
  await check('and is thanked for', phone.sees('感谢您的评价'));

  // Looks.
  for (const look of ['light', 'dark'] as const) {
    for (const [language, size] of [
      ['中文', '标准'],
      ['English', 'Large'],
      ['English', 'Standard'],
      ['中文', '大'],
    ] as const) {
      await phone.page.emulateMedia({ colorScheme: look });
      await phone.page.getByRole('tab').last().tap();
      await phone.top.getByRole('radio', { name: language, exact: true }).tap();
      await phone.top.getByRole('radio', { name: size, exact: true }).tap();
      const name = `${look}-${language === '中文' ? 'zh' : 'en'}-${size === '标准' || size === 'Standard' ? 'standard' : 'elder'}`;
      for (const place of ['me', 'messages'] as const) {
        if (place === 'messages') await phone.page.getByRole('tab').first().tap();
        await phone.picture(`${place}-${name}`);
        if (place === 'messages') {
          await check(`the end stays in sight: ${name}`, async () => {
            const box = await phone.top.locator('.note').last().boundingBox();
            return box !== null && box.y < 640;
          });
        }
        const broken = await phone.inaccessible();
        await check(`W3 axe finds nothing: ${place}, ${name} ${broken.join('; ')}`, () => broken.length === 0, 0);
        for (const width of [320, 375, 414]) {
          await phone.page.setViewportSize({ width, height: 720 });
          const outside = await phone.outside();
          await check(
            `nothing is cut off: ${place}, ${name}, ${width} ${outside.join('; ')}`,
            () => outside.length === 0,
            0,
          );
        }
        await phone.page.setViewportSize({ width: 375, height: 720 });
      }
    }
  }
  await phone.page.getByRole('tab').last().tap();
  await phone.top.getByText('隐私说明').tap();
  await check('the privacy notice says its version', phone.sees('版本 1.2'));
  await phone.picture('privacy');
  const broken = await phone.broken();
  await check(`nothing broke in the mini-program ${broken.join('; ')}`, () => broken.length === 0, 0);
});
