/** 客户公告 on the line: what goes on is said once in an encounter that has just begun. Runs inside one transaction. */
import type { Message } from '../../shared/message.ts';
import { noticesFor } from '../../shared/settings/notices.ts';
import { sendable } from './sendable.ts';
import type { Endpoint } from './store.ts';
import type { Turn } from './turn.ts';

/** Says each notice for this account, in the language of the conversation; where nothing may be sent, the line alone shows it. */
export function tellNotices(turn: Turn, endpoint: Endpoint): Message[] {
  const session = turn.sessions.open();
  // Whoever is held off is told one sentence and no more.
  if (!session || session.service.heldOff) return [];
  const { language } = session.mind;
  return noticesFor(turn.around.settings.notices, endpoint.account, turn.now).flatMap((one) => {
    if (sendable(endpoint, turn.now) === null)
      return [turn.say(endpoint, session, { kind: 'system' }, { kind: 'text', text: one[language] })];
    turn.system(session, one[language]);
    return [];
  });
}
