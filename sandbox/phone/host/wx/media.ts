import { asynchronous, number, Refusal, text, type Options, type Phone } from './api.ts';
import type { Consent } from './consent.ts';
import { addressOf, fileAt, keepFile } from './files.ts';

const MOST_MEDIA = 20;
const MOST_FILES = 100;
const CAMERA = ['拍摄', '从手机相册选择'];

/** Pictures, films and documents: chosen with the browser's own window, handed on by temporary paths. */
export function media(phone: Phone, consent: Consent): Record<string, unknown> {
  return {
    chooseMedia: asynchronous('chooseMedia', async (options) => {
      await consent.privacy('chooseMedia');
      const count = number(options['count'], 9);
      if (count < 1 || count > MOST_MEDIA) throw new Refusal(`parameter error: count should be 1 to ${MOST_MEDIA}`);
      const kinds = list(options['mediaType'], ['image', 'video']);
      const sources = list(options['sourceType'], ['album', 'camera']);
      if (sources.length === 2 && (await phone.layers.actions(CAMERA, '')) < 0) throw new Refusal('cancel');
      const accept = kinds.map((kind) => `${kind === 'mix' ? '*' : kind}/*`).join(',');
      const files = (await choose(accept, count)).slice(0, count);
      const tempFiles = await Promise.all(files.map(described));
      const types = new Set(tempFiles.map(({ fileType }) => fileType));
      return { tempFiles, type: types.size > 1 ? 'mix' : ([...types][0] ?? 'image') };
    }),
    chooseMessageFile: asynchronous('chooseMessageFile', async (options) => {
      await consent.privacy('chooseMessageFile');
      const count = options['count'];
      if (typeof count !== 'number' || count < 0 || count > MOST_FILES)
        throw new Refusal(`parameter error: count should be 0 to ${MOST_FILES}`);
      const endings = list(options['extension'], []);
      if (endings.some((one) => one === '')) throw new Refusal('parameter error: extension can not be empty');
      const files = await choose(endings.map((one) => `.${one.replace(/^\./u, '')}`).join(','), count);
      return {
        tempFiles: files.slice(0, count).map((file) => ({
          path: keepFile(file, file.name),
          size: file.size,
          name: file.name,
          type: file.type.startsWith('image/') ? 'image' : file.type.startsWith('video/') ? 'video' : 'file',
          time: Math.floor(file.lastModified / 1000),
        })),
      };
    }),
    getImageInfo: asynchronous('getImageInfo', async ({ src }) => {
      const path = text(src);
      const { naturalWidth: width, naturalHeight: height } = await picture(addressOf(path));
      return { width, height, path, orientation: 'up', type: fileType(path) };
    }),
    compressImage: asynchronous('compressImage', async ({ src, quality }) => {
      const from = fileAt(text(src));
      const drawn = await picture(addressOf(text(src)));
      const canvas = document.createElement('canvas');
      canvas.width = drawn.naturalWidth;
      canvas.height = drawn.naturalHeight;
      canvas.getContext('2d')?.drawImage(drawn, 0, 0);
      const share = number(quality, 80) / 100;
      const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', share));
      return { tempFilePath: keepFile(made ?? from, 'compressed.jpg') };
    }),
    previewImage: asynchronous('previewImage', ({ urls, current }) => {
      if (!Array.isArray(urls) || urls.length === 0) throw new Refusal('parameter error: urls should be an Array');
      phone.layers.preview('img', addressOf(text(current, String(urls[0]))));
    }),
    previewMedia: asynchronous('previewMedia', ({ sources, current }) => {
      const source = (Array.isArray(sources) ? sources : [])[number(current, 0)] as Options | undefined;
      if (source === undefined) throw new Refusal('parameter error: sources should be an Array');
      phone.layers.preview(source['type'] === 'video' ? 'video' : 'img', addressOf(text(source['url'])));
    }),
    openDocument: asynchronous('openDocument', ({ filePath, fileType: type }) => {
      const { size } = fileAt(text(filePath));
      void phone.layers.dialog({ title: text(type, 'document'), content: `${size} B`, showCancel: false });
    }),
  };
}

function list(given: unknown, fallback: string[]): string[] {
  return Array.isArray(given) ? given.map(String) : fallback;
}

/** The person chooses; nothing chosen is told as WeChat tells it. */
function choose(accept: string, count: number): Promise<File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  input.multiple = count !== 1;
  return new Promise((resolve, reject) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => reject(new Refusal('cancel')));
    input.click();
  });
}

async function described(file: File) {
  const film = file.type.startsWith('video/');
  const tempFilePath = keepFile(file, file.name);
  const measures = film ? { duration: 0, width: 0, height: 0, thumbTempFilePath: '' } : {};
  return { tempFilePath, size: file.size, fileType: film ? 'video' : 'image', ...measures };
}

async function picture(address: string): Promise<HTMLImageElement> {
  const drawn = new Image();
  drawn.src = address;
  await drawn.decode().catch(() => {
    throw new Refusal('image decode failed');
  });
  return drawn;
}

const fileType = (path: string) =>
  (/\.(?<ending>[a-z0-9]+)$/iu.exec(path)?.groups?.['ending'] ?? 'unknown').toLowerCase();
