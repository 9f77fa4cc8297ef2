/** U14, U15: pictures and files on the widget, real bytes both ways, with a colleague's answer. */
import type { Browser } from 'playwright-core';
import { check } from './check.ts';
import { Visitor, type Look } from './widget-visitor.ts';

const scene = (what: string, holds: () => Promise<boolean>, limitMs = 15_000) => check(what, holds, limitMs);

type Given = { name: string; mimeType: string; buffer: Buffer };

/** A photograph as a phone takes it, made in the page: large, and full of detail, so that it is worth shrinking. */
async function photograph(visitor: Visitor, width: number, height: number): Promise<Given> {
  const base64 = await visitor.page.evaluate(
    async ([wide = 0, high = 0]) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: wide, height: high });
      const paper = canvas.getContext('2d');
      if (!paper) return '';
      for (let y = 0; y < high; y += 8) {
        for (let x = 0; x < wide; x += 8) {
          paper.fillStyle = `hsl(${(x * 7 + y * 13) % 360} ${(x ^ y) % 100}% ${(x * y) % 100}%)`;
          paper.fillRect(x, y, 8, 8);
        }
      }
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 1));
      const bytes = new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
      let text = '';
      for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
      return btoa(text);
    },
    [width, height],
  );
  return { name: '包装破损.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(base64, 'base64') };
}

/** Lets files go over the panel, or pastes them into the field, as a browser tells it. */
const brings = (visitor: Visitor, how: 'drop' | 'paste', files: Given[]) =>
  visitor.in(how === 'drop' ? '.panel' : '.composer textarea').evaluate(
    (place, given) => {
      const data = new DataTransfer();
      for (const { name, type, base64 } of given.files) {
        data.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name, { type }));
      }
      const more = { bubbles: true, cancelable: true, composed: true };
      if (given.how === 'paste') place.dispatchEvent(new ClipboardEvent('paste', { ...more, clipboardData: data }));
      else
        for (const name of ['dragenter', 'dragover', 'drop'])
          place.dispatchEvent(new DragEvent(name, { ...more, dataTransfer: data }));
    },
    {
      how,
      files: files.map(({ name, mimeType, buffer }) => ({ name, type: mimeType, base64: buffer.toString('base64') })),
    },
  );

async function chooses(visitor: Visitor, files: Given[]): Promise<void> {
  const [dialog] = await Promise.all([
    visitor.page.waitForEvent('filechooser'),
    visitor.in('[aria-label="发送图片或文件"]').click(),
  ]);
  await dialog.setFiles(files);
}

const pdf: Given = {
  name: '发票.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from(`%PDF-1.4\n${'x'.repeat(2000)}\n%%EOF\n`),
};

