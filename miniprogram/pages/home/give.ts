/** Choosing files and allowing the microphone: what WeChat refuses is said in words, with the way on where there is one. */
import type { Language } from '../../../web/client/words.ts';
import { choose, type Chosen, type Source } from '../../chosen.ts';
import { sayIn } from '../../words.ts';

/** Files the person chose; none when they changed their mind or WeChat refused. */
export async function chooseFiles(source: Source, language: Language): Promise<Chosen[]> {
  const { files, denied } = await choose(source);
  if (denied !== '') {
    const say = sayIn(language);
    const word = /declared/u.test(denied)
      ? 'notDeclared'
      : /privacy|auth/u.test(denied)
        ? 'privacyDenied'
        : 'chooseFailed';
    void wx.showToast({ title: say(word), icon: 'none', duration: 2500 });
  }
  return files;
}

/** The microphone was refused: only WeChat's settings give it; WeChat's privacy guide is asked about anew at the next try. */
export async function askMicrophone(language: Language, guide: boolean): Promise<void> {
  const say = sayIn(language);
  if (guide) return void wx.showToast({ title: say('privacyDenied'), icon: 'none', duration: 2500 });
  const { confirm } = await wx.showModal({ content: say('microphone'), confirmText: say('settings') });
  if (confirm) await wx.openSetting();
}
