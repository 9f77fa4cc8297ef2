/** Whom a campaign means, and to whom it would go: judged over the rows as the line itself would. Reads only. */
import { armOf } from '../../shared/campaign/arms.ts';
import { offerTo, type Offer } from '../../shared/campaign/eligible.ts';
import { usualPart, type PartOfDay } from '../../shared/campaign/hours.ts';
import {
  unknownStanding,
  type Meant,
  type MeantCounts,
  type MeantOrder,
  type MeantPart,
  type Standing,
} from '../../shared/campaign/standing.ts';
import { meantIn, type Judged } from './audience.ts';

/** Those meant, in the order of their ids. */
export function plannedIn(sql: SqlStorage, order: MeantOrder): MeantPart {
  const { looked, next, rows } = meantIn(sql, order, readOf(order));
  const people: Meant[] = [];
  for (const one of rows) {
    const { id } = one;
    const arm = armOf(order.campaign, id, order.shares);
    const offer = arm === 'holdout' ? null : offerOf(one, order);
    people.push({
      id,
      arm: arm === 'holdout' ? null : arm.arm,
      way: offer === null || offer.go === 'never' ? null : offer.channel,
      why: offer?.go === 'never' ? offer.why : null,
      usual: offer === null || offer.go === 'never' ? null : usualOf(one, order),
    });
  }
  return { looked, people, next };
}

/** The same, counted. */
export function previewIn(sql: SqlStorage, order: MeantOrder): MeantCounts {
  const { looked, next, rows } = meantIn(sql, order, readOf(order));
  const counts = { ways: new Map<string, number>(), later: new Map<string, number>(), fell: new Map<string, number>() };
  const usual = new Map<PartOfDay, number>();
  const add = <Key>(of: Map<Key, number>, key: Key) => of.set(key, (of.get(key) ?? 0) + 1);
  let [meant, heldOut] = [0, 0];
  for (const one of rows) {
    meant += 1;
    const arm = armOf(order.campaign, one.id, order.shares);
    if (arm === 'holdout') {
      heldOut += 1;
      continue;
    }
    const offer = offerOf(one, order);
    if (offer.go === 'never') {
      add(counts.fell, offer.why);
      continue;
    }
    add(counts.ways, `${arm.arm} ${offer.channel}`);
    if (offer.go === 'later') add(counts.later, offer.why);
    const part = usualOf(one, order);
    if (part !== null) add(usual, part);
  }
  const listed = (of: Map<string, number>) => [...of].map(([why, count]) => ({ why, count }));
  const ways = [...counts.ways].map(([key, count]) => {
    const [arm = '', channel = ''] = key.split(' ');
    return { arm, channel, count };
  });
  return {
    ...{ looked, meant, heldOut, next },
    ways: ways as MeantCounts['ways'],
    later: listed(counts.later) as MeantCounts['later'],
    fell: listed(counts.fell) as MeantCounts['fell'],
    usual: [...usual].map(([part, count]) => ({ part, count })),
  };
}

const readOf = ({ ownHours }: MeantOrder) => ({ standing: true, kinds: ownHours ? (['h'] as const) : [] });

const offerOf = ({ standing }: Judged, { channels, now, open }: MeantOrder): Offer =>
  offerTo({ ...standingOf(standing), had: false, switchedOff: false }, channels, now, open);

const usualOf = ({ profile }: Judged, { ownHours, now }: MeantOrder): PartOfDay | null =>
  ownHours ? usualPart(profile, now) : null;

const standingOf = (body: string | null): Standing =>
  body === null ? unknownStanding : (JSON.parse(body) as Standing);
