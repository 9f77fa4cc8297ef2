/** WeChat's own bars in the person's language: the page's title and the tabs. */
import { language } from './preference.ts';
import { sayIn } from './words.ts';

/** The pages. */
export type Title =
  | 'messages'
  | 'notices'
  | 'me'
  | 'privacy'
  | 'profile'
  | 'offers'
  | 'tickets'
  | 'ticket'
  | 'newTicket'
  | 'dataTake'
  | 'erase'
  | 'search'
  | 'codeTitle'
  | 'emailTitle';

/** Called by each page when it is shown, and when the language changes. */
export function titles(page: Title): void {
  const say = sayIn(language());
  void wx.setNavigationBarTitle({ title: say(page) });
  const tabs = ['messages', 'notices', 'me'] as const;
  if (!tabs.some((tab) => tab === page)) return;
  for (const [index, tab] of tabs.entries()) void wx.setTabBarItem({ index, text: say(tab) });
}
