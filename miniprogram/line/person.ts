/** Who the person is to the company: a name or a guest, and the addresses that are known to be theirs. */
import type { Line } from '../../shared/line.ts';
import type { ChannelName } from '../../shared/message.ts';
import { channelLetters, channelWords } from '../../web/client/trade-words.ts';
import type { Language } from '../../web/client/words.ts';
import { sayIn } from '../words.ts';

/** One linked address; `label` comes masked from the gateway. */
export type AddressView = {
  key: string;
  channel: ChannelName;
  letter: string;
  title: string;
  label: string;
  here: boolean;
};
export type PersonView = { name: string; face: string; note: string; addresses: AddressView[] };

/** Addresses that are still theirs: a number that was given back is not. */
export function addressesOf(line: Line | null): Line['endpoints'] {
  return (line?.endpoints ?? []).filter(({ blocked }) => blocked?.code !== 'unlinked');
}

/** The person as the page 我的 shows them; `endpoint` is this phone's own. */
export function personView(line: Line | null, endpoint: string, language: Language): PersonView {
  const say = sayIn(language);
  const name = line?.person.name ?? '';
  const addresses = addressesOf(line)
    .sort((left, right) => Number(right.id === endpoint) - Number(left.id === endpoint))
    .map(({ id, channel, accountName, label }) => ({
      key: id,
      channel,
      letter: channelLetters[language][channel],
      title: channelWords[language][channel],
      label: [accountName, label].filter((part) => part !== '').join(' · '),
      here: id === endpoint,
    }));
  return {
    name: name || say('guest'),
    face: name.slice(0, 1),
    note: say(addresses.length > 1 ? 'knownNote' : 'guestNote'),
    addresses,
  };
}
