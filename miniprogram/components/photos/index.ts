/** Photos that go with words: chosen, made smaller, given one by one; each tells how far it is and may be tried again or taken away. */
import type { MediaBody } from '../../../shared/media-rules.ts';
import { mediaIn } from '../../../shared/media-rules.ts';
import { chooseFiles } from '../../pages/home/give.ts';
import type { Gifts } from '../../gifts.ts';
import { talk } from '../../net.ts';
import { sayIn, wordsIn } from '../../words.ts';

/** One photo: on its way while `media` is empty and nothing failed. */
type Photo = { key: string; path: string; media: string; note: string; failed: boolean };

/** Raised as `change`: what has been given, and whether more is on its way. */
export type Given = { media: string[]; waiting: boolean };

const MOST = 9;
/** Not drawn, one a component. */
type Own = { gifts?: Gifts; done?: Photo[] };

Component({
  properties: {
    language: { type: String, value: 'zh' },
    /** Grows when the photos were sent: the list begins anew. */
    sent: { type: Number, value: 0 },
  },
  data: { words: wordsIn('zh'), photos: [] as Photo[], full: false },
  observers: {
    language(value: string) {
      this.setData({ words: wordsIn(value === 'en' ? 'en' : 'zh') });
    },
    sent() {
      // Whoever sent them knows: told here, the page would be drawn while it is being drawn.
      (this as Own).done = [];
      this.draw();
    },
  },
  lifetimes: {
    attached() {
      const own = this as Own;
      own.done = [];
      own.gifts = talk.gather(
        (body: MediaBody, { key, path }) => {
          const media = 'url' in body ? (mediaIn(body.url) ?? '') : '';
          own.done = [...(own.done ?? []), { key, path, media, note: '', failed: false }];
        },
        () => this.told(),
      );
    },
    detached() {
      const { gifts } = this as Own;
      for (const { key } of gifts?.list ?? []) gifts?.cancel(key);
    },
  },
  methods: {
    draw() {
      const { gifts, done = [] } = this as Own;
      const say = sayIn(this.data.language === 'en' ? 'en' : 'zh');
      const coming = (gifts?.list ?? []).map(({ key, path, share, code }): Photo => {
        const failed = code !== '';
        const note = failed ? say('photoFailed') : say('giving', { n: Math.floor(share * 100) });
        return { key, path, media: '', note, failed };
      });
      const photos = [...done, ...coming];
      this.setData({ photos, full: photos.length >= MOST });
    },
    told() {
      this.draw();
      const media = ((this as Own).done ?? []).map((one) => one.media);
      const waiting = ((this as Own).gifts?.list ?? []).some(({ code }) => code === '');
      this.triggerEvent('change', { media, waiting } satisfies Given);
    },
    async add() {
      const files = await chooseFiles('photo', this.data.language === 'en' ? 'en' : 'zh');
      (this as Own).gifts?.add(files.slice(0, MOST - this.data.photos.length), '');
    },
    retry(event: WechatMiniprogram.BaseEvent) {
      (this as Own).gifts?.retry(String(event.currentTarget.dataset['key']));
    },
    remove(event: WechatMiniprogram.BaseEvent) {
      const own = this as Own;
      const key = String(event.currentTarget.dataset['key']);
      own.done = (own.done ?? []).filter((one) => one.key !== key);
      own.gifts?.cancel(key);
      this.told();
    },
    look(event: WechatMiniprogram.BaseEvent) {
      void wx.previewImage({
        current: String(event.currentTarget.dataset['path']),
        urls: this.data.photos.map(({ path }) => path),
      });
    },
  },
});
