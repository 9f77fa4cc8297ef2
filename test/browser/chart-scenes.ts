/** The chart of a figure in the reports: it is drawn, arrows walk its days, and a table stands behind it. */
import { check } from './check.ts';
import type { Desk } from './dashboard-desk.ts';

export async function drawnIn(desk: Desk): Promise<void> {
  const { page } = desk;
  const plot = page.locator('.trend [role=slider]');
  const inked = () =>
    page.locator('.trend canvas').evaluate((at) => {
      const canvas = at as HTMLCanvasElement;
      const all = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      return all.some((value) => value > 0);
    });
  await check('N93 the course is drawn', async () => (await page.locator('.trend canvas').count()) === 1 && inked());
  await plot.focus();
  const now = await plot.getAttribute('aria-valuetext');
  await page.keyboard.press('ArrowLeft');
  const before = await plot.getAttribute('aria-valuetext');
  await page.keyboard.press('Home');
  const first = await plot.getAttribute('aria-valuenow');
  await check('N93 arrows walk its days, each told in words', () => now !== before && first === '0', 0);
  await desk.picture('reports-point');
  const about = await plot.getAttribute('aria-describedby');
  await check('N93 a sentence describes it', async () =>
    (await page.locator(`[id="${about}"]`).innerText()).includes('目标'),
  );
  await page.getByRole('button', { name: '看表格' }).click();
  await check(
    'N93 the table behind it has every day',
    async () => (await page.locator('.trend tbody tr').count()) === 7 && (await plot.count()) === 0,
  );
  await desk.picture('reports-table');
  await page.getByRole('button', { name: '看图' }).click();
  await page.locator('.trend canvas').waitFor();
}

type Told = { from: string; days: { figures: Record<string, { value: number | null; of: number }> }[] };

/** Days that rise, as no story can live through them: the gateway's answer with other values in it. */
export async function risingIn(desk: Desk, name: string, language: 'zh' | 'en'): Promise<void> {
  const { page } = desk;
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  await page.route('**/staff/v1/reports?**', async (route) => {
    const answer = await route.fetch();
    const told = (await answer.json()) as Told & { to: string };
    const begin = told.to === today ? 0.6 : 0.46;
    for (const [at, day] of told.days.entries()) day.figures['once'] = { value: begin + at * 0.02, of: 40 + at };
    await route.fulfill({ response: answer, json: told });
  });
  await page.reload();
  await page.locator('.tile', { hasText: language === 'zh' ? '一次性解决率' : 'Solved at once' }).click();
  const words = language === 'zh' ? '照此走势' : 'If it goes on like this';
  await check(`N93 N11 a course has its forecast: ${name}`, async () =>
    (await page.locator('[data-course]').innerText()).includes(words),
  );
  const plot = page.locator('.trend [role=slider]');
  await plot.scrollIntoViewIfNeeded();
  await plot.focus();
  await desk.picture(`reports-course-${name}`);
  const broken = await desk.broken();
  await check(`W3 axe finds nothing: course ${name} ${broken.join('; ')}`, () => broken.length === 0, 0);
  await page.unroute('**/staff/v1/reports?**');
}
