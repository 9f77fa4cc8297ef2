/** What a dialog asks is answered by WeChat's own controls: a day, a time, an order, an amount, a picture. On a narrow phone, too. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { startGateway } from '../../scripts/gateway.ts';
import { makeMember } from '../../scripts/operator.ts';
import { check, fail, tally } from './check.ts';
import { amountFlow, rested, signedIn, staffOf } from './form-scenes.ts';
import { Phone } from './miniprogram-phone.ts';
import { freePort } from '../../scripts/port.ts';
import { paintedPng } from './story-picture.ts';

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-miniprogram-forms-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const { url, settings } = gateway;
const password = (await makeMember(url, settings, { login: 'zhaomin', name: '赵敏', role: 'owner' })) ?? '';
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

try {
  const staff = await staffOf(url, { login: 'zhaomin', password });
  await amountFlow(staff);
  // She has signed in at the shop before: the company knows her orders.
  await signedIn(url, 'lin');

  const phone = await Phone.open(browser, url, 'lin', 320);
  const sheet = phone.page.locator('.mp-sheet');
  const look = async (name: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await phone.page.emulateMedia({ colorScheme });
      await phone.drawn();
      const broken = await phone.inaccessible();
      await check(`axe finds nothing: ${name} ${colorScheme} ${broken.join('; ')}`, () => broken.length === 0, 0);
      await phone.picture(`forms-${name}-${colorScheme}`);
    }
    await phone.page.emulateMedia({ colorScheme: 'light' });
    const outside = await phone.outside();
    await check(`nothing stands out of the display: ${name} ${outside.join('; ')}`, () => outside.length === 0, 0);
  };
  const quiet = (words: string) => phone.sees(`已选：${words}`);
  const photo = { name: 'box.png', mimeType: 'image/png', buffer: paintedPng(640, 480, [90, 130, 200]) };
  const agree = phone.page.locator('.mp-dialog button', { hasText: '同意' });

  await phone.start();
  await check('the page is there', phone.sees('您好，有什么可以帮您？'));

  // A visit: the choice by a tap, the day and the time by WeChat's pickers.
  await phone.say('预约上门');
  await check('N48 a choice is offered', async () => (await phone.button('上门安装').count()) === 1);
  await phone.button('上门安装').tap();
  await check('N48 then a day, with its bounds told', phone.sees('可选'));
  await check(
    'F14 the choice made is quiet, and a person still one tap away',
    async () =>
      (await phone.button('上门维修').isDisabled()) &&
      (await phone.button('转人工').first().isEnabled()) &&
      (await quiet('上门安装')()),
  );
  await look('date');
  const picker = (name: string) => phone.top.locator('wx-picker').filter({ hasText: name }).last();
  await picker('选择日期').tap();
  const field = sheet.locator('input');
  await check('N48 WeChat’s picker knows the bounds', async () => {
    const [least, most] = [await field.getAttribute('min'), await field.getAttribute('max')];
    return /^\d{4}-\d\d-\d\d$/u.test(least ?? '') && (least ?? '') < (most ?? '');
  });
  const day = (await field.getAttribute('max')) ?? '';
  await field.fill(day);
  await phone.picture('forms-date-picker');
  await sheet.getByText('确定').tap();
  await check('N48 the day is said, the form quiet', quiet(`${Number(day.slice(5, 7))}月`));
  await check('N48 and the dialog goes on to the time', async () => (await picker('选择时间').count()) === 1);
  await picker('选择时间').tap();
  await sheet.locator('input').fill('15:00');
  await sheet.getByText('确定').tap();
  await check('N48 the time is taken', quiet('15:00'));
  await check('and the dialog asks on', phone.sees('地址'));
  await phone.start();
  await check('F14 after a restart it is quiet all the same', quiet('15:00'));
  await check('F14 and no picker is left', async () => (await phone.top.locator('wx-picker').count()) === 0);
  await phone.say('取消');
  await check('the dialog is left', phone.sees('已取消'));

  // A refund: the order out of the person's own.
  await phone.say('申请退款');
  await check('N48 an order is asked for', async () => (await phone.button('选择订单').count()) === 1);
  await phone.button('选择订单').tap();
  const orders = phone.top.getByRole('dialog', { name: '我的订单' });
  const rows = orders.locator('.order');
  await check('F15 N48 her own orders stand there', async () => (await rows.count()) > 1);
  await look('orders');
  await orders.getByRole('textbox', { name: '别的订单号' }).fill('12');
  await orders.getByRole('button', { name: '用这个' }).tap();
  await check('F13 what is no number is refused at the field', phone.sees('订单号至少 4 位'));
  await phone.picture('forms-orders-refused');
  await rows.filter({ hasText: 'YX20261120001' }).tap();
  await check('N48 the chosen one is said', quiet('YX20261120001'));
  await check('and the dialog goes on', phone.sees('退款的原因'));
  await look('order-chosen');
  await phone.say('取消');

  // An amount, with its bounds.
  await phone.say('申请价保差额');
  await check('N48 the bounds of the amount are told', phone.sees('可选 ¥1.00 到 ¥500.00'));
  const amount = phone.top.locator('.amount-input input').last();
  await amount.fill('600');
  await phone.button('发送').last().tap();
  await check('F13 too much is refused at the field', phone.sees('不能超过 ¥500.00'));
  await look('amount');
  await amount.fill('99.5');
  await amount.press('Enter');
  await check('N48 what is right is said', quiet('¥99.50'));

  // A picture.
  await check('N48 a photo is asked for', async () => (await phone.button('添加照片').count()) === 1);
  const asked = phone.page.waitForEvent('filechooser');
  await phone.button('添加照片').tap();
  const album = phone.choice('从手机相册选择');
  await agree.or(album).first().waitFor();
  if (await agree.isVisible()) await agree.tap();
  await album.tap();
  await (await asked).setFiles([photo]);
  await check('N48 the photo answers', quiet('图片'));
  await check('and the dialog ends with what was given', phone.sees('已登记：¥99.50'));
  await look('amount-done');

  // A ticket of her own.
  await phone.tab('我的');
  await phone.top.getByText('我的工单').tap();
  await phone.button('新建工单').tap();
  const kind = phone.top.locator('wx-picker').first();
  await check('N49 the kinds are the company’s own', async () => (await kind.innerText()).includes('咨询'));
  await kind.tap();
  await sheet.locator('select').selectOption({ label: '退款' });
  await sheet.getByText('确定').tap();
  await phone.button('提交').tap();
  await check('N49 what is missing is told at its field', phone.sees('这一项要填'));
  await check('N49 and the title too', phone.sees('请写一句话说明是什么事'));
  await look('new-ticket-refused');
  await phone.top.getByRole('textbox', { name: '标题' }).fill('退货运费想退回来');
  await phone.button(/订单号/u).tap();
  await phone.top.locator('.order').filter({ hasText: 'YX20261120001' }).tap();
  await kind.tap();
  await sheet.locator('select').selectOption({ label: '换货' });
  await sheet.getByText('确定').tap();
  const give = async () => {
    const album = phone.choice('从手机相册选择');
    await phone.button('添加照片').tap();
    await check('WeChat asks where from', async () => (await album.count()) === 1);
    const chooser = phone.page.waitForEvent('filechooser');
    await album.tap();
    await (await chooser).setFiles([photo, { ...photo, name: 'second.png' }]);
  };
  await give();
  await check('N49 photos stand in the form', async () => (await phone.top.locator('.photo').count()) === 2);
  await phone.button('移除照片').last().tap();
  await check('N50 one is taken away', async () => (await phone.top.locator('.photo').count()) === 1);
  await check('N50 the other has been given', async () => (await phone.top.locator('.photo .note').count()) === 0);
  await look('new-ticket');
  await phone.button('提交').tap();
  await check('N49 the ticket’s page takes its place', phone.sees('处理记录'));
  await check('N49 with what was filled in', phone.sees('YX20261120001'));
  await give();
  await check('N50 photos wait to be sent', async () => (await phone.top.locator('.photo').count()) === 2);
  await check('N50 both given', async () => (await phone.top.locator('.photo .note').count()) === 0);
  await phone.top.getByRole('textbox', { name: '补充说明' }).fill('箱子是这样的');
  await phone.button('提交').tap();
  await check('N50 they stand in the progress', async () => (await phone.top.locator('.shots .shot').count()) === 2);
  await check('N50 and the form is empty', async () => (await phone.top.locator('.photo').count()) === 0);
  await look('ticket-photos');
  await phone.top.locator('.shots .shot').first().tap();
  await check('N50 one opens large', async () => (await phone.page.locator('.mp-preview img').count()) === 1);
  await phone.page.locator('.mp-preview').tap();

  // It comes to its end, and she says what she thinks of it.
  await rested(staff, '退货运费想退回来');
  await check('N43 it may be confirmed', async () => (await phone.button('确认已解决').count()) === 1);
  await phone.button('确认已解决').tap();
  await check('N51 it asks for a rating', phone.sees('评价这次处理'));
  await check('N51 and is led there', async () => {
    const box = await phone.top.locator('.rating').boundingBox();
    return box !== null && box.y >= 0 && box.y < 400;
  });
  await look('ticket-rating');
  await phone.top.getByRole('radio', { name: /^2 星/u }).tap();
  await phone.top.getByRole('textbox', { name: '还想说点什么' }).fill('等了很久');
  await phone.top.locator('.rating').getByText('提交').tap();
  await check('N51 what was said stands there', phone.sees('您的评价'));
  await phone.button('修改评价').tap();
  await phone.top.getByRole('radio', { name: /^5 星/u }).tap();
  await look('ticket-rating-change');
  await phone.top.locator('.rating').getByText('提交').tap();
  await check('N51 and is changed', phone.sees('5 星，非常满意'));
  await check('J18 in the progress, too', phone.sees('您把评价改为 5 分'));
  await look('ticket-rated');
  await phone.page.locator('.mp-back:visible').first().tap();
  await check('N43 the list has it', phone.sees('退货运费想退回来'));
  await look('tickets');

  const broken = await phone.broken();
  await check(`nothing broke in the mini-program ${broken.join('; ')}`, () => broken.length === 0, 0);
} catch (fault) {
  fail(`the story broke: ${String(fault).slice(0, 800)}`);
  const folder = process.env['YIXIAN_PICTURES'];
  for (const [at, page] of browser
    .contexts()
    .flatMap((one) => one.pages())
    .entries())
    if (folder) await page.screenshot({ path: join(folder, `miniprogram-forms-broken-${at}.png`) });
} finally {
  await browser.close();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = tally();
