/** WeChat's own bars in the person's language: the page's title and the tabs. */
import { language } from './preference.ts';
import { sayIn } from './words.ts';

/** Called by each page when it is shown, and when the language changes. */
export function titles(page: 'messages' | 'me' | 'privacy'): void {
  const say = sayIn(language());
  void wx.setNavigationBarTitle({ title: say(page) });
  if (page === 'privacy') return;
  void wx.setTabBarItem({ index: 0, text: say('messages') });
  void wx.setTabBarItem({ index: 1, text: say('me') });
}
