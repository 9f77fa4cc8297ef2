/** The company's push service behind the hook: it learns that there is news, of a conversation it knows by a name of ours alone. */
import type { Call } from '../../channels/channel.ts';
import { conversationName } from '../../channels/conversation.ts';
import type { Config } from '../../config.ts';
import { companyHook, WAKING } from '../company-hook.ts';
import type { Wake } from './wake.ts';

/** Asks the hook to wake an APP. Nobody's id and, unless the company wants them, no words leave. */
export function waker({ companyHook: hook, secret, wakes }: Config, call: Call): Wake {
  const ask = companyHook(hook, call, Date.now, WAKING);
  return async ({ address, revision, unread, text, language, tries }) => {
    const conversation = await conversationName(secret, address);
    const slots = { conversation, unread: String(unread), ...(wakes === 'words' ? { text } : {}) };
    const request = `${conversation}-${revision}-${unread}`;
    return ask({ request, flow: 'app', action: 'push', slots, user: null, language, tries });
  };
}
