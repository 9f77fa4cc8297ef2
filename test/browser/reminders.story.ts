/** 提醒 on the screens: a lead sees how a reminder reads and what a carrier would not take; the company tells, and it is a notice, a subscription message, an SMS. */
import { join } from 'node:path';
import { makeMember } from '../../scripts/operator.ts';
import { check } from './check.ts';
import { Desk } from './dashboard-desk.ts';
import { Phone } from './miniprogram-phone.ts';
import { world } from './relay-places.ts';
import { stage } from './stage.ts';

const { gateway, browser, play } = await stage('reminders', '10:00');
const { url, settings } = gateway;
const password = (await makeMember(url, settings, { login: 'zhaomin', name: '赵敏', role: 'lead' })) ?? '';
/** SMS about one's own matters ring by day alone. */

async function keyOf(lead: Desk): Promise<string> {
  const made = await lead.page.evaluate(async () => {
    const answer = await fetch('/staff/v1/keys', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: '订单系统', scopes: ['customers:read', 'events:write'] }),
    });
    return answer.json() as Promise<{ secret?: string }>;
  });
  return made.secret ?? '';
}

await play(async () => {
  const lead = await Desk.open(browser, url);
  const { page } = lead;
  const clean = async (screen: string) => {
    const broken = await lead.broken();
    await check(`axe finds nothing: ${screen} ${broken.join('; ')}`, () => broken.length === 0, 0);
  };
  await lead.signIn('zhaomin', password);
  await lead.go('/settings/reminders');
  const preview = page.getByRole('region', { name: '预览' });
  await check('V60 each event reads as it is sent: notice, subscription, SMS', async () => {
    const shown = await preview.innerText();
    return ['您的订单已发货', 'character_string1', '您的订单YX20261120001已由顺丰速运发出'].every((one) =>
      shown.includes(one),
    );
  });
  await clean('reminders');
  await lead.picture('reminders');
  await page.getByLabel('变量 order 填什么').fill('{order} 见 www.a.com');
  await check('V60 what a carrier would not take is told at its field, before it is saved', async () =>
    (await page.locator('main').innerText()).includes('短信变量里不能带网址'),
  );
  await clean('a fault');
  await lead.picture('reminders-fault');
  await page.getByLabel('变量 order 填什么').fill('{order}');
  const inEnglish = page.getByRole('region', { name: '英文短信' });
  await inEnglish.getByRole('switch').click();
  await inEnglish.getByLabel('模板编号').fill('SMS_1000021');
  await inEnglish.getByLabel(/运营商批准的文字/u).fill('Order ${order} has been shipped.');
  await preview.getByRole('switch', { name: '看英文' }).click();
  await check('V78 who reads English has an SMS template of their own, and its preview', async () =>
    (await preview.innerText()).includes('Order YX20261120001 has been shipped.'),
  );
  await clean('an SMS in English');
  await lead.picture('reminders-english');
  await preview.getByRole('switch', { name: '看英文' }).click();
  await page.getByLabel('标题 · 中文').fill('您的订单发出啦');
  await page.locator('[data-save]').click();
  await check('V60 it is saved', async () => (await page.locator('main').innerText()).includes('赵敏'));

  const phone = await Phone.open(browser, url, 'lin', 320);
  await phone.start();
  await phone.say('YX20261120001 发货了吗');
  await phone.tab('通知');
  await phone.button('开启提醒').tap();
  await phone.page.locator('.mp-consents').getByRole('button', { name: '允许' }).tap();
  const secret = await keyOf(lead);
  const api = async (path: string, body?: object) => {
    const answer = await fetch(`${url}/api/v1/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await answer.json()) as {
      customers?: { customer: string; addresses: { channel: string }[] }[];
      fate?: string;
    };
  };
  const known = async (channel: string) =>
    (await api('customers')).customers?.find(({ addresses }) => addresses.some((one) => one.channel === channel))
      ?.customer;
  await check('the directory knows her', async () => (await known('miniprogram')) !== undefined);
  const values = { order: 'YX20261120001', carrier: '顺丰速运', parcel: 'SF1468820013579' };
  const told = await api(`customers/${await known('miniprogram')}/events`, { key: 's1', event: 'shipped', values });
  await check('V57 she asked about this order, and is told', () => told.fate === 'notified', 0);
  await check('V55 it stands among her notices in the lead’s words', phone.sees('您的订单发出啦'));
  await check('V57 with why', phone.sees('您问过 YX20261120001'));
  const broken = await phone.inaccessible();
  await check(`axe finds nothing: notice ${broken.join('; ')}`, () => broken.length === 0, 0);
  await phone.picture('reminder-notice');
  await phone.page.emulateMedia({ colorScheme: 'dark' });
  await phone.picture('reminder-notice-dark');
  await phone.page.emulateMedia({ colorScheme: 'light' });
  await phone.button('不再主动告诉我').tap();
  await check('V60 one tap stops it, and says where it comes back', phone.toasts('可在“关于我的标签”里恢复'));
  await phone.page.goto('about:blank');
  const chat = async () => JSON.stringify(await world(url, 'GET', 'people/lin/chat/gh_yixian_mini'));
  await check(
    'V55 looked away, WeChat tells her by the reminder’s own template',
    async () => (await chat()).includes('您的订单发出啦'),
    20_000,
  );

  await world(url, 'POST', 'people/chen/sms', { to: '10690001', text: '你好' });
  await check('somebody has a phone alone', async () => (await known('sms')) !== undefined);
  await api(`customers/${await known('sms')}/events`, {
    key: 's3',
    event: 'refund-paid',
    values: { order: 'YX20261120003', amount: 100 },
  });
  const inbox = async () => JSON.stringify(await world(url, 'GET', 'people/chen/inbox'));
  await check(
    'V55 the SMS says it itself',
    async () => (await inbox()).includes('您的订单YX20261120003已退款1.00元，原路退回。'),
    20_000,
  );

  await lead.go(`/c/${await known('sms')}`);
  const record = page.getByRole('region', { name: '提醒记录' });
  await check('V74 beside the conversation stands what was told, by which way and why', async () => {
    await record.locator('summary').first().click();
    const shown = await record.innerText();
    return ['退款已原路退回', '因为是本人的业务', '短信'].every((one) => shown.includes(one));
  });
  await page.getByText('没有发的活动').click();
  await check(
    'V75 and that no campaign left them out',
    async () => (await page.getByText('最近的活动没有漏下').count()) > 0,
  );
  await clean('the record of reminders');
  await record.scrollIntoViewIfNeeded();
  await lead.picture('reminders-record');

  const night = await Desk.open(browser, url, { theme: 'dark', language: 'en', width: 390 });
  await night.signIn('zhaomin', password);
  await night.go('/settings/reminders');
  await night.page.getByText('Order shipped').first().waitFor();
  await check('the page fits a phone', async () => !(await night.overflows()));
  const faults = await night.broken();
  await check(`axe finds nothing: narrow, dark, English ${faults.join('; ')}`, () => faults.length === 0, 0);
  const { YIXIAN_PICTURES: pictures } = process.env;
  if (pictures) await night.page.screenshot({ path: join(pictures, 'dashboard-reminders-dark.png'), fullPage: true });
  if (pictures) await page.screenshot({ path: join(pictures, 'dashboard-reminders-whole.png'), fullPage: true });
});
