/** What the floor stands on: its tables, and the settings as they hold now. */
import { hoursOf, isOpen, nextClose, nextOpen, type Hours } from '../../shared/calendar.ts';
import type { AllSettings } from '../../shared/settings.ts';
import { Book } from './book.ts';
import { LetterStore } from './letters.ts';
import type { Scene } from './moves.ts';
import { Roster } from './roster.ts';
import { DeskStore } from './store.ts';
import { Tally } from './tally.ts';

/** The settings the desk reads. */
type Read = Pick<AllSettings, 'desk' | 'calendars'>;

/** The scene over these tables. */
export function sceneOn(sql: SqlStorage, settings: () => Read): Scene {
  const store = new DeskStore(sql);
  let roster: Roster | null = null;
  let hours: { of: Read['calendars']; known: Map<string, Hours | null> } | null = null;
  const current = () => {
    const { desk } = settings();
    if (roster?.settings !== desk) roster = new Roster(desk);
    return roster;
  };
  const calendar = (id: string | null): Hours | null => {
    if (id === null) return null;
    const { calendars } = settings();
    if (hours?.of !== calendars) hours = { of: calendars, known: new Map() };
    const known = hours.known.get(id);
    if (known !== undefined) return known;
    const made = hoursOf(calendars, id);
    hours.known.set(id, made);
    return made;
  };
  const calendarOf = (group: string) => calendar(current().group(group)?.calendar ?? current().settings.calendar);
  const turn = (given: Hours | null, now: number) =>
    given === null ? null : isOpen(given, now) ? nextClose(given, now) : nextOpen(given, now);
  const book = new Book(store);
  const tally = new Tally(sql);
  return {
    store,
    book,
    letters: new LetterStore(sql),
    tally,
    hold(work) {
      try {
        return work();
      } catch (fault) {
        book.reload();
        tally.reload();
        throw fault;
      }
    },
    roster: current,
    // A calendar nobody wrote closes nothing.
    open(group, now) {
      const given = calendarOf(group);
      return given === null || isOpen(given, now);
    },
    turnsAt(now) {
      const ids = new Set([current().settings.calendar, ...current().settings.groups.map((one) => one.calendar)]);
      const times = [...ids].map((id) => turn(calendar(id), now)).filter((one) => one !== null && one > now);
      return times.length === 0 ? null : Math.min(...times.map((one) => one ?? Infinity));
    },
  };
}
