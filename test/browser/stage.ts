/** What a story stands on: a gateway of its own with the demo's people and empty data, and a browser. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { startGateway } from '../../scripts/gateway.ts';
import { aheadTo, moveDate } from '../../scripts/moved-clock.ts';
import { freePort } from '../../scripts/port.ts';
import { fail, tally } from './check.ts';

/**
 * Builds and starts all of it; with a `clock` (`10:00`), it is that time in China for gateway, pages and the story itself. `play` tells the story; however it ends, everything is ended, and the sum is the last line and the exit code.
 */
export async function stage(name: string, clock?: string) {
  await build();
  const ahead = clock === undefined ? 0 : aheadTo(clock);
  if (ahead !== 0) moveDate(ahead);
  const data = mkdtempSync(join(tmpdir(), `yixian-${name}-`));
  const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true, ahead });
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  if (ahead !== 0) {
    const open = browser.newContext.bind(browser);
    browser.newContext = async (options) => {
      const context = await open(options);
      await context.addInitScript(moveDate, ahead);
      return context;
    };
  }
  const play = async (story: () => Promise<void>): Promise<void> => {
    try {
      await story();
    } catch (fault) {
      fail(`the story broke: ${String(fault).slice(0, 800)}`);
    } finally {
      await browser.close();
      await gateway.stop();
      rmSync(data, { recursive: true, force: true });
    }
    process.exitCode = tally();
  };
  return { gateway, browser, play };
}
