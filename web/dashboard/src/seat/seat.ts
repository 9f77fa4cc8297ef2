import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { LinkStatus } from '../../../client/link.ts';
import { SeatFollower } from '../../../client/seat.ts';
import type { DeskView, Duty, SeatAct, SeatClientFrame, SeatServerFrame, SeatState } from '../../../../shared/seat.ts';
import { Acts, type Outcome } from '../line/acts.ts';
import { browser, ticketFrom } from '../line/browser.ts';
import { countsOf, offersOf, rowsOf, ticketRows, unreadOf } from '../list/rows.ts';
import { staffNet } from '../staff/net.ts';
import { useStaff } from '../staff/staff.ts';
import { setServerTime } from './clock.ts';
import { paced } from './pace.ts';

/** Twenty words a second come in a rush: the lists follow them eight times, so that typing stays light. */
const RUSH_MS = 120;

/** The agent's seat: own conversations, the desk, and what the agent does there. */
export const useSeat = defineStore('seat', () => {
  const staff = useStaff();
  const state = shallowRef<SeatState | null>(null);
  const desk = shallowRef<DeskView | null>(null);
  /** The desk was told whole once: what is new on it from then on is news. */
  const ready = ref(false);
  const status = ref<LinkStatus>('idle');
  const stopped = ref<{ code: string; detail: string } | null>(null);
  /** What the seat said last of drafts. */
  const drafts = shallowRef<Extract<SeatServerFrame, { type: 'drafts' }> | null>(null);
  const acts = new Acts();

  const make = (member: string) => {
    let welcome: SeatFollower['welcome'] = null;
    let told: DeskView | null = null;
    const show = paced(RUSH_MS, () => {
      if (!staff.member) return;
      state.value = link.state;
      if (told) desk.value = told;
    });
    const link = new SeatFollower({
      door: { ticket: () => ticketFrom(() => staffNet.seatTicket()) },
      ...browser.ports(`${member}.seat`),
      changed() {
        show();
        status.value = link.status;
        if (link.status === 'live') stopped.value = null;
        if (link.welcome && link.welcome !== welcome) setServerTime(link.welcome.serverTime);
        welcome = link.welcome;
        for (const key of acts.settle(link.pending)) link.discard(key);
      },
      signal(frame) {
        if (frame.type === 'drafts') drafts.value = frame;
        // The very first part is shown at once, the others together.
        if (frame.type !== 'desk' || (frame.desk.more && frame.desk.since > 0)) return;
        ready.value = link.desk.ready;
        told = link.desk.view;
        show();
      },
      refused(code, detail) {
        stopped.value = { code, detail };
        if (code === 'not_signed_in') staff.expire();
      },
    });
    return link;
  };
  let link: ReturnType<typeof make> | null = null;

  function start(): void {
    if (!staff.member) return;
    link ??= make(staff.member.id);
    link.start();
  }

  function leave(): void {
    link?.stop();
    link = null;
    state.value = null;
    desk.value = null;
    ready.value = false;
    drafts.value = null;
    status.value = 'idle';
    stopped.value = null;
  }

  function act(given: SeatAct): Promise<Outcome> {
    if (!link) return Promise.resolve({ code: 'unavailable', detail: '' });
    return acts.follow(link.send({ type: 'act', act: given }));
  }

  /** A frame without a number; false while there is no way. */
  const tell = (frame: SeatClientFrame): boolean => link?.tell(frame) ?? false;
  const owed = computed(() => state.value?.owed ?? []);
  const mentions = computed(() => state.value?.mentions ?? []);
  const unreadMentions = computed(() => mentions.value.filter((one) => one.read !== true).length);
  const me = computed(() => staff.member?.id ?? '');
  const sessions = computed(() => (desk.value?.sessions ?? []).filter((one) => one.kind === 'session'));
  const rows = computed(() => rowsOf(state.value?.conversations ?? [], sessions.value, me.value));
  const counts = computed(() => countsOf(rows.value));
  const unread = computed(() => unreadOf(rows.value));
  /** Tickets are told only while somebody is asked to take them. */
  const tickets = computed(() => (desk.value?.sessions ?? []).filter((one) => one.kind === 'ticket'));
  const offers = computed(() => offersOf([...rows.value, ...ticketRows(tickets.value, me.value)], me.value));
  /** What the desk knows of one customer's open session. */
  const sessionOf = (customer: string) => sessions.value.find((one) => one.customer === customer) ?? null;
  const duty = computed<Duty>(() => state.value?.duty ?? 'offline');
  const load = computed(() => desk.value?.agents.find((one) => one.id === me.value) ?? null);
  /** As colleagues see it: declared online, the desk gives 话后整理 its time first. */
  const shownDuty = computed<Duty>(() =>
    duty.value === 'online' && load.value?.duty === 'wrap-up' ? 'wrap-up' : duty.value,
  );

  watch(
    () => staff.member,
    (member) => member ?? leave(),
  );
  return {
    state,
    desk,
    ready,
    status,
    stopped,
    sessions,
    rows,
    counts,
    unread,
    offers,
    sessionOf,
    duty,
    shownDuty,
    load,
    me,
    start,
    leave,
    act,
    tell,
    drafts,
    owed,
    mentions,
    unreadMentions,
    wake: () => link?.wake(),
  };
});
