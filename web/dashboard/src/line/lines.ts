import { defineStore } from 'pinia';
import { shallowReactive } from 'vue';
import { staffNet } from '../staff/net.ts';
import { useStaff } from '../staff/staff.ts';
import { ticketFrom } from './browser.ts';
import { followLine, type FollowedLine } from './follow.ts';

const OPEN = 10;
const KEPT = 60;

/** The lines this agent looks at: at most ten are followed, the others rest with what they had and resume from there. */
export const useLines = defineStore('lines', () => {
  const lines = shallowReactive(new Map<string, FollowedLine>());
  const staff = useStaff();
  let uses = 0;

  function open(customer: string): FollowedLine {
    const held = lines.get(customer) ?? add(customer);
    uses += 1;
    held.usedAt = uses;
    held.start();
    rest();
    return held;
  }

  function add(customer: string): FollowedLine {
    const door = { ticket: () => ticketFrom(() => staffNet.lineTicket(customer)) };
    const me = staff.member?.id ?? '';
    const added = followLine({ stream: `${me}.${customer}`, customer, me }, door, (code) => {
      if (code === 'not_signed_in') staff.expire();
    });
    lines.set(customer, added);
    return added;
  }

  /** Least recently used first: their streams close, and the oldest of all are forgotten if nothing waits in them. */
  function rest(): void {
    const byUse = [...lines.values()].sort((left, right) => right.usedAt - left.usedAt);
    for (const one of byUse.slice(OPEN)) if (one.status !== 'stopped' && one.outbox.length === 0) one.stop();
    for (const one of byUse.slice(KEPT)) if (one.outbox.length === 0) lines.delete(one.customer);
  }

  /** The line went into another's: this screen goes on under that one's name, where it was. */
  function moved(one: FollowedLine, to: string): void {
    lines.delete(one.customer);
    one.customer = to;
    if (lines.has(to)) one.stop();
    else lines.set(to, one);
  }

  function wake(): void {
    for (const one of lines.values()) one.wake();
  }

  function leave(): void {
    for (const one of lines.values()) one.stop();
    lines.clear();
  }

  return { lines, open, moved, wake, leave };
});
