import { computed } from 'vue';
import type { TicketKind } from '../../../../shared/settings/tickets.ts';
import { shelf } from './ask.ts';
import { serves } from '../staff/net.ts';
import { ticketNet } from './net.ts';

/** The templates, the colleagues and the groups, as every ticket screen needs them. */
export const templates = shelf(() => ticketNet.settings());
const people = shelf(() => ticketNet.members());
const desk = shelf(() => ticketNet.desk());

export const kinds = computed<TicketKind[]>(() => templates.value.value?.value.kinds ?? []);
/** Who can be given a ticket. */
export const colleagues = computed(() =>
  (people.value.value?.members ?? []).filter(serves).map(({ id, name, login }) => ({ id, name, login })),
);
export const skills = computed(() => (desk.value.value?.value.skills ?? []).map(({ id, zh, en }) => ({ id, zh, en })));
export const groups = computed(() => (desk.value.value?.value.groups ?? []).map(({ id, zh, en }) => ({ id, zh, en })));

export async function ensureFacts(): Promise<void> {
  await Promise.all([templates.ensure(), people.ensure(), desk.ensure()]);
}
