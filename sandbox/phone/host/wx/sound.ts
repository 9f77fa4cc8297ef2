import { number, text, type Options, type Phone } from './api.ts';
import type { Consent } from './consent.ts';
import { addressOf, keepFile } from './files.ts';

type Heard = (given: Options) => void;

const MOST_MS = 600_000;
/** Bytes of one frame of silence: MPEG-2 Layer III, 16 kHz, one channel, 48 kbit/s, 36 ms. */
const FRAME = 216;
const FRAME_MS = 36;

/** The one recorder and the players. The simulated microphone hears silence, for as long as it is held. */
export function sound(phone: Phone, consent: Consent): Record<string, unknown> {
  const recorder = new Recorder(phone, consent);
  return { getRecorderManager: () => recorder, createInnerAudioContext: () => new Player() };
}

class Recorder {
  readonly #phone: Phone;
  readonly #consent: Consent;
  readonly #heard = new Map<string, Heard>();
  #since = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(phone: Phone, consent: Consent) {
    this.#phone = phone;
    this.#consent = consent;
  }

  onStart = (heard: Heard) => void this.#heard.set('start', heard);
  onStop = (heard: Heard) => void this.#heard.set('stop', heard);
  onError = (heard: Heard) => void this.#heard.set('error', heard);
  onPause = (heard: Heard) => void this.#heard.set('pause', heard);
  onResume = (heard: Heard) => void this.#heard.set('resume', heard);
  onInterruptionBegin = (heard: Heard) => void this.#heard.set('interrupted', heard);
  onInterruptionEnd = (heard: Heard) => void this.#heard.set('uninterrupted', heard);
  onFrameRecorded = (heard: Heard) => void this.#heard.set('frame', heard);

  start(options: Options = {}): void {
    if (this.#since > 0) return this.#raise('error', { errMsg: 'operateRecorder:fail is recording or paused' });
    void this.#begin(options).catch((reason: unknown) => {
      this.#since = 0;
      const extra = reason instanceof Error && 'extra' in reason ? (reason.extra as Options) : {};
      this.#raise('error', {
        errMsg: `operateRecorder:fail ${reason instanceof Error ? reason.message : ''}`,
        ...extra,
      });
    });
  }

  async #begin(options: Options): Promise<void> {
    this.#since = Number.MAX_SAFE_INTEGER;
    await this.#consent.privacy('startRecord');
    await this.#consent.allow('scope.record', '使用你的麦克风');
    const format = text(options['format'], 'aac');
    if (format !== 'mp3') this.#phone.faults.warn(`the simulated recorder makes mp3 only, not ${format}`);
    this.#since = Date.now();
    this.#raise('start', {});
    this.#timer = setTimeout(() => this.stop(), Math.min(MOST_MS, number(options['duration'], 60_000)));
  }

  stop(): void {
    clearTimeout(this.#timer);
    if (this.#since === 0 || this.#since === Number.MAX_SAFE_INTEGER)
      return this.#raise('error', { errMsg: 'operateRecorder:fail recorder not start' });
    const duration = Date.now() - this.#since;
    this.#since = 0;
    const file = silence(duration);
    this.#raise('stop', { tempFilePath: keepFile(file, 'voice.mp3'), duration, fileSize: file.size });
  }

  #raise(name: string, given: Options): void {
    this.#heard.get(name)?.(given);
  }
}

function silence(durationMs: number): Blob {
  const frames = Math.max(1, Math.round(durationMs / FRAME_MS));
  const bytes = new Uint8Array(frames * FRAME);
  for (let at = 0; at < frames; at += 1) bytes.set([0xff, 0xf3, 0x68, 0xc0], at * FRAME);
  return new Blob([bytes], { type: 'audio/mpeg' });
}

/** wx.createInnerAudioContext, upon the browser's player. */
class Player {
  readonly #audio = new Audio();
  readonly #heard = new Map<string, Heard>();
  #src = '';

  constructor() {
    const raise = (name: string) => () => this.#heard.get(name)?.({});
    for (const name of ['play', 'pause', 'ended', 'canplay']) this.#audio.addEventListener(name, raise(name));
    this.#audio.addEventListener('error', () => this.#heard.get('error')?.({ errMsg: 'fail', errCode: 10001 }));
  }

  get src(): string {
    return this.#src;
  }
  set src(value: string) {
    this.#src = value;
    this.#audio.src = addressOf(value);
  }
  get paused(): boolean {
    return this.#audio.paused;
  }
  onPlay = (heard: Heard) => void this.#heard.set('play', heard);
  onPause = (heard: Heard) => void this.#heard.set('pause', heard);
  onEnded = (heard: Heard) => void this.#heard.set('ended', heard);
  onCanplay = (heard: Heard) => void this.#heard.set('canplay', heard);
  onError = (heard: Heard) => void this.#heard.set('error', heard);
  play(): void {
    void this.#audio.play().catch(() => undefined);
  }
  pause(): void {
    this.#audio.pause();
  }
  stop(): void {
    this.#audio.pause();
    this.#audio.currentTime = 0;
  }
  destroy(): void {
    this.#heard.clear();
    this.#audio.pause();
    this.#audio.removeAttribute('src');
  }
}
