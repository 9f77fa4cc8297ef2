/** Records one voice while a finger is held: MP3, a minute at most. */

/** What became of it. `denied`: the microphone is not allowed; `guide`: because WeChat's privacy guide was not agreed to. */
export type Recorded = {
  started(): void;
  done(voice: { path: string; size: number; seconds: number }): void;
  short(): void;
  denied(guide: boolean): void;
  broken(): void;
};

const SHORTEST_MS = 700;

let heard: Recorded | null = null;
let keeps = true;
let running = false;
let manager: WechatMiniprogram.RecorderManager | null = null;

function recorder(): WechatMiniprogram.RecorderManager {
  if (manager) return manager;
  const made = wx.getRecorderManager();
  manager = made;
  made.onStart(() => {
    running = true;
    // The finger was lifted while WeChat still asked for leave.
    if (heard) heard.started();
    else made.stop();
  });
  made.onStop(({ tempFilePath, duration, fileSize }) => {
    running = false;
    const told = heard;
    heard = null;
    if (!told || !keeps) return;
    if (duration < SHORTEST_MS) told.short();
    else told.done({ path: tempFilePath, size: fileSize, seconds: Math.round(duration / 1000) });
  });
  made.onError(({ errMsg }) => {
    running = false;
    const told = heard;
    heard = null;
    if (/auth|privacy/u.test(errMsg)) told?.denied(errMsg.includes('privacy'));
    else told?.broken();
  });
  return made;
}

/** The finger is down. */
export function beginVoice(told: Recorded): void {
  heard = told;
  keeps = true;
  recorder().start({ duration: 60_000, sampleRate: 16000, numberOfChannels: 1, encodeBitRate: 48000, format: 'mp3' });
}

/** The finger is up; `keep`: the voice is wanted. */
export function endVoice(keep: boolean): void {
  keeps = keep;
  if (running) recorder().stop();
  else heard = null;
}
