/** What a lead does on the floor by hand, and what several rows at once become, in the day's story. */
import type { Locator } from 'playwright-core';
import { check } from './check.ts';
import type { Customer } from './dashboard-customer.ts';
import type { Desk } from './dashboard-desk.ts';

const said = async (of: Locator) => (await of.allInnerTexts()).join('\n');
const session = (lead: Desk, name: string) => lead.page.locator('.session').filter({ hasText: name }).first();

/** Opens the menu of a session on the floor and chooses there. */
export async function chooseOn(lead: Desk, name: string, item: string): Promise<void> {
  if (!lead.page.url().endsWith('/floor')) await lead.go('/floor');
  await session(lead, name).click();
  await lead.page.getByRole('menuitem', { name: item }).click();
}

/** In an open dialog: whom, and yes. */
export async function giveTo(desk: Desk, name: string, yes: string): Promise<void> {
  const dialog = desk.page.getByRole('dialog');
  await dialog.locator('.choice').filter({ hasText: name }).click();
  await dialog.getByRole('button', { name: yes, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Opens a conversation of one's list. */
export async function open(desk: Desk, name: string): Promise<void> {
  if (new URL(desk.page.url()).pathname.startsWith('/desk/c/') === false) await desk.go('/');
  await desk.page.locator('.list .row').filter({ hasText: name }).first().locator('.row-open').click();
  await desk.page.waitForSelector('.composer textarea.field');
}

export async function say(desk: Desk, words: string): Promise<void> {
  const field = desk.page.locator('textarea.field');
  await field.fill(words);
  await field.press('Enter');
}

/** Assigned by hand, taken back by the lead, whispered about. */
export async function byHand(
  lead: Desk,
  [holder, other]: readonly [Desk, Desk],
  names: { waiting: string; held: string; otherName: string },
  customer: Customer,
): Promise<void> {
  await lead.go('/floor');
  const line = lead.page.getByRole('region', { name: '排队列表' });
  await check('W25 who waits stands in the line on the floor', async () =>
    (await line.innerText()).includes(names.waiting),
  );
  await lead.picture('day-floor');
  await line
    .locator('tr')
    .filter({ hasText: names.waiting })
    .getByRole('button', { name: /^分配给/u })
    .click();
  await giveTo(lead, names.otherName, '分配给…');
  await check('D13 assigned by hand it is with whom the lead chose, on a break or not', async () =>
    (await said(other.page.locator('.list .row'))).includes(names.waiting),
  );

  await open(holder, names.held);
  await holder.page.getByRole('button', { name: '转接', exact: true }).click();
  await giveTo(holder, names.otherName, '转接');
  await check('D10 a colleague is asked', async () => (await said(other.page.locator('.offers'))).includes(names.held));
  await chooseOn(lead, names.held, '收回转接');
  await check(
    'D10 a lead takes the transfer back: nobody is asked any more',
    async () => (await other.page.locator('.offer').count()) === 0,
  );
  await check('and it stays where it was', async () => (await said(holder.page.locator('.composer'))).includes('发送'));

  await chooseOn(lead, names.held, '悄悄提醒（备注）');
  await lead.page.waitForSelector('.composer.note textarea.field');
  await say(lead, '先安抚，再问订单号');
  await check('W25 a whisper is read by the agent', async () =>
    (await said(holder.page.locator('.said.note'))).includes('先安抚，再问订单号'),
  );
  await check('and never by the customer', () => !JSON.stringify(customer.heard).includes('先安抚'), 0);
}

/** A colleague brought in gets the floor, and gives the answer. */
export async function handFloor(
  holder: Desk,
  other: Desk,
  names: { held: string; otherName: string },
  customer: Customer,
): Promise<void> {
  await open(holder, names.held);
  await holder.page.getByRole('button', { name: '更多操作' }).click();
  await holder.page.getByRole('menuitem', { name: '邀请协同' }).click();
  await giveTo(holder, names.otherName, '邀请协同');
  await check('D12 who is brought in has it in the list', async () =>
    (await said(other.page.locator('.list .row'))).includes(names.held),
  );
  await holder.page.getByRole('button', { name: '更多操作' }).click();
  await holder.page.getByRole('menuitem', { name: '移交发言权' }).click();
  await giveTo(holder, names.otherName, '移交发言权');
  await open(other, names.held);
  await say(other, '我来为您处理');
  await check('D12 with the floor they answer the customer', () => customer.fromAgents().includes('我来为您处理'));
  await check(
    'and who had it writes notes only',
    async () => (await said(holder.page.locator('.composer .state'))).length > 0,
  );
}

/** Several rows at once: taken, then given on. */
export async function several(taker: Desk, to: { name: string; desk: Desk }, names: readonly string[]): Promise<void> {
  await taker.go('/');
  await taker.page.waitForSelector('.list');
  await taker.page.keyboard.press('1');
  const row = (name: string) => taker.page.locator('.list .row').filter({ hasText: name });
  await check('three wait', async () =>
    (await Promise.all(names.map((one) => row(one).count()))).every((n) => n === 1),
  );
  await taker.page.getByRole('button', { name: '多选' }).click();
  for (const name of names) await row(name).locator('.row-check').check();
  await taker.picture('day-bulk');
  await taker.page
    .locator('.bulk')
    .getByRole('button', { name: `接入（${names.length}）` })
    .click();
  await taker.page.keyboard.press('2');
  await check('W43 several taken at once', async () => {
    const mine = await said(taker.page.locator('.list .row'));
    return names.every((one) => mine.includes(one));
  });
  const bulk = taker.page.locator('.bulk');
  if ((await bulk.count()) === 0) await taker.page.getByRole('button', { name: '多选' }).click();
  for (const name of names) await row(name).locator('.row-check').check();
  await bulk.getByRole('button', { name: `转接（${names.length}）` }).click();
  await giveTo(taker, to.name, '转接');
  await check('W43 and given on at once: the colleague is asked for each', async () => {
    const asked = await said(to.desk.page.locator('.offers, .list'));
    return names.every((one) => asked.includes(one));
  });
}
