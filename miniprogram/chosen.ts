/** What the person chooses to give, by WeChat's own windows, and pictures made fit for the way. */
import { MEDIA_ENDINGS } from '../shared/media-rules.ts';
import type { Gift } from './line/gift.ts';

/** One chosen file. */
export type Chosen = Pick<Gift, 'kind' | 'path' | 'name' | 'size' | 'seconds'>;

/** Where from; a photo comes from either. */
export type Source = 'album' | 'camera' | 'photo' | 'file';

const MOST = 9;
/** Larger pictures are made smaller first; and how good they stay, in per cent. */
const PLAIN_BYTES = 2 * 1024 * 1024;
const QUALITY = 70;

/** Asks for files; `denied` says why WeChat gave none, empty where the person only changed their mind. */
export async function choose(source: Source): Promise<{ files: Chosen[]; denied: string }> {
  try {
    return { files: source === 'file' ? await documents() : await shots(source), denied: '' };
  } catch (reason) {
    const { errMsg = '' } = reason as { errMsg?: string };
    return { files: [], denied: errMsg.includes('cancel') ? '' : errMsg };
  }
}

async function shots(source: 'album' | 'camera' | 'photo'): Promise<Chosen[]> {
  const { tempFiles } = await wx.chooseMedia({
    count: source === 'camera' ? 1 : MOST,
    mediaType: source === 'photo' ? ['image'] : ['image', 'video'],
    sourceType: source === 'photo' ? ['album', 'camera'] : [source],
    sizeType: ['original', 'compressed'],
    maxDuration: 60,
  });
  return tempFiles.map(({ tempFilePath, fileType, size, duration }) => {
    const kind = fileType === 'video' ? 'video' : 'image';
    return { kind, path: tempFilePath, name: '', size, seconds: kind === 'video' ? duration : 0 };
  });
}

async function documents(): Promise<Chosen[]> {
  const extension = MEDIA_ENDINGS.split(',').map((ending) => ending.slice(1));
  const { tempFiles } = await wx.chooseMessageFile({ count: MOST, type: 'all', extension });
  return tempFiles.map(({ path, name, size, type }) => {
    const kind = type === 'image' ? 'image' : type === 'video' ? 'video' : 'file';
    return { kind, path, name, size, seconds: 0 };
  });
}

/** A picture's measures; zero where they can't be read. */
export async function measured(path: string): Promise<{ width: number; height: number }> {
  try {
    const { width, height } = await wx.getImageInfo({ src: path });
    return { width, height };
  } catch {
    return { width: 0, height: 0 };
  }
}

/** A large picture made smaller; itself where it is small, moves, or can't be. */
export async function compressed({
  path,
  size,
}: {
  path: string;
  size: number;
}): Promise<{ path: string; size: number }> {
  if (size <= PLAIN_BYTES || /\.(?:gif|webp)$/iu.test(path)) return { path, size };
  try {
    const { tempFilePath } = await wx.compressImage({ src: path, quality: QUALITY });
    // How large it has become nobody tells; what is still too large the gateway refuses.
    return { path: tempFilePath, size: 0 };
  } catch {
    return { path, size };
  }
}
