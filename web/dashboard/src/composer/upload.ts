/** The agent's files of each conversation, wherever they look meanwhile. */
import { shallowReactive } from 'vue';
import { giveFile } from '../../../client/give.ts';
import { shrunk } from '../../../client/shrink.ts';
import { Uploads, type Upload } from '../../../client/uploads.ts';

export { Uploads, type Upload } from '../../../client/uploads.ts';

const held = new Map<string, Uploads>();

/** The files of a conversation. */
export function uploadsOf(customer: string): Uploads {
  const known = held.get(customer);
  if (known) return known;
  const uploads = new Uploads({
    observed: (value) => shallowReactive(value),
    prepare: shrunk,
    changed: (one) => (one === null ? letGo() : undefined),
    give(file, progress) {
      const query = new URLSearchParams({ customer, name: file.name });
      return giveFile(`/staff/v1/media?${query}`, file, null, progress);
    },
  });
  held.set(customer, uploads);
  return uploads;
}

/** The files in what was pasted or dropped. */
export function filesIn(data: DataTransfer | null): File[] {
  return data ? [...data.files] : [];
}

const pictures = new Map<string, string>();

/** A picture to show until it is up; null for what is none. */
export function previewOf({ key, file }: Upload): string | null {
  if (!file.type.startsWith('image/')) return null;
  const known = pictures.get(key) ?? URL.createObjectURL(file);
  pictures.set(key, known);
  return known;
}

/** Pictures of files that are gone are let go. */
function letGo(): void {
  const keys = new Set([...held.values()].flatMap(({ list }) => list.map(({ key }) => key)));
  for (const [key, url] of pictures) {
    if (keys.has(key)) continue;
    URL.revokeObjectURL(url);
    pictures.delete(key);
  }
}
