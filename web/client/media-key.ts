/** The key of the person's own files: a picture in a page carries no header, so it stands in the address (docs/media.md). */
let query = '';

/** What the sign-in told; the latest holds. */
export function keepMediaKey(key: string): void {
  query = `?key=${key}`;
}

/** The whole address of something of the gateway's at `base`: a file with the key, all else only completed. */
export function wholeAddress(base: string, url: string): string {
  return url.startsWith('/') ? base + url + (url.startsWith('/media/') ? query : '') : url;
}
