/** Quality's walk in the day's story: a lead draws an encounter and scores it, its agent appeals, another lead decides. */
import { check } from './check.ts';
import type { Desk } from './dashboard-desk.ts';

const row = (desk: Desk, words: string) => desk.page.locator('.rows > *').filter({ hasText: words }).first();

/** `customer` is what the encounter is listed under; whoever decides is not who reviewed. */
export async function review(reviewer: Desk, agent: Desk, decider: Desk, customer: string): Promise<void> {
  await reviewer.go('/quality');
  const { page } = reviewer;
  await page.getByRole('button', { name: '全部', exact: true }).click();
  await check('Q1 what the agent promised was found', async () =>
    (await row(reviewer, customer).innerText()).includes('不当承诺'),
  );
  await row(reviewer, customer).click();
  const choose = page.getByRole('button', { name: '列入待检' });
  await page.locator('article.detail form, .detail section').first().waitFor();
  if ((await choose.count()) > 0) await choose.click();
  const full = page.getByRole('button', { name: /^满分/u });
  await full.first().waitFor();
  for (let at = 0; at < (await full.count()); at += 1) await full.nth(at).click();
  await page.getByRole('button', { name: /^零分/u }).last().click();
  await check('Q3 a failed fatal item makes it nought', async () =>
    /总分\s*0$/u.test((await page.locator('.total').innerText()).replace(/\s+/gu, ' ').trim()),
  );
  await full.last().click();
  await page.getByLabel('评语').fill('承诺了做不到的事');
  await reviewer.picture('day-score');
  await page.getByRole('button', { name: '提交评分' }).click();
  await check('Q3 the score stands', async () => (await page.locator('article.detail').innerText()).includes('100'));

  await agent.go('/quality');
  await row(agent, customer).click();
  await check('Q5 the agent reads score and words', async () =>
    (await agent.page.locator('article.detail').innerText()).includes('承诺了做不到的事'),
  );
  await agent.page.locator('article.detail textarea').fill('当时库存确实充足');
  await agent.picture('day-appeal');
  await agent.page.locator('article.detail form button[type=submit]').click();
  await check('Q4 the appeal stands', async () =>
    (await agent.page.locator('article.detail').innerText()).includes('当时库存确实充足'),
  );

  await reviewer.page.reload();
  await page.locator('article.detail').waitFor();
  await check('Q4 who reviewed doesn’t decide', async () =>
    (await page.locator('article.detail').innerText()).includes('评分人以外'),
  );
  await decider.go('/quality?state=appealed');
  await row(decider, customer).click();
  await decider.page.locator('article.detail textarea').fill('维持原评分');
  await decider.page.locator('article.detail form button[type=submit]').click();
  await check('Q4 another lead decides', async () =>
    (await decider.page.locator('article.detail').innerText()).includes('维持'),
  );
  await decider.picture('day-decided');
}
