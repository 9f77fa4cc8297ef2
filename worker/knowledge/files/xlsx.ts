/** XLSX: one sheet of texts and numbers. */
import { fileFaults } from '../../../shared/knowledge-api.ts';
import type { Entry } from '../../../shared/knowledge.ts';
import type { Category } from '../meta.ts';
import { cellsOf, columns, readTable } from './cells.ts';
import { ROW_LIMIT, type ReadFile } from './read-rows.ts';
import { rowsOf, sharedTexts, sheetOf } from './sheet.ts';
import { Archive, archiveOf, BadArchive } from './zip.ts';

/** Text that may come out of a file. */
const BUDGET = 48 * 1024 * 1024;
/** A cell takes 32,767 characters: a longer list goes on in a further column of the same name. */
const CELL = 32_000;

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const sheets = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** What every workbook of one sheet is made of beside the sheet. */
const frameOf = (name: string) => ({
  '[Content_Types].xml': `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheets}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheets}.worksheet+xml"/></Types>`,
  '_rels/.rels': `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${head}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
});

/** A workbook of one sheet; `name`: Latin letters. */
export const workbookOf = (name: string, rows: readonly (readonly (string | number)[])[]): Uint8Array =>
  archiveOf({ ...frameOf(name), 'xl/worksheets/sheet1.xml': sheetOf(rows) });

export function writeXlsx(entries: readonly Entry[]): Uint8Array {
  const rows = entries.map(cellsOf);
  const further = columns.flatMap((name, at) => {
    const cuts = rows.map((cells) => cut(cells[at] ?? ''));
    const more = Math.max(0, ...cuts.map((one) => one.length - 1));
    return Array.from({ length: more }, (_, part) => ({ name, cells: cuts.map((one) => one[part + 1] ?? '') }));
  });
  const table = [
    [...columns, ...further.map(({ name }) => name)],
    ...rows.map((cells, row) => [
      ...cells.map((cell) => cut(cell)[0] ?? ''),
      ...further.map(({ cells: parts }) => parts[row] ?? ''),
    ]),
  ];
  return workbookOf('knowledge', table);
}

/** Cuts a list between its items. */
function cut(cell: string): string[] {
  if (cell.length <= CELL) return [cell];
  const parts: string[] = [];
  for (const line of cell.split('\n')) {
    const last = parts[parts.length - 1];
    if (last !== undefined && last.length + 1 + line.length <= CELL) parts[parts.length - 1] = `${last}\n${line}`;
    else parts.push(line);
  }
  return parts;
}

export function readXlsx(bytes: Uint8Array, categories: readonly Category[]): ReadFile {
  try {
    const archive = new Archive(bytes, BUDGET);
    const sheet = archive.text(firstSheet(archive)) ?? archive.text('xl/worksheets/sheet1.xml');
    if (sheet === null) return { ok: false, code: 'bad_file', detail: `${fileFaults.sheet}.` };
    const shared = sharedTexts(archive.text('xl/sharedStrings.xml') ?? '');
    return readTable(rowsOf(sheet, shared, ROW_LIMIT + 1_000), categories);
  } catch (fault) {
    const why = fault instanceof BadArchive || fault instanceof Error ? fault.message : '';
    return { ok: false, code: 'bad_file', detail: `${fileFaults.archive}: ${why}.` };
  }
}

/** The file of the first sheet, by the workbook and its relations. */
function firstSheet(archive: Archive): string {
  const id = /<(?:\w+:)?sheet\s[^>]{0,500}?r:id="([^"]{1,50})"/u.exec(archive.text('xl/workbook.xml') ?? '')?.[1];
  const relations = (archive.text('xl/_rels/workbook.xml.rels') ?? '').slice(0, 100_000);
  const relation = relations.split('<').find((one) => id !== undefined && one.includes(`Id="${id}"`));
  const target = /Target="([^"]{1,200})"/u.exec(relation ?? '')?.[1] ?? 'worksheets/sheet1.xml';
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}
