/** An act that was refused (转人工, 催单, a switch …) is told in words on whichever page is in sight. */
import { refusalWord } from './line/rows.ts';
import { leftInstead } from './pages/home/leave.ts';
import { language } from './preference.ts';

/** Says why; a message that couldn't become a ticket goes into the line instead, and nothing is to be said. */
export function tellRefused(act: string, code: string, detail: string): void {
  if (act === 'open-ticket' && leftInstead()) return;
  void wx.showToast({ title: refusalWord(code, detail, language()), icon: 'none', duration: 2500 });
}
