/** What a person's actor has said and handed over, read from its tables. */
import type { HandoverView } from '../../shared/line.ts';
import { until } from '../world.ts';
import { rows } from './rig.ts';

/** Bodies of what the robot said, oldest first. */
export const robotWords = async (id: string): Promise<string[]> =>
  (await rows(id, `select body from message where speaker like '%robot%' order by revision`)).map((row) =>
    String(row.body),
  );
/** The reference of the newest encounter. */
export const numberOf = async (id: string): Promise<string> =>
  String((await rows(id, 'select number from session order by opened_at desc limit 1'))[0]?.number);
/** The packet of the last hand-over. */
export const packetOf = async (id: string): Promise<HandoverView> =>
  JSON.parse(
    String((await rows(id, 'select handover from session where handover is not null'))[0]?.handover),
  ) as HandoverView;
/** Waits until the robot has said such words. */
export const told = (id: string, words: RegExp, limitMs = 1_000): Promise<string> =>
  until(`${words}`, async () => (await robotWords(id)).find((one) => words.test(one)), limitMs);
