/** W70: a ticket's step is said in the conversation and is a notice as well; W72: a privacy notice that asks for consent anew is agreed to in the widget. */
import type { Browser } from 'playwright-core';
import { Customer } from './about-customer.ts';
import { check } from './check.ts';
import { renew } from './renewed-notice.ts';
import { Visitor } from './widget-visitor.ts';

export async function ticketScene(browser: Browser, url: string): Promise<void> {
  const visitor = await Visitor.open(browser, `${url}/shop/?persona=chen`, { width: 360, height: 700 });
  await visitor.launch.click();
  await visitor.say('转人工');
  await visitor.in('.bar button').filter({ hasText: '写留言' }).click();
  await visitor.in('#leaving-text').fill('发票抬头写错了，请帮忙改');
  await visitor.in('.leaving .solid').click();
  const news = visitor.in('.news');
  await check(
    'W70 a step that was said already leads to the ticket, and is not said twice',
    async () => (await news.allInnerTexts()).join() === '查看工单',
  );
  await visitor.picture('about-ticket');
  const chen = await Customer.signedIn(url, 'chen');
  await check('W70 in sight it is read', async () => (await chen.unread()) === 0);
  await news.getByRole('button', { name: '查看工单' }).click();
  await check('W70 it leads there', async () => (await visitor.in('.tickets').innerText()).includes('发票抬头'));
  await visitor.page.context().close();
}

/** Consents rest since a version changed what data are used for: it is said where they are switched, and agreed to there. */
export async function renewedScene(browser: Browser, url: string, password: string): Promise<void> {
  await renew(url, 'zhaomin', password);
  const visitor = await Visitor.open(browser, `${url}/shop/?persona=chen`, { width: 360, height: 700, theme: 'dark' });
  const sheet = visitor.in('.about');
  const opens = async () => {
    await visitor.launch.click();
    await visitor.input.waitFor();
    await visitor.in('.head .bare').first().click();
    await visitor.in('.menu button').filter({ hasText: '关于我' }).click();
    await visitor.in('.pages button').filter({ hasText: '服务与推送' }).click();
    await sheet.getByRole('switch').first().waitFor();
  };
  await opens();
  await check('W72 that consents rest is said where they are switched', async () =>
    (await sheet.innerText()).includes('您同意之前，优惠和推荐暂不推送'),
  );
  const broken = await visitor.broken();
  await check(`W3 axe finds nothing: consents that rest ${broken.join('; ')}`, () => broken.length === 0, 0);
  await visitor.picture('about-rests');
  await sheet.getByRole('button', { name: '同意新版隐私说明' }).click();
  await check('W72 agreed to, it is said', async () => (await sheet.innerText()).includes('已记下'));
  await visitor.page.reload();
  await opens();
  await check('W72 and nothing rests any more', async () => !(await sheet.innerText()).includes('暂不推送'), 0);
  await visitor.page.context().close();
}
