import { speaker } from '../../../client/words.ts';
import type { ChannelName } from '../../../../shared/message.ts';
import { useHouse } from '../desk/house.ts';
import { useReportWords } from '../reports/words.ts';
import { topicWords } from './locale/words.ts';
import type { PartKind } from './net.ts';
import { costOf, NONE } from './sums.ts';

const shared = useReportWords();
const o = speaker(topicWords, () => shared.language.value);
const isChannel = (id: string): id is ChannelName =>
  ['web', 'app', 'miniprogram', 'wechat', 'sms', 'phone'].includes(id);

/** A channel, group, product or membership as people call it. */
function part(kind: PartKind, id: string): string {
  if (id === NONE || id === '') return o(`none.${kind}`);
  if (kind === 'channel' && isChannel(id)) return shared.channel(id);
  return kind === 'group' ? useHouse().group(id) : id;
}

/** Agents' time, and what it cost where somebody said what a minute costs. */
function effort(agentMs: number, minuteCost: number): string {
  const cost = costOf(agentMs, minuteCost);
  const time = agentMs === 0 ? o('noTime') : shared.length(agentMs);
  return cost === null || agentMs === 0 ? time : o('timeCost', { time, cost });
}

const words = { ...shared, ...{ o, part, effort } };

/** The dashboard's words, by `o` those of the topics. */
export function useTopicWords(): typeof words {
  return words;
}
