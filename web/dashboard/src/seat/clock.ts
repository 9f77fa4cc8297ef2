import { ref, type Ref } from 'vue';

const TICK_MS = 1000;
const now = ref(Date.now());
let ahead = 0;

/** Sets the screen's clock after the server's: waiting times are the server's, not this machine's. */
export function setServerTime(serverTime: number): void {
  ahead = serverTime - Date.now();
}

setInterval(() => {
  if (!document.hidden) now.value = Date.now() + ahead;
}, TICK_MS);
document.addEventListener('visibilitychange', () => {
  now.value = Date.now() + ahead;
});

/** The server's time, ticking each second while the page is looked at. */
export function useNow(): Readonly<Ref<number>> {
  return now;
}
