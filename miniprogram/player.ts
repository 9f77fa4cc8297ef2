/** Plays one voice at a time; another tap on it stops it. */

let sound: WechatMiniprogram.InnerAudioContext | null = null;
let playing = '';

/** The voice that is heard now, by its address; empty: none. */
export function heard(): string {
  return playing;
}

/** Plays a voice, or stops it when it is the one that plays. `changed` hears of beginning and end, `failed` when it can't be played. */
export function play(url: string, changed: () => void, failed: () => void): void {
  const again = playing === url;
  stopPlaying();
  if (again) return changed();
  const context = wx.createInnerAudioContext();
  sound = context;
  playing = url;
  const over = () => {
    if (sound !== context) return;
    stopPlaying();
    changed();
  };
  context.onEnded(over);
  context.onError(() => {
    over();
    failed();
  });
  context.src = url;
  context.play();
  changed();
}

/** Silence. */
export function stopPlaying(): void {
  playing = '';
  sound?.destroy();
  sound = null;
}