/** Choose, paste, drop, refuse, call off, lose the network, load anew, and look at what arrived. */
export async function widgetFiles(browser: Browser, shop: string, look: Look = {}): Promise<Visitor> {
  const visitor = await Visitor.open(browser, shop, look);
  await visitor.launch.click();
  await visitor.say('我收到的包装破了');
  const photo = await photograph(visitor, 4000, 3000);
  const uploads = () => visitor.in('.upload').count();
  await chooses(visitor, [photo, pdf]);
  await scene('U14 what is chosen stands above the field with a preview', async () => {
    return (await uploads()) === 2 && (await visitor.in('.upload canvas').count()) === 1;
  });
  await scene('U14 and goes up at once', async () => (await visitor.in('.upload.ready').count()) === 2);
  await scene(
    `U14 axe finds nothing with files waiting ${(await visitor.broken()).join('; ')}`,
    async () => (await visitor.broken()).length === 0,
    0,
  );
  await visitor.picture(`files-${look.theme ?? 'light'}`);
  await visitor.in('.composer .solid').click();
  await visitor.in('.own .picture').first().scrollIntoViewIfNeeded();
  const loaded = () =>
    visitor
      .in('.own .picture img')
      .evaluateAll((all) => all.map((one) => (one instanceof HTMLImageElement ? one.naturalWidth : 0)));
  await scene('U14 a photograph arrives, and its bytes come back', async () =>
    (await loaded()).some((width) => width > 0),
  );
  await scene('U14 the document after it, in the order they were chosen', async () => {
    const rows = await visitor.in('.own .bubble').allTextContents();
    return (rows.at(-1) ?? '').includes('发票.pdf') && (await uploads()) === 0;
  });
  const box = await visitor.in('.own .picture img').first().boundingBox();
  await scene(
    `U15 its room is kept by its measures (${box?.width}×${box?.height})`,
    () => Promise.resolve(Math.round(box?.height ?? 0) === Math.round(((box?.width ?? 1) * 3) / 4)),
    0,
  );

  const small = { ...(await photograph(visitor, 640, 480)), name: 'image.png' };
  await brings(visitor, 'paste', [{ ...small, mimeType: 'image/jpeg' }]);
  await scene('U14 what is pasted stands there too', async () => (await visitor.in('.upload.ready').count()) === 1);
  await brings(visitor, 'drop', [{ ...small, name: '第二张.jpg' }]);
  await scene('U14 and what is dropped', async () => (await visitor.in('.upload.ready').count()) === 2);
  await visitor.input.press('Enter');
  await scene('U14 Enter sends both', async () => (await visitor.in('.own .picture img').count()) === 3);

  await brings(visitor, 'drop', [
    { name: '安装包.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') },
  ]);
  await scene('U14 what isn’t taken says why, and can only be removed', async () => {
    const words = (await visitor.in('.upload.failed').textContent()) ?? '';
    return words.includes('不支持这种文件') && (await visitor.in('.upload.failed button').count()) === 1;
  });
  await visitor.picture(`files-refused-${look.theme ?? 'light'}`);
  await visitor.in('[aria-label="移除 安装包.exe"]').click();
  await scene(
    'U14 removed, the focus is in the field',
    async () => (await uploads()) === 0 && (await visitor.focused()).startsWith('textarea'),
  );

  const context = visitor.page.context();
  await context.setOffline(true);
  await visitor.page.evaluate(() => dispatchEvent(new Event('offline')));
  await brings(visitor, 'paste', [{ ...small, name: '离线.jpg', mimeType: 'image/jpeg' }]);
  await scene('U14 without a network it says that it goes on later', async () =>
    ((await visitor.in('.upload').textContent()) ?? '').includes('恢复后自动继续'),
  );
  await visitor.page.reload().catch(() => undefined);
  await context.setOffline(false);
  await visitor.page.goto(shop);
  await visitor.launch.click();
  await scene('U14 a reload keeps it, and it goes up', async () => (await visitor.in('.upload.ready').count()) === 1);
  await visitor.page.reload();
  await visitor.launch.click();
  await scene(
    'U14 once up, a reload finds it ready to be sent',
    async () => (await visitor.in('.upload.ready').count()) === 1 && (await visitor.in('.composer .solid').isEnabled()),
  );
  await visitor.in('.composer .solid').click();
  await scene('U14 and is sent, once', async () => (await visitor.in('.own .picture img').count()) === 4);
  await visitor.page.waitForTimeout(500);
  await scene('U14 and no more', async () => (await visitor.in('.own .picture img').count()) === 4, 0);

  await visitor.in('.own .picture').first().click();
  await scene('U15 a click shows it large, named, with its place among them', async () => {
    const dialog = visitor.page.getByRole('dialog', { name: '查看图片' });
    return (await dialog.isVisible()) && ((await dialog.textContent()) ?? '').includes('第 1 张，共 4 张');
  });
  await visitor.page.keyboard.press('ArrowRight');
  await scene('U15 the arrows go on', () => visitor.in('.viewer').getByText('第 2 张，共 4 张').isVisible());
  await scene(
    `U15 axe finds nothing in the viewer ${(await visitor.broken()).join('; ')}`,
    async () => (await visitor.broken()).length === 0,
    0,
  );
  await visitor.picture(`viewer-${look.theme ?? 'light'}`);
  await visitor.page.keyboard.press('Escape');
  await scene(
    'U15 Esc closes it and gives the focus back',
    async () => (await visitor.in('.viewer').count()) === 0 && (await visitor.focused()).includes('picture'),
  );
  await visitor.picture(`files-sent-${look.theme ?? 'light'}`);
  return visitor;
}
