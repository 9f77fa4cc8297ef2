import { computed, onBeforeUnmount, onMounted, ref, watch } from 'vue';
import { useRouter } from 'vue-router';
import { browserWake } from '../../../client/transport-browser.ts';
import { useNow } from '../seat/clock.ts';
import { useSeat } from '../seat/seat.ts';
import { useStaff } from '../staff/staff.ts';

/** A connection that is gone for a moment is no news. */
const PATIENCE_MS = 2_000;

/** The floor's feed, by the seat of whoever is signed in: live, lost (and since when its numbers stand), or stopped. */
export function useFeed() {
  const seat = useSeat();
  const staff = useStaff();
  const router = useRouter();
  const now = useNow();
  const lost = ref(false);
  const lostAt = ref(0);
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(
    () => seat.status,
    (status, before) => {
      clearTimeout(timer);
      if (status === 'live' || status === 'polling') lost.value = false;
      else if (status !== 'stopped') {
        if (before === 'live' || before === 'polling') lostAt.value = now.value;
        timer = setTimeout(() => (lost.value = true), PATIENCE_MS);
      }
    },
  );
  watch(
    () => staff.member,
    (member) => {
      if (!member) void router.replace('/sign-in');
    },
  );
  let sleep: (() => void) | undefined;
  onMounted(() => {
    seat.start();
    sleep = browserWake(() => seat.wake());
  });
  onBeforeUnmount(() => {
    clearTimeout(timer);
    sleep?.();
  });
  return { lost: computed(() => lost.value && seat.stopped === null && lostAt.value > 0), lostAt };
}
