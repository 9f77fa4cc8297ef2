/**
 * 营销活动 from rule to report: a customer agrees, a marketer writes and submits, another approves, the offer leaves, the funnel moves, the
 * customer sees why and switches off, and a second campaign reaches nobody. It is day in China by the gateway's own clock.
 */
import type { Page } from 'playwright-core';
import { makeMember } from '../../scripts/operator.ts';
import { check } from './check.ts';
import { Desk } from './dashboard-desk.ts';
import { Phone } from './miniprogram-phone.ts';
import { lookAt } from './phone-look.ts';
import { look, sees } from './campaign-look.ts';
import { stage } from './stage.ts';

const { gateway, browser, play } = await stage('campaign', '10:00');
const { url, settings } = gateway;
const passwordOf = async (login: string, name: string, role: 'marketer' | 'lead') =>
  (await makeMember(url, settings, { login, name, role })) ?? '';
const markets = await passwordOf('suntong', '孙彤', 'marketer');
const leads = await passwordOf('zhaomin', '赵敏', 'lead');
const MINUTE = 60_000;

/** A campaign for everybody without a complaint, all of whom get its one version. */
async function write(page: Page, name: string): Promise<void> {
  await page.getByLabel('活动名称').fill(name);
  for (const [tongue, title, text] of [
    ['中文', '会员日满 199 减 50', '12 月 12 日起，母婴专区满 199 减 50。'],
    ['英文', '50 off 199 on member day', 'From 12 December, 50 off 199 in mother and baby.'],
  ] as const) {
    await page.getByLabel(`标题 · ${tongue}`).fill(title);
    await page.getByLabel(`正文 · ${tongue}`).fill(text);
  }
  await page.getByLabel('版本 A 的比例').fill('100');
}

