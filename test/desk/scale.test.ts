/** A large floor: 5,000 open sessions and 500 agents; what one event costs, and what a screen is told of it. */
import { expect, it } from 'vitest';
import { applyDesk, emptyDeskView } from '../../shared/seat.ts';
import { must } from '../results.ts';
import { onFloor } from './room.ts';

const SESSIONS = 5_000;
const AGENTS = 500;

it(
  'D15 D18 with 5,000 sessions and 500 agents an event costs milliseconds and a screen is told in bounded parts',
  () =>
    onFloor(
      (room) => {
        for (let agent = 0; agent < AGENTS; agent += 1) room.comes(`a${agent}`);
        for (let session = 0; session < SESSIONS; session += 1) {
          room.now += 1;
          must(room.tells(`s${session}`, { state: session % 2 === 0 ? 'queued' : 'robot' }));
        }
        const { book } = room.scene;
        const waiting = [...book.sessions()].filter((one) => one.state === 'queued').length;
        expect(waiting).toBe(SESSIONS / 2 - AGENTS * 2);

        let view = emptyDeskView;
        let at = 0;
        let parts = 0;
        for (let more = true; more; parts += 1) {
          const delta = room.view.changes(at, room.now);
          expect(JSON.stringify(delta).length).toBeLessThan(160_000);
          at = delta.more ? -delta.version : delta.version;
          view = applyDesk(view, delta) ?? view;
          ({ more } = delta);
        }
        expect(view.sessions).toHaveLength(SESSIONS);
        expect(view.sessions.slice(0, 50).map((one) => one.session)).toEqual(
          room.floor.places
            .waiting(room.now)
            .slice(0, 50)
            .map((one) => one.session),
        );

        const times: number[] = [];
        for (let event = 0; event < 100; event += 1) {
          room.now += 5;
          const began = performance.now();
          must(room.tells(`s${event * 2}`, { state: 'closed' }));
          room.floor.nextAt(room.now);
          times.push(performance.now() - began);
          const delta = room.view.changes(view.version, room.now);
          expect(delta.sessions.length + delta.gone.length + delta.agents.length).toBeLessThan(12);
          view = applyDesk(view, delta) ?? view;
        }
        times.sort((left, right) => left - right);
        // Far above what it is; a pass over all rows or a sort a decision would show.
        expect(times[50]).toBeLessThan(40);
      },
      { capacity: 2 },
    ),
  60_000,
);
