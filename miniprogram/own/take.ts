/** A file of the person's own from the gateway to the phone, with how far it is. */
import type { Answer } from '../../web/client/ports.ts';

/** Where it lies on the phone until WeChat ends the program. */
export type Taken = { path: string; bytes: number };

type WithSession = (ask: (bearer: string) => Promise<Answer<Taken>>) => Promise<Answer<Taken>>;

/** So long a download may take. */
const TIMEOUT_MS = 300_000;

const failed: Answer<Taken> = { ok: false, code: 'unavailable', detail: 'The download broke off.' };

/** Begins at once; `callOff` ends it. A session that is no longer known is renewed once. */
export function takeFile(
  withSession: WithSession,
  url: string,
  heard: (bytes: number) => void,
): { file: Promise<Answer<Taken>>; callOff: () => void } {
  let task: WechatMiniprogram.DownloadTask | undefined;
  let off = false;
  const once = (bearer: string) =>
    new Promise<Answer<Taken>>((resolve) => {
      if (off) return resolve(failed);
      let bytes = 0;
      task = wx.downloadFile({
        url,
        header: { authorization: `Bearer ${bearer}` },
        timeout: TIMEOUT_MS,
        success: ({ statusCode, tempFilePath }) => {
          if (statusCode === 200) resolve({ ok: true, path: tempFilePath, bytes });
          else resolve(statusCode === 401 ? { ok: false, code: 'bad_token', detail: '' } : failed);
        },
        fail: () => resolve(failed),
      });
      task.onProgressUpdate(({ totalBytesWritten }) => {
        bytes = totalBytesWritten;
        heard(bytes);
      });
    });
  return {
    file: withSession(once),
    callOff: () => {
      off = true;
      task?.abort();
    },
  };
}
