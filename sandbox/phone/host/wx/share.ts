import { asynchronous, Refusal, text, type Options, type Phone } from './api.ts';
import { fileAt } from './files.ts';
import { byTap } from './tap.ts';

const WINDOW_MS = 100;

/** wx.shareFileMessage: in a tap only; the person chooses a chat in WeChat's own window, or doesn't. */
export function shareFile(phone: Phone): (options?: Options) => unknown {
  return asynchronous('shareFileMessage', async ({ filePath, fileName }) => {
    byTap();
    const path = text(filePath);
    if (path === '') throw new Refusal('parameter error: parameter.filePath should be String');
    fileAt(path);
    const name = text(fileName, path.slice(path.lastIndexOf('/') + 1));
    // WeChat's window comes up when the finger has left: the same tap answers nothing in it.
    await new Promise((resolve) => setTimeout(resolve, WINDOW_MS));
    const answer = await phone.layers.dialog({
      title: '发送给',
      content: `文件传输助手\n\n${name}`,
      confirmText: '发送',
    });
    if (answer === undefined) throw new Refusal('cancel');
    return {};
  });
}
