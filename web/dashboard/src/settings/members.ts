import { onMounted, shallowRef } from 'vue';
import { serves, type Member } from '../staff/net.ts';
import { send } from './ask.ts';
import { settingsNet } from './net.ts';

/** Everybody who serves customers, to be chosen from; also those only a document still names. */
export function useMembers() {
  const members = shallowRef<readonly Member[]>([]);
  onMounted(async () => {
    const answer = await send(settingsNet.members());
    if (answer.ok) members.value = answer.value.members.filter(serves);
  });
  /** Options of a choice: by login, so that who has left is still seen. */
  function optionsWith(logins: readonly string[]): { value: string; label: string }[] {
    const known = new Map(members.value.map((one) => [one.login, one.name]));
    const all = new Set([...known.keys(), ...logins]);
    return [...all].map((login) => ({ value: login, label: known.get(login) ?? login }));
  }
  return { members, optionsWith };
}
