/** What a tap inside a message opens: a map, a picture, a film, a document, or the clipboard (a mini-program can't open foreign pages). */
import type { Language } from '../web/client/words.ts';
import type { Opened } from './components/said/index.ts';
import { sayIn } from './words.ts';

/** Opens it. */
export function open({ act, value, name, latitude, longitude }: Opened, language: Language): void {
  const say = sayIn(language);
  const told = (title: string) => {
    // WeChat tells of the clipboard by itself, in its own language; ours says what it is good for.
    const tell = (words: string) => void wx.showToast({ title: words, icon: 'none', duration: 2500 });
    wx.setClipboardData({ data: value }).then(
      () => tell(title),
      () => tell(say('privacyDenied')),
    );
  };
  switch (act) {
    case 'map':
      void wx.openLocation({ latitude, longitude, name: value });
      return;
    case 'picture':
      void wx.previewImage({ urls: [value] });
      return;
    case 'film':
      void wx.previewMedia({ sources: [{ url: value, type: 'video' }] });
      return;
    case 'file':
      void openFile(value, name, () => told(say('linkCopied')));
      return;
    case 'voice':
      // The page plays it: it also shows what is heard.
      return;
    case 'copy':
      return told(say('copied'));
    case 'link':
      return told(say('linkCopied'));
  }
}

/** What WeChat shows by itself. */
const SHOWN = ['doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'pdf'] as const;

/** Fetches a document and shows it; where WeChat can't, `otherwise` is done. */
async function openFile(url: string, name: string, otherwise: () => void): Promise<void> {
  const ending = name.split('.').pop()?.toLowerCase() ?? '';
  const fileType = SHOWN.find((one) => one === ending);
  if (!fileType) return otherwise();
  void wx.showLoading({ title: '' });
  wx.downloadFile({
    url,
    success: ({ statusCode, tempFilePath }) => {
      if (statusCode !== 200) return otherwise();
      wx.openDocument({ filePath: tempFilePath, fileType, showMenu: true, fail: otherwise });
    },
    fail: otherwise,
    complete: () => void wx.hideLoading(),
  });
}
