/** 隐私说明, with its version. */
import { language, textSize } from '../../preference.ts';
import { PRIVACY_VERSION, privacyNotice } from '../../privacy.ts';
import { titles } from '../../titles.ts';
import { sayIn } from '../../words.ts';

Page({
  data: {
    size: textSize(),
    sections: privacyNotice(language()),
    version: sayIn(language())('version', { version: PRIVACY_VERSION }),
  },
  onShow() {
    titles('privacy');
    this.setData({
      size: textSize(),
      sections: privacyNotice(language()),
      version: sayIn(language())('version', { version: PRIVACY_VERSION }),
    });
  },
});
