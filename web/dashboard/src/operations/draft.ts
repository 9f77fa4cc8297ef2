/** 复盘 as a draft: what the timeline already says, in the words of the screen. */
import type { Operations } from '../../../../shared/operations/api.ts';
import type { EntryKind } from '../../../../shared/operations/incident.ts';
import type { IncidentView } from './net.ts';
import type { useOperationsWords } from './words.ts';

type Words = Pick<ReturnType<typeof useOperationsWords>, 'o' | 'told'>;

/** Day and time in the zone of the screen, said one way: what is kept is read much later. */
function moment(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16).replace('T', ' ');
}

export function draftOf(incident: IncidentView, accounts: Operations['accounts'], words: Words): string {
  const { timeline, id, openedAt } = incident;
  const first = (kind: EntryKind) => {
    const found = timeline.find((one) => one.kind === kind);
    return found ? moment(found.at) : words.o('draftNot');
  };
  const last = timeline.findLast((one) => one.kind === 'resolved');
  const times = {
    ...{ opened: moment(openedAt), acknowledged: first('acknowledged'), mitigated: first('mitigated') },
    resolved: last ? moment(last.at) : words.o('draftNot'),
  };
  const lines = timeline
    .filter(({ kind }) => kind !== 'review')
    .map((one) => {
      const { what, said } = words.told(accounts, one);
      const who = one.by ? ` ${one.by.name}` : '';
      return `- ${moment(one.at)}${who} ${what}${said === '' ? '' : ` — ${said.replaceAll('\n', ' / ')}`}`;
    });
  return [
    ...[words.o('draftHead', { id }), ''],
    ...[words.o('draftTimes', times), words.o('draftRest'), ''],
    ...[words.o('draftTimeline'), '', ...lines, ''],
  ].join('\n');
}
