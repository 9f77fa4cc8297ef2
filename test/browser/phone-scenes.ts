/** The telephone's longer scenes: consent and the recording, a callback booked and kept, a missed call that goes on by SMS, hanging up in a turn. */
import type { Page } from 'playwright-core';
import { check } from './check.ts';
import type { Desk } from './dashboard-desk.ts';

/** Somebody's telephone on the world's page. */
export class Phone {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  press = (name: string | RegExp) =>
    this.page.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) }).click();

  async rings(): Promise<void> {
    await this.press(/^拨打/u);
    // The call before stands there until the new one is on.
    await check('C31 the call is answered', async () => {
      const all = await this.page.locator('main').innerText();
      return !all.includes('已挂断') && /人工智能语音助手|排队|正在为您服务/u.test(all);
    });
  }

  async says(words: string): Promise<void> {
    await this.page.getByLabel('对着电话说…').fill(words);
    await this.press('说');
  }

  /** The words stand on the page, of which the newest call is shown alone. */
  hears(what: string, words: string | RegExp, limitMs = 30_000): Promise<void> {
    return check(what, async () => (await this.page.getByText(words).count()) > 0, limitMs);
  }
}

export async function takesDuty(desk: Desk, duty: string): Promise<void> {
  await desk.page.locator('.rail-me').click();
  await desk.page.getByRole('menuitemradio', { name: duty }).click();
}

/** The caller is asked, says yes, and talks with the agent by telephone; the recording plays at the workbench. */
export async function consentScenes(phone: Phone, desk: Desk, name: string): Promise<void> {
  const { page } = desk;
  await phone.rings();
  await phone.hears('C60 the greeting says what the lead added', '元旦期间发货顺延一天');
  await phone.press('0');
  await phone.hears('C37 recording is asked about before anybody is rung', '同意录音请按 1');
  await check(
    'C37 and nobody is rung yet',
    async () => (await phone.page.getByText('+8613500135000').count()) === 0,
    0,
  );
  await phone.press('1');
  await phone.hears('C36 after the yes the agent’s telephone rings', '+8613500135000');
  await phone.press('客服接听并通话');
  await desk.go('/');
  await page.getByText(name).first().click();
  await check('C36 the talk stands in the line', () => page.getByText('通话 1:05').first().isVisible());
  const sound = page.locator('audio');
  await check('C37 the recording is in it', async () => (await sound.count()) > 0, 20_000);
  await check('C37 and plays for staff', () =>
    sound.last().evaluate(async (one: HTMLAudioElement) => {
      one.muted = true;
      if (one.preload === 'none') one.load();
      await one.play();
      return one.duration > 0.5;
    }),
  );
  await desk.picture('phone-recording');
  await page.getByRole('button', { name: '挂断电话' }).click();
  await phone.hears('C36 the agent hangs up', '对方已挂断');
}

/** Who waits is told their place, books a time by key; the agent finds the ticket and calls back. */
export async function callbackScenes(phone: Phone, desk: Desk): Promise<void> {
  const { page } = desk;
  await phone.rings();
  await phone.press('0');
  await phone.hears('C32 the place in line is spoken', /排在第一位|前面还有/u);
  await phone.hears('C32 and how to be called back', '按 1 预约回电');
  await phone.press('1');
  await phone.hears('C38 times have keys', '什么时候给您回电');
  await phone.press('3');
  await phone.hears('C38 the third is booked, with a number', /时间是明天下午，打尾号 (?:\d ){4}的号码，工单号是/u);
  await desk.go('/tickets?view=all');
  const row = page.getByText('预约回电 · 明天下午').first();
  await check('C62 the agent finds the ticket', () => row.isVisible());
  await row.click();
  // 18:00 in the company's time, as this browser's clock has it.
  const hour = await page.evaluate(() => new Date('2026-01-01T18:00:00+08:00').toTimeString().slice(0, 5));
  await check('C62 due when the customer said', async () =>
    (await page.getByRole('region', { name: '时限' }).innerText()).includes(` ${hour}`),
  );
  await page.getByRole('button', { name: '回电', exact: true }).click();
  await phone.hears('C62 the agent’s own telephone rings first', '+8613500135000');
  await check(
    'C62 and the customer’s does not yet',
    async () => (await phone.page.getByText('客户接听并通话').count()) === 0,
    0,
  );
  await phone.press('客服接起');
  await phone.hears('C62 picked up, they are told and the customer is rung', '正在为您接通客户');
  await phone.press('客户接听并通话');
  await check('C62 the talk stands in the ticket', () => page.getByText('回电已接通，通话 1:05').first().isVisible());
  await desk.picture('phone-callback');
}

/** A time by voice; then a missed call, an SMS, and its answer in the same line. */
export async function missedScenes(phone: Phone, sms: Page, desk: Desk): Promise<void> {
  const { page } = desk;
  await phone.rings();
  await phone.press('0');
  await phone.hears('C32 another waits', '按 1 预约回电');
  await phone.press('1');
  await phone.hears('C38 and is asked', '什么时候给您回电');
  await phone.says('明天上午十点半');
  await phone.hears('C38 a time is understood by voice', /时间是明天上午十点半/u);
  await phone.rings();
  await phone.press('0');
  await phone.hears('C32 they wait again', '按 1 预约回电');
  await phone.press('挂断');
  await sms.reload();
  await check('C39 who hung up gets an SMS', async () => (await sms.getByText('没有接通人工客服').count()) > 0);
  await sms.getByText('没有接通人工客服').first().click();
  await sms.getByRole('textbox').fill('我想问发票抬头');
  await sms.keyboard.press('Enter');
  await desk.go('/tickets?view=all');
  await page.getByText('预约回电 · 尽快回电').first().click();
  await page.locator('.marks .k-link').click();
  await check('C39 its answer stands in the line of the call', async () => {
    const all = await page.locator('main').innerText();
    return all.includes('我想问发票抬头') && all.includes('通话结束（对方挂断）');
  });
  await desk.picture('phone-missed');
}

/** Hanging up while the gateway thinks; a status that comes late, and one that comes twice. */
export async function abruptScenes(phone: Phone, slow: () => Promise<void>): Promise<void> {
  await phone.rings();
  await phone.says('我的快递到哪了');
  await phone.hears('C31 it asks again for a number', '请问您的订单号是多少');
  await slow();
  await phone.says('YX20261120001');
  await phone.press('挂断');
  await phone.hears('C61 hanging up in the middle of a turn is the end', '已挂断');
  await check('C61 and nothing is said after it', async () => {
    const items = await phone.page.locator('li.sms, li.stamp').allInnerTexts();
    return items.at(-1)?.includes('已挂断') === true;
  });
  await phone.rings();
  await phone.press('迟到的状态');
  await phone.press('重发上次回调');
  await phone.hears('C33 a late status and a doubled webhook change nothing', '重发得到了同样的答复');
  await phone.press('挂断');
}
