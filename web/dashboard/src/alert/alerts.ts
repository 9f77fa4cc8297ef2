import { ref } from 'vue';

const SOUND = 'yixian.desk.sound';
const DESKTOP = 'yixian.desk.desktop';

/** Whether a sound is made at a new message. */
export const sound = ref(localStorage.getItem(SOUND) !== 'off');
/** Whether the desktop shows it too; the browser must have allowed it. */
export const desktop = ref(localStorage.getItem(DESKTOP) === 'on' && permitted());

function permitted(): boolean {
  return 'Notification' in window && Notification.permission === 'granted';
}

/** Turns the sound on or off; turning on plays it once, so that the agent knows it. */
export function setSound(on: boolean): void {
  sound.value = on;
  localStorage.setItem(SOUND, on ? 'on' : 'off');
  if (on) chime();
}

/** Turns desktop notifications on or off; asks the browser on the agent's click. Answers false when it is forbidden. */
export async function setDesktop(on: boolean): Promise<boolean> {
  const allowed = on && 'Notification' in window && (await Notification.requestPermission()) === 'granted';
  desktop.value = allowed;
  localStorage.setItem(DESKTOP, allowed ? 'on' : 'off');
  return allowed === on;
}

let audio: AudioContext | null = null;

/** Two short notes. Silent until the page was clicked once: browsers want it so. */
export function chime(): void {
  audio ??= new AudioContext();
  if (audio.state === 'suspended') void audio.resume();
  const start = audio.currentTime;
  for (const [at, pitch] of [
    [0, 880],
    [0.12, 1174.66],
  ] as const) {
    const tone = audio.createOscillator();
    const loud = audio.createGain();
    tone.frequency.value = pitch;
    loud.gain.setValueAtTime(0.0001, start + at);
    loud.gain.exponentialRampToValueAtTime(0.14, start + at + 0.015);
    loud.gain.exponentialRampToValueAtTime(0.0001, start + at + 0.3);
    tone.connect(loud).connect(audio.destination);
    tone.start(start + at);
    tone.stop(start + at + 0.32);
  }
}

/** Tells the agent of something new: a sound, and a notification while the page is not looked at. */
export function alertAgent(title: string, text: string, key: string, opened: () => void): void {
  if (sound.value) chime();
  if (!desktop.value || !permitted() || (document.hasFocus() && !document.hidden)) return;
  const shown = new Notification(title, { body: text, tag: key, icon: '/desk/icon.svg' });
  shown.addEventListener('click', () => {
    window.focus();
    shown.close();
    opened();
  });
}

/** Draws the unread count on the tab: in its title, and as a red dot on its icon. */
export function showBadge(title: string, unread: boolean): void {
  document.title = title;
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const wanted = unread ? '/desk/icon-unread.svg' : '/desk/icon.svg';
  if (icon && icon.getAttribute('href') !== wanted) icon.setAttribute('href', wanted);
}
