import { onBeforeUnmount, onMounted, watch } from 'vue';
import type { FollowedLine } from '../line/follow.ts';

/** Tells the line that it is on this screen, as long as the page is looked at. */
export function useViewing(followed: () => FollowedLine): void {
  const tell = () => followed().view(!document.hidden);
  watch(followed, (now, before) => {
    if (before === now) return;
    before.view(false);
    tell();
  });
  onMounted(() => {
    tell();
    document.addEventListener('visibilitychange', tell);
  });
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', tell);
    followed().view(false);
  });
}
