/** Large photographs made smaller before they leave: a phone's picture is read on screens, not printed. */

/** Longer sides and larger files than these are worth the work. */
const LONGEST = 2560;
const WORTH_BYTES = 1536 * 1024;
const QUALITY = 0.86;

/** The size a picture is drawn in; null when it is small enough as it is. */
export function shrunkSize(width: number, height: number, bytes: number): { width: number; height: number } | null {
  const scale = Math.min(1, LONGEST / Math.max(width, height, 1));
  if (scale === 1 && bytes <= WORTH_BYTES) return null;
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The picture as it should leave; anything that isn't a photograph, can't be read or doesn't get smaller stays as it is. */
export async function shrunk(file: File): Promise<File> {
  // A drawing or a screenshot as PNG stays sharp unless it is huge.
  const worth = file.type === 'image/png' ? 3 * WORTH_BYTES : WORTH_BYTES / 3;
  if (!/^image\/(?:jpeg|webp|png)$/u.test(file.type) || file.size <= worth) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const size = shrunkSize(picture.width, picture.height, file.size);
    if (!size) return file;
    const canvas = Object.assign(document.createElement('canvas'), size);
    const paper = canvas.getContext('2d');
    if (!paper) return file;
    paper.fillStyle = '#fff';
    paper.fillRect(0, 0, size.width, size.height);
    paper.drawImage(picture, 0, 0, size.width, size.height);
    picture.close();
    const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
    if (!small || small.size >= file.size) return file;
    return new File([small], `${file.name.replace(/\.\w+$/u, '')}.jpg`, { type: 'image/jpeg' });
  } catch {
    return file;
  }
}
