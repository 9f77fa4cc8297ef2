import { watch } from 'vue';
import { useRouter } from 'vue-router';
import { useHouse } from '../desk/house.ts';
import { useDeskWords } from '../desk/words.ts';
import { lateReplies } from '../list/rows.ts';
import { useNow } from '../seat/clock.ts';
import { placeOf, rings } from '../seat/place.ts';
import { useSeat } from '../seat/seat.ts';
import { say } from '../ui/toast.ts';
import { alertAgent } from './alerts.ts';

/** What came since it was looked at last; the first look finds nothing new. */
function fresh<One>(idOf: (one: One) => string): (given: readonly One[] | null) => One[] {
  let seen: Set<string> | null = null;
  return (given) => {
    if (given === null) {
      seen = null;
      return [];
    }
    const before = seen;
    seen = new Set(given.map(idOf));
    return before ? given.filter((one) => !before.has(idOf(one))) : [];
  };
}

/** Tells the agent, on whichever page, of offers, of notes that name them, and of what the desk has to say. Once, by the app. */
export function watchDesk(): void {
  const seat = useSeat();
  const words = useDeskWords();
  const router = useRouter();
  const house = useHouse();
  const now = useNow();
  watch(
    () => seat.state !== null,
    (here) => void (here && house.load()),
  );
  const open = (customer: string) => void router.push(`/c/${encodeURIComponent(customer)}`);
  const whole = () => seat.state !== null && seat.ready;

  const newOffers = fresh<{ session: string; name: string; customer: string }>((one) => one.session);
  watch(
    () => (whole() ? seat.offers : null),
    (offers) => {
      for (const one of newOffers(offers)) {
        alertAgent(words.d('offerAlert', { name: one.name }), '', `offer:${one.session}`, () => open(one.customer));
      }
    },
    { flush: 'post' },
  );

  const newMentions = fresh<{ id: string }>((one) => one.id);
  watch(
    () => seat.state?.mentions,
    (mentions) => {
      const unread = (mentions ?? []).filter((one) => one.read !== true);
      for (const one of newMentions(seat.state ? unread : null)) {
        const found = unread.find((other) => other.id === one.id);
        if (!found) continue;
        const text = words.d('mentionAlert', { name: found.by.name });
        alertAgent(text, found.text, `mention:${found.id}`, () => open(found.customer));
        say(text, 'plain', { label: words.d('see'), run: () => open(found.customer) });
      }
    },
    { flush: 'post' },
  );

  const newlyLate = fresh<{ id: string }>((one) => one.id);
  watch(
    () => (whole() ? lateReplies(seat.rows, now.value, house.patience) : null),
    (late) => {
      for (const { id } of newlyLate(late)) {
        const found = late?.find((one) => one.id === id);
        if (!found) continue;
        const { row, waitMs } = found;
        const text = words.d('replyLate', { name: row.name, time: words.span(waitMs) });
        alertAgent(text, row.preview?.text ?? '', `late:${id}`, () => open(row.customer));
      }
    },
    { flush: 'post' },
  );

  const newNotices = fresh<{ id: string }>((one) => one.id);
  watch(
    () => seat.state?.notices,
    (notices) => {
      for (const one of newNotices(seat.state ? (notices ?? []) : null)) {
        const found = notices?.find((other) => other.id === one.id);
        if (!found) continue;
        const place = placeOf(found);
        const text = words.both(found.words);
        const run = () => void (place && router.push(place));
        if (rings(found)) alertAgent(text, '', `notice:${found.id}`, run);
        say(text, 'plain', place ? { label: words.d('see'), run } : undefined);
      }
    },
    { flush: 'post' },
  );
}
