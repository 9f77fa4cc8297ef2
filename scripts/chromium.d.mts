/** The browser's path, or null. */
export function findChromium(): string | null;
/** Makes sure the browser tests have a browser that can draw Chinese. */
export function ensureChromium(stop: (zh: string, en: string) => never): void;
