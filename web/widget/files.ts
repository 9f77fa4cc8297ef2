/** The files above the field: previews, progress, and what became of each. Fetched with the first file. */
import { mediaBody, sizeWords } from '../../shared/media-rules.ts';
import type { MediaView } from '../../shared/media.ts';
import { FileKeep } from '../client/file-keep.ts';
import { giveFile } from '../client/give.ts';
import { shrunk } from '../client/shrink.ts';
import { Uploads, type Upload, type UploadGiving } from '../client/uploads.ts';
import { clockTime } from '../client/time.ts';
import { speaker } from '../client/words.ts';
import { closeIcon, fileIcon, refreshIcon } from '../tokens/icons.ts';
import { arrange, icon, make, set, wear } from './dom.ts';
import { fileWords, type FileWord } from './file-words.ts';
import css from './files.css';
import type { AttachTools } from './attach.ts';
import type { Talk } from './talk.ts';

/** So many may wait at once. */
const MOST = 9;
const THUMB = 44;
const SAID = new Set<string>(['too_large', 'bad_media', 'unavailable', 'rate_limited']);

/** The tray as its panel uses it. */
export type Files = Pick<Tray, 'add' | 'send' | 'resume' | 'some' | 'empty'>;

/** A tray that doesn't say its files on the line: who has them instead, and under which name they are kept. */
export type Own = { name: string; deliver(media: MediaView): boolean };

/** Opens the tray in its place, with what a reload left. */
export async function openFiles(
  place: HTMLElement,
  tools: AttachTools,
  changed: () => void,
  own?: Own,
): Promise<Files> {
  const tray = new Tray(place, tools, changed, await tools.talking(), own);
  wear(place, css);
  await tray.restore();
  return tray;
}

class Tray {
  readonly #tools: AttachTools;
  readonly #changed: () => void;
  readonly #talk: Talk;
  readonly #own: Own | null;
  readonly #keep: FileKeep;
  readonly #uploads: Uploads;
  readonly #list = make('ul', { class: 'tray' });
  readonly #told = make('p', { class: 'hidden', role: 'status' });
  readonly #rows = new Map<string, HTMLElement>();
  readonly #pictures = new Map<string, HTMLElement>();
  #spare = 0;