await play(async () => {
  const phone = await Phone.open(browser, url, 'lin', 320);
  await phone.start();
  await phone.tab('我的');
  await phone.top.getByText('收到的优惠').tap();
  await check('O51 who never agreed is told that no offer comes', phone.sees('您没有接收优惠'));
  await lookAt(phone, 'offers-none');
  await phone.button('在小程序接收优惠').tap();
  const sheet = phone.page.locator('.mp-consents');
  const later = phone.button('下一条由微信提醒我');
  await check('O51 WeChat asks for itself', async () => (await sheet.count()) > 0);
  await sheet.getByRole('button', { name: '取消' }).tap();
  await check('O51 their own word stands at once', phone.sees('您同意接收优惠'));
  await check('O51 without WeChat’s leave they read that no offer reaches them', phone.sees('优惠发不到您。'));
  await lookAt(phone, 'offers-needs');
  await later.tap();
  await sheet.getByRole('button', { name: '允许' }).tap();
  await check('O51 given any time later, nothing is left to do', async () => (await later.count()) === 0);
  const other = await Phone.open(browser, url, 'chen', 320);
  await other.start();
  await other.say('你好');
  await check('somebody else is there, who never agreed', other.sees('你好'));

  const marketer = await Desk.open(browser, url);
  await marketer.signIn('suntong', markets);
  const { page } = marketer;
  await check('O46 a marketer comes straight to the campaigns, of which there are none yet', sees(page, '还没有活动'));
  await check('O46 and finds no conversation in the rail', async () => {
    const rail = page.locator('.rail-places');
    return (await rail.getByText('会话').count()) + (await rail.getByText('知识库').count()) === 0;
  });
  await look(marketer, 'empty');
  await page.getByRole('button', { name: '新建活动' }).click();
  await page.getByRole('button', { name: '提交批准' }).click();
  await check('O47 what is missing is said at its place', sees(page, /处要改/u));
  await page.getByRole('button', { name: '写一条新规则' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('标签名称 · 中文').fill('没有投诉');
  await dialog.getByLabel('标签名称 · 英文').fill('No complaints');
  await dialog.getByLabel('规则标识').fill('no-complaints');
  await dialog.getByLabel('条件', { exact: true }).selectOption('complaints');
  await dialog.getByLabel('比较').selectOption('at-most');
  await dialog.getByLabel('数值').fill('0');
  await check(
    'O46 the rule says how many it means, not who',
    async () => (await dialog.getByText('人符合').count()) > 0,
  );
  await look(marketer, 'rule');
  await dialog.getByRole('button', { name: '保存规则并使用' }).click();
  await write(page, '双十二会员日');
  await page.getByLabel('按各人习惯的时段发').check();
  await check('O52 the preview says who has usual hours: here nobody, so it goes in turn', async () => {
    const bars = page.getByRole('region', { name: '各人习惯的时段' });
    return (await bars.getByText('时段不明确，依次发').count()) > 0;
  });
  await check('O47 the preview counts who would get it, and why others do not', async () => {
    const card = page.getByRole('complementary', { name: '现在会怎样' });
    return (await card.getByText('会发给 1 人').count()) > 0 && (await card.getByText('没有同意接收优惠').count()) > 0;
  });
  await page.reload();
  await check('O47 what was not saved is still there', sees(page, '找回了上次没保存的修改'));
  await check('and so are the words', async () => (await page.getByLabel('活动名称').inputValue()) === '双十二会员日');
  await check('O52 and the switch', () => page.getByLabel('按各人习惯的时段发').isChecked());
  await look(marketer, 'editor');
  await page.getByRole('button', { name: '提交批准' }).focus();
  await page.keyboard.press('Enter');
  await check('O48 it waits for somebody who wrote none of it', sees(page, '等待没有参与编写的主管批准'));
  await check(
    'O48 whom the marketer is not',
    async () => (await page.getByRole('button', { name: '批准', exact: true }).count()) === 0,
  );

  const lead = await Desk.open(browser, url, { theme: 'dark' });
  await lead.signIn('zhaomin', leads);
  await lead.go('/campaigns');
  await lead.page.getByText('双十二会员日').click();
  await check('O48 the lead reads what would leave, and to how many', sees(lead.page, '会发给 1 人'));
  await check('O52 and that it leaves at each person’s usual hours', sees(lead.page, '按各人习惯的时段'));
  await check('O48 and that nothing like it was let go before', sees(lead.page, '这是第一次提交'));
  await look(lead, 'waiting-dark');
  await lead.page.getByRole('button', { name: '批准', exact: true }).click();
  await lead.page.getByRole('alertdialog').getByRole('button', { name: '批准' }).click();
  await check('O48 and lets it go', sees(lead.page, /已批准|发送中|已完成/u));

  await check('O49 it has left', sees(page, /已发 1 \/ 1 人/u), 3 * MINUTE);
  await look(marketer, 'report');
  await check('O49 everybody has theirs: it is over', sees(page, '已完成'), MINUTE);
  await phone.back();
  await phone.tab('通知');
  await check('O51 the customer has it among their notices', phone.sees('会员日满 199 减 50'));
  await phone.top.getByText('会员日满 199 减 50').first().tap();
  await check('O51 and reads why', phone.sees('您符合“没有投诉”这一条'));
  await lookAt(phone, 'offers');
  await check(
    'O49 the funnel moves',
    async () => (await page.locator('.stairs li', { hasText: '已读' }).getByText('1', { exact: true }).count()) > 0,
    MINUTE,
  );
  await lead.go(new URL(page.url()).pathname.replace('/desk', ''));
  await lead.page.getByRole('tab', { name: '名单' }).click();
  await check('O49 the list says what each got, and why the others nothing', sees(lead.page, '没有同意接收优惠'));
  await look(lead, 'people-dark');
  await lead.page.locator('tr', { hasText: '已读' }).getByRole('link').click();
  await check('O50 the panel beside the conversation shows what was sent and why', async () => {
    const panel = lead.page.getByRole('region', { name: '营销记录' });
    return (await panel.getByText('会员日满 199 减 50').count()) > 0;
  });
  await lead.picture('campaign-panel');

  await phone.button('不再接收优惠').first().scrollIntoViewIfNeeded();
  const place = await phone.button('不再接收优惠').boundingBox();
  const [x, y] = [(place?.x ?? 0) + (place?.width ?? 0) / 2, (place?.y ?? 0) + (place?.height ?? 0) * 0.9];
  await phone.page.touchscreen.tap(x, y);
  await check('O51 one tap, and no offer comes any more', phone.sees('您没有接收优惠'));
  await phone.page.touchscreen.tap(x, y);
  await phone.page.touchscreen.tap(x, y + 48);
  await phone.page.waitForTimeout(1_500);
  await check('O51 the second tap of two is no consent', phone.sees('您没有接收优惠'), 0);
  await lookAt(phone, 'offers-off');

  await marketer.go('/campaigns/new');
  await page.getByLabel('发给谁').selectOption('no-complaints');
  await write(page, '双十二第二波');
  await check('O51 a second campaign reaches nobody: they did not agree', async () => {
    const card = page.getByRole('complementary', { name: '现在会怎样' });
    return (await card.getByText('会发给 0 人').count()) > 0 && (await card.getByText('没有同意接收优惠').count()) > 0;
  });
  await lead.go('/campaigns/new');
  await lead.page.getByLabel('发给谁').selectOption('no-complaints');
  await write(lead.page, '主管写的');
  await lead.page.getByRole('button', { name: '提交批准' }).click();
  await check('O48 who wrote it is told that another one lets it go', sees(lead.page, '您参与了编写'));
  await check('O48 and can’t', () => lead.page.getByRole('button', { name: '批准', exact: true }).isDisabled());
  for (const place of ['campaigns', 'colleagues']) {
    await lead.go(`/settings/${place}`);
    await check(
      `the page ${place} is there`,
      async () => (await lead.page.getByRole('heading', { level: 1 }).count()) > 0,
    );
    await look(lead, `settings-${place}-dark`);
  }
  await lead.go('/settings/campaigns');
  const hours = lead.page.getByRole('region', { name: '发送时段' });
  const press = () => lead.page.getByRole('button', { name: '保存', exact: true }).click();
  await hours.getByLabel('从几点').fill('7');
  await press();
  await check('O63 hours wider than everybody’s are refused at their place', async () => {
    return (await hours.getByLabel('从几点').getAttribute('aria-invalid')) === 'true';
  });
  await hours.scrollIntoViewIfNeeded();
  await look(lead, 'settings-hours-dark');
  await hours.getByLabel('从几点').fill('11');
  await press();
  await check('O63 narrower ones are kept', sees(lead.page, /第 2 版/u));

  const narrow = await Desk.open(browser, url, { width: 360 });
  await narrow.signIn('suntong', markets);
  await check('the list is there on a phone', sees(narrow.page, '双十二会员日'));
  await look(narrow, 'list-phone');
  await narrow.page.getByText('双十二会员日').click();
  await check('and so is the report', sees(narrow.page, '漏斗'));
  await look(narrow, 'report-phone');
  await narrow.go('/campaigns/new');
  await narrow.page.getByLabel('按各人习惯的时段发').check();
  await look(narrow, 'editor-phone');
  const faults = [...marketer.faults, ...lead.faults, ...narrow.faults, ...phone.faults, ...other.faults];
  await check(`no fault on any screen ${faults.join('; ')}`, () => faults.length === 0, 0);
});
