/** What a tap inside a message opens: a map, a picture, or the clipboard (a mini-program can't open foreign pages). */
import type { Language } from '../web/client/words.ts';
import type { Opened } from './components/said/index.ts';
import { sayIn } from './words.ts';

/** Opens it. */
export function open({ act, value, latitude, longitude }: Opened, language: Language): void {
  const say = sayIn(language);
  const told = (title: string) => {
    // WeChat tells of the clipboard by itself, in its own language; ours says what it is good for.
    void wx.setClipboardData({ data: value }).then(() => wx.showToast({ title, icon: 'none', duration: 2500 }));
  };
  switch (act) {
    case 'map':
      void wx.openLocation({ latitude, longitude, name: value });
      return;
    case 'picture':
      void wx.previewImage({ urls: [value] });
      return;
    case 'copy':
      return told(say('copied'));
    case 'link':
      return told(say('linkCopied'));
  }
}
