/** The company's own system in the day's story: a real receiver on this machine, and a lead who connects it by the settings' page. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { check } from './check.ts';
import type { Desk } from './dashboard-desk.ts';

export class Receiver {
  readonly heard: { type: string; id: string }[] = [];
  /** Ids of what was answered with something else than 200. */
  readonly refused: string[] = [];
  /** What didn't verify with the secret. */
  readonly forged: string[] = [];
  /** What it answers with. */
  status = 200;
  secret = '';
  url = '';
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString('utf8')));
      request.on('end', () => {
        this.#take(body, request.headers);
        response.statusCode = this.status;
        response.end('ok');
      });
    });
  }

  #take(body: string, headers: NodeJS.Dict<string | string[]>): void {
    const one = (name: string) => String(headers[name] ?? '');
    const signed = { 'webhook-id': one('webhook-id'), 'webhook-timestamp': one('webhook-timestamp') };
    try {
      new Webhook(this.secret).verify(body, { ...signed, 'webhook-signature': one('webhook-signature') });
    } catch (fault) {
      this.forged.push(String(fault));
      return;
    }
    if (this.status !== 200) {
      this.refused.push(one('webhook-id'));
      return;
    }
    const { type } = JSON.parse(body) as { type: string };
    this.heard.push({ type, id: one('webhook-id') });
  }

  async open(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    this.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/hook`;
  }

  close(): void {
    this.#server.close();
  }

  has(type: string): boolean {
    return this.heard.some((one) => one.type === type);
  }
}

/** A lead adds the address, tries it, sees it stop, and sends again what was given up. */
export async function connect(lead: Desk, receiver: Receiver): Promise<void> {
  const { page } = lead;
  await lead.go('/settings/webhooks');
  await page.getByRole('button', { name: '添加地址' }).click();
  await page.getByLabel('标识').fill('crm');
  await page.getByLabel('网址').fill(receiver.url);
  await page.getByLabel('备注').fill('客户系统');
  await page.locator('[data-save]').click();
  await page.getByRole('button', { name: '查看密钥' }).click();
  receiver.secret = await page.locator('.secret code').innerText();
  await check('X5 the secret is shown to a lead', () => receiver.secret.startsWith('whsec_'), 0);
  await lead.picture('day-secret');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '发送测试' }).click();
  await check('X1 a test reaches the company’s system, signed', () => receiver.heard.length === 1);
  await page.getByRole('button', { name: '查看投递记录' }).click();
  const sent = page.getByRole('region', { name: 'crm 的投递记录' });
  await check('X1 and stands among the deliveries', async () => (await sent.innerText()).includes('已送达'));

  receiver.status = 410;
  await page.getByRole('button', { name: '发送测试' }).click();
  await check('X3 an address that answers 410 is told to have stopped', async () => {
    await page.reload();
    await page.getByRole('button', { name: '重放全部已放弃的' }).waitFor({ timeout: 2_000 });
    return (await page.locator('.standing').innerText()).includes('已停止推送');
  });
  await lead.picture('day-stopped');
  receiver.status = 200;
  await page.getByRole('button', { name: '重放全部已放弃的' }).click();
  await check('X3 what was given up is sent again, under its old id', () =>
    receiver.heard.some((one) => one.id === receiver.refused[0]),
  );
  await check('and nothing came that wasn’t ours', () => receiver.forged.length === 0, 0);
}
