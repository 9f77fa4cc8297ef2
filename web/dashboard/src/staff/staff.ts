import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { Refusal, Result } from '../../../../shared/refusal.ts';
import { dropSearches } from '../command/recent.ts';
import { dropDrafts } from '../composer/drafts.ts';
import { serves as servesAs, staffNet, type Member } from './net.ts';

/** Who is signed in at this screen. */
export const useStaff = defineStore('staff', () => {
  const member = ref<Member | null>(null);
  const asked = ref(false);
  /** Why the sign-in page is shown: the sign-in ended, the agent left, or the link was no longer good. */
  const ended = ref<'expired' | 'left' | 'link' | null>(null);

  async function load(): Promise<boolean> {
    if (asked.value) return member.value !== null;
    const answer = await staffNet.me();
    asked.value = true;
    member.value = answer.ok ? answer.member : null;
    return answer.ok;
  }

  const signIn = async (login: string, password: string) => welcome(await staffNet.signIn(login, password));

  /** Signs in by the operator's link; when that is used up, whoever was signed in stays. */
  async function enter(code: string): Promise<void> {
    const refused = welcome(await staffNet.enter(code));
    if (refused && !(await load())) ended.value = 'link';
  }

  function welcome(answer: Result<{ member: Member }>): Refusal | null {
    if (!answer.ok) return answer;
    member.value = answer.member;
    asked.value = true;
    ended.value = null;
    return null;
  }

  async function signOut(): Promise<void> {
    await staffNet.signOut();
    dropDrafts(localStorage);
    dropSearches(localStorage);
    member.value = null;
    ended.value = 'left';
  }

  /** The server no longer knows this sign-in. */
  function expire(): void {
    if (member.value) ended.value = 'expired';
    member.value = null;
  }

  const leads = computed(() => member.value?.role === 'owner' || member.value?.role === 'lead');
  const serves = computed(() => member.value !== null && servesAs(member.value));
  /** Writes campaigns, or lets them go. */
  const markets = computed(() => leads.value || member.value?.role === 'marketer');
  /** Writes the answers, and reads what customers ask. */
  const writes = computed(() => leads.value || member.value?.role === 'editor');
  const home = computed(() => (serves.value ? 'talks' : markets.value ? 'campaigns' : 'knowledge'));
  return { member, asked, ended, leads, serves, markets, writes, home, load, signIn, enter, signOut, expire };
});
