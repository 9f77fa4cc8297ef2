/** What customers tell a directory, made up for its tests; each test has a directory of its own. */
import { env } from 'cloudflare:workers';
import type { DirectoryNews, MessageRow, SessionRow } from '../../shared/directory.ts';

let actors = 0;
export const fresh = () => env.DIRECTORY.getByName(`d-${(actors += 1)}`);

export const message = (id: string, text: string, more: Partial<MessageRow> = {}): MessageRow => ({
  ...{ message: id, revision: 1, customer: 'c_1', name: '林小满', session: 's_1', channel: 'web', speaker: 'customer' },
  ...{ note: false, at: 1_790_000_000_000, text },
  ...more,
});
export const session = (id: string, more: Partial<SessionRow> = {}): SessionRow => ({
  ...{
    session: id,
    number: `1126-${id}`,
    customer: 'c_1',
    name: '林小满',
    state: 'closed',
    agent: { id: 'a_1', name: '林小夏' },
  },
  ...{
    skill: 'general',
    channels: ['web'],
    openedAt: 1_790_000_000_000,
    closedAt: null,
    firstAnswerMs: 9_000,
    rating: 5,
  },
  ...{ solved: true, category: null, reason: '', question: '退款什么时候到账', summary: '', last: '好的', tags: [] },
  ...more,
});
export const news = (more: Partial<DirectoryNews> = {}): DirectoryNews => ({
  revision: 1,
  customer: {
    ...{ customer: 'c_1', name: '林小满', userId: 'u-88', level: 'gold', care: null, seenAt: 1 },
    addresses: [{ channel: 'sms', label: '138****5678' }],
  },
  ...{ sessions: [], messages: [], gone: [] },
  ...more,
});
