import type { Due } from '../world/calendar.ts';
import { act, tellRecording } from './acts.ts';
import { tellStatus, type Exchange } from './engine.ts';

/** Time on the telephone: nobody spoke, a status is told, a recording is whole. Never repeated: Twilio doesn't. */
export async function callDue(
  exchange: Exchange,
  due: Omit<Due, 'kind'> & { kind: 'silence' | 'status' | 'recording' },
): Promise<void> {
  const { land } = exchange;
  const account = land.account('phone', due.account);
  const call = land.calls.one(due.peer);
  if (!account || !call) return land.calendar.settle(due.id, 'failed');
  // Settled first: what this sets going may wait for somebody, and time must not strike twice.
  land.calendar.settle(due.id, 'done');
  const payload = JSON.parse(due.payload) as { turn?: number };
  switch (due.kind) {
    case 'silence':
      if (call.endedAt === null) await act(exchange, call, account, { act: 'silence' }, payload.turn ?? -1);
      return;
    case 'status':
      await tellStatus(exchange, account, JSON.parse(due.payload) as Parameters<typeof tellStatus>[2]);
      return;
    case 'recording':
      await tellRecording(exchange, account, JSON.parse(due.payload) as Parameters<typeof tellRecording>[2]);
  }
}
