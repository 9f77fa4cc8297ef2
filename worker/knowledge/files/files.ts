/** Files of entries in four formats: written, and read with everything that is wrong with them. */
import type { Entry } from '../../../shared/knowledge.ts';
import { fileFaults, type FileFormat } from '../../../shared/knowledge-api.ts';
import type { Category } from '../meta.ts';
import { readCsv, writeCsv } from './csv.ts';
import { readJson, writeJson } from './json.ts';
import { readMarkdown, writeMarkdown } from './markdown.ts';
import type { ReadFile } from './read-rows.ts';
import { readXlsx, writeXlsx } from './xlsx.ts';

export const FILE_LIMIT = 8 * 1024 * 1024;

/** How each format is called by its file and its kind. */
export const formats: Record<FileFormat, { ending: string; type: string }> = {
  csv: { ending: 'csv', type: 'text/csv; charset=utf-8' },
  xlsx: { ending: 'xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  json: { ending: 'json', type: 'application/json; charset=utf-8' },
  markdown: { ending: 'md', type: 'text/markdown; charset=utf-8' },
};

export function writeFile(format: FileFormat, entries: readonly Entry[]): string | Uint8Array {
  switch (format) {
    case 'csv':
      return writeCsv(entries);
    case 'xlsx':
      return writeXlsx(entries);
    case 'json':
      return writeJson(entries);
    case 'markdown':
      return writeMarkdown(entries);
  }
}

/** Reads a file whole. */
export function readFile(format: FileFormat, bytes: Uint8Array, categories: readonly Category[]): ReadFile {
  return format === 'xlsx' ? readXlsx(bytes, categories) : readText(format, bytes, categories);
}

function readText(format: Exclude<FileFormat, 'xlsx'>, bytes: Uint8Array, categories: readonly Category[]): ReadFile {
  const text = decoded(bytes);
  if (text === null) return { ok: false, code: 'bad_file', detail: `${fileFaults.encoding}.` };
  switch (format) {
    case 'csv':
      return readCsv(text, categories);
    case 'json':
      return readJson(text);
    case 'markdown':
      return readMarkdown(text);
  }
}

/** Spreadsheets on Chinese machines save text tables as GB 18030. */
function decoded(bytes: Uint8Array): string | null {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true, ignoreBOM: false }).decode(bytes);
    } catch {
      // Not in this encoding: the next one.
    }
  }
  return null;
}