  constructor(place: HTMLElement, tools: AttachTools, changed: () => void, talk: Talk, own?: Own) {
    this.#tools = tools;
    this.#changed = changed;
    this.#talk = talk;
    this.#own = own ?? null;
    this.#keep = new FileKeep(`${talk.files.scope}${own?.name ?? ''}`);
    this.#uploads = new Uploads({
      most: MOST,
      prepare: shrunk,
      give: (file, progress) => this.#give(file, progress),
      changed: (one) => this.#draw(one),
    });
    place.replaceChildren(this.#list, this.#told);
    addEventListener('online', () => this.resume());
  }

  get empty(): boolean {
    return this.#uploads.list.length === 0;
  }

  get some(): boolean {
    return this.#uploads.some;
  }

  /** What was chosen before the page was loaded anew. */
  async restore(): Promise<void> {
    for (const one of await this.#keep.all()) this.#uploads.restore(one);
    this.#uploads.deliverBy((media) => {
      if (this.#own) return this.#own.deliver(media);
      this.#talk.follower.send({ type: 'send', body: mediaBody(media) });
      return true;
    });
  }

  add(files: readonly File[]): void {
    this.#spare = this.#uploads.add(files.map((file) => this.#named(file)));
    const { say } = this;
    this.#told.textContent =
      this.#spare > 0 ? say('most', { n: MOST, more: this.#spare }) : say('added', { n: files.length });
    this.#draw(null);
    this.#list.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }

  send(): void {
    this.#uploads.send();
  }

  resume(): void {
    this.#uploads.resume();
  }

  get say() {
    return speaker(fileWords, this.#tools.language);
  }

  /** What is pasted has no name of its own. */
  #named(file: File): File {
    if (!/^image\.\w+$/u.test(file.name)) return file;
    const name = `${this.say('pasted', { time: clockTime(Date.now()).replace(':', '') })}${file.name.slice(5)}`;
    return new File([file], name, { type: file.type });
  }

  #give(file: File, progress: (share: number) => void): UploadGiving {
    let stop: () => void = () => undefined;
    const path = `${this.#tools.base}/v1/media?${new URLSearchParams({ name: file.name })}`;
    const done = this.#talk.door.withSession((bearer) => {
      const giving = giveFile(path, file, bearer, progress);
      stop = giving.stop;
      return giving.done;
    });
    return { done, stop: () => stop() };
  }

  /** One changed alone: its words and its bar; else the list, and what is kept. */
  #draw(one: Upload | null): void {
    const { list } = this.#uploads;
    for (const upload of one ? [one] : list) {
      const row = this.#rows.get(upload.key) ?? this.#row(upload);
      this.#rows.set(upload.key, row);
      this.#fill(row, upload);
      if (one === null || upload.state !== 'going' || upload.share === 0) void this.#keep.put(upload);
    }
    const gone = [...this.#rows.keys()].filter((key) => !list.some((upload) => upload.key === key));
    for (const key of gone) {
      this.#rows.delete(key);
      this.#pictures.delete(key);
      void this.#keep.drop(key);
    }
    const rows = list.flatMap((upload) => this.#rows.get(upload.key) ?? []);
    const full = make('li', { class: 'upload failed' }, this.say('most', { n: MOST, more: this.#spare }));
    arrange(this.#list, this.#spare > 0 && list.length >= MOST ? [...rows, full] : rows);
    this.#list.hidden = list.length === 0;
    this.#list.setAttribute('aria-label', this.say('tray'));
    if (!this.#own) this.#talk.files.mark(list.length > 0);
    this.#changed();
  }

  #row(one: Upload): HTMLElement {
    return make(
      'li',
      {},
      this.#thumb(one),
      make('span', { class: 'about' }, make('b', { title: one.file.name }, one.file.name), make('small')),
      make('span', { class: 'does' }),
    );
  }

  #fill(row: HTMLElement, one: Upload): void {
    const mark = `${one.state}${one.why}${one.sent}`;
    const small = row.querySelector('small');
    if (small && one.state === 'going') small.textContent = this.#words(one);
    row.style.setProperty('--share', String(one.state === 'ready' ? 1 : one.share));
    if (row.dataset['mark'] === mark) return;
    row.dataset['mark'] = mark;
    row.className = `upload ${one.state}`;
    if (small) {
      small.textContent = this.#words(one);
      set(small, 'role', one.state === 'failed' ? 'alert' : false);
    }
    const { name } = one.file;
    const act = (word: FileWord, drawn: typeof closeIcon, onclick: () => void) => {
      const label = this.say(word, { name });
      return make(
        'button',
        { type: 'button', class: 'bare', 'aria-label': label, title: label, onclick },
        icon(drawn, 16),
      );
    };
    row.querySelector('.does')?.replaceChildren(
      ...(Uploads.again(one) ? [act('again', refreshIcon, () => this.#uploads.retry(one))] : []),
      act(one.state === 'going' ? 'cancel' : 'remove', closeIcon, () => {
        this.#uploads.remove(one);
        this.#tools.back();
      }),
    );
  }

  #words(one: Upload): string {
    const { say } = this;
    const size = sizeWords(one.file.size);
    switch (one.state) {
      case 'waiting':
        return `${size} · ${say('waiting')}`;
      case 'going':
        return `${size} · ${say('going', { percent: Math.round(one.share * 100) })}`;
      case 'ready':
        return `${size} · ${say(one.sent ? 'sent' : 'ready')}`;
      case 'failed':
        return say(SAID.has(one.why) ? (one.why as FileWord) : 'failed');
    }
  }

  /** Drawn, not linked: a page's policy may forbid addresses that name a file on this machine. */
  #thumb({ key, file, why }: Upload): HTMLElement {
    const place = make('i', { class: 'thumb' }, icon(fileIcon, 20));
    this.#pictures.set(key, place);
    if (why === 'bad_media' || !file.type.startsWith('image/')) return place;
    createImageBitmap(file, { resizeHeight: THUMB * 2, resizeQuality: 'medium' }).then(
      (picture) => {
        const canvas = make('canvas', { width: picture.width, height: picture.height });
        canvas.getContext('2d')?.drawImage(picture, 0, 0);
        picture.close();
        place.replaceChildren(canvas);
      },
      () => undefined,
    );
    return place;
  }
}
