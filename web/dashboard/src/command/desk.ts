import { useRouter } from 'vue-router';
import { useActWords } from '../desk/act-words.ts';
import { begin, perform } from '../desk/acting.ts';
import { duties, dutyOf } from '../desk/duties.ts';
import { useHouse } from '../desk/house.ts';
import { actIcons, possibleActs } from '../desk/possible.ts';
import { places } from '../rail/places.ts';
import { useSeat } from '../seat/seat.ts';
import { useStaff } from '../staff/staff.ts';
import type { Command } from './commands.ts';

/** What the command bar can do at the desk: offers, the open session's acts, one's duty, other places. */
export function useDeskCommands(customer: () => string | null): () => Command[] {
  const words = useActWords();
  const seat = useSeat();
  const staff = useStaff();
  const house = useHouse();
  const router = useRouter();

  const offers = (): Command[] =>
    seat.offers.flatMap(({ session, name }) => [
      {
        key: `accept:${session}`,
        label: words.a('accept', { name }),
        icon: 'undertake' as const,
        keys: 'A',
        run: () => void perform({ act: 'accept', session }, words.d('accepted', { name })),
      },
      {
        key: `decline:${session}`,
        label: words.a('decline', { name }),
        icon: 'close' as const,
        keys: 'D',
        run: () => void perform({ act: 'decline', session }, words.d('declined')),
      },
    ]);

  function acts(): Command[] {
    const id = customer();
    const one = id === null ? null : seat.sessionOf(id);
    if (!one) return [];
    return possibleActs(one, seat.me, staff.leads).map((act) => ({
      key: `act:${act}`,
      label: words.d(`act.${act}`),
      icon: actIcons[act],
      ...(act === 'transfer' ? { keys: 'G' } : act === 'invite' ? { keys: 'I' } : {}),
      run: () => begin(act, one, seat.me),
    }));
  }

  const duty = (): Command[] =>
    (staff.serves ? duties(house.breaks) : []).map((choice) => {
      const { duty: to, reason } = dutyOf(choice);
      const named = words.t(`duty.${to}`) + (reason ? ` · ${house.breakName(reason)}` : '');
      return {
        key: `duty:${choice}`,
        label: words.a('setDuty', { duty: named }),
        icon: 'user' as const,
        run: () =>
          void perform(
            { act: 'duty', duty: to, ...(reason ? { reason } : {}) },
            words.t('duty.changed', { duty: named }),
          ),
      };
    });

  const going = (): Command[] =>
    places
      .filter((one) => one.when(staff))
      .map((one) => ({
        key: `go:${one.path}`,
        label: words.a('goTo', { place: words.d(one.label) }),
        icon: one.icon,
        run: () => void router.push(one.path),
      }));

  return () => [...offers(), ...acts(), ...duty(), ...going()];
}
