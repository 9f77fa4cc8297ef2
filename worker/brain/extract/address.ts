/** Postal addresses, Chinese and English: from the region or road down to the door. */
import { FACILITIES, REGIONS } from './places.ts';
import type { Finder, Reading } from './reading.ts';

/** Characters of a name; words that people say around addresses end it. */
const NAME =
  '(?:(?![的了吗呢吧啊我你他她们请帮把让说是这那您在址到寄送往改转有离距很也还给])[\\p{Script=Han}A-Za-z0-9·])';
const NUMBER = '(?:\\d{1,5}|[一二三四五六七八九十百零]{1,5}|[A-Za-z]\\d{0,3})';

/** One step down the address each: a region, a road, a house, a room, a building, where beside it. */
const parts: readonly { kind: 'region' | 'road' | 'house' | 'building' | 'beside'; shape: RegExp }[] = [
  { kind: 'region', shape: new RegExp(`(?:${REGIONS})(?:特别行政区|自治区|自治州|省|市)?(?![路街巷道])`, 'uy') },
  {
    kind: 'region',
    shape: new RegExp(
      `${NAME}{1,7}?(?:自治州|自治县|自治旗|地区|街道|[市区县旗镇乡]|新区|开发区)(?![场长路街巷道])`,
      'uy',
    ),
  },
  {
    kind: 'road',
    shape: new RegExp(
      `${NAME}{1,9}?(?:大街|大道|胡同|环路|[路街巷弄道]|[头二三四五六七八九十]条|里(?=\\d))(?![边面口灯过])(?:[东西南北中内外]?[段路街](?![口边]))?`,
      'uy',
    ),
  },
  {
    kind: 'house',
    shape: new RegExp(
      `(?:附|甲|乙|第|负|地下|[BF](?=\\d))?${NUMBER}(?:-${NUMBER})* ?(?:号院|号楼|号线|号门|号(?![路街])|弄|栋|幢|座|单元|层|楼|室|排|组|队|铺|房|门|期)(?:之${NUMBER})?(?:[和、及-]${NUMBER}(?:号楼|号|座|栋|室|层|楼))?`,
      'uy',
    ),
  },
  {
    kind: 'house',
    shape:
      /(?:#|-)?\d{1,2}-\d{1,4}(?:-\d{1,4})?(?! ?[\d号弄栋幢座层楼单-])|\d{3,4}室?(?! ?[\d元块年月天个号弄栋幢座层楼单-])/uy,
  },
  { kind: 'building', shape: new RegExp(`${NAME}{0,11}?(?:${FACILITIES})(?!胡同|大街|[路街巷])`, 'uy') },
  { kind: 'building', shape: new RegExp(`${NAME}{1,6}?[村屯寨庄](?!胡同|大街|[路街巷镇乡])`, 'uy') },
  {
    kind: 'beside',
    shape: new RegExp(
      `${NAME}{0,8}?(?:交叉口|交汇处|交界处|路口|[东西南北]{1,2}[角侧门口]|[东西南北正前后大侧][门侧面边口])(?:对面|旁边?|附近|口|外|内)?`,
      'uy',
    ),
  },
  { kind: 'beside', shape: /(?:(?:路|街)?口|内|下|旁边?|对面|附近|[东西南北]侧|[东西南北])(?=$|[^\p{Script=Han}])/uy },
  { kind: 'beside', shape: /\s?\([^()\n]{1,30}\)/uy },
];

const CALLED =
  /(?:地址|住址|位置|寄到|寄往|寄给|送到|送往|发到|发往|位于|坐落[在于]|收货地|改到|改成|改为|换成|换到|住在|家在|人在|公司在)[^\p{L}\d\n]{0,2}(?:(?:也|就)?(?:是|为|在|改到|改成|改为|换成|换到|写|填|到){1,3})?\s{0,3}:?\s{0,3}/gu;
/** Where an address may begin: behind a mark or a word of direction. */
const BEFORE = /(?<=^|[\s,.;:!?。、;"'“”()]|[在到往是为去从寄送发于住给])(?=[\p{Script=Han}A-Za-z0-9])/gu;
/** Words of direction are not part of it; 从化 is a place. */
const LEADING = /^(?:从(?!化)|[在到往去给寄送住是]|位于|坐落|改[成为]|换成)/u;
const SCAN_LIMIT = 150;

type Walk = { end: number; regions: number; roads: number; houses: number; buildings: number };

/** The longest way down from here. */
function walk(text: string, start: number): Walk {
  const seen: Walk = { end: start, regions: 0, roads: 0, houses: 0, buildings: 0 };
  for (let steps = 0; steps < 14; steps += 1) {
    let best: { end: number; kind: (typeof parts)[number]['kind'] } | null = null;
    for (const { kind, shape } of parts) {
      // Beside something and in a building only once something is named.
      if (kind === 'beside' && seen.end === start) continue;
      if (kind === 'building' && seen.regions + seen.roads + seen.houses === 0) continue;
      if (kind === 'region' && seen.houses > 0) continue;
      // A space may stand between the steps; behind a house number only another number goes on.
      const gap = seen.end > start && text[seen.end] === ' ' && (kind === 'house' || seen.houses === 0) ? 1 : 0;
      shape.lastIndex = seen.end + gap;
      const match = shape.exec(text);
      if (match === null) continue;
      const end = shape.lastIndex;
      // The nearest end: a name runs up to the first word that closes it.
      if (best === null || end < best.end || (end === best.end && kind === 'road')) best = { end, kind };
    }
    if (best === null) break;
    seen.end = best.end;
    if (best.kind === 'region') seen.regions += 1;
    if (best.kind === 'road') seen.roads += 1;
    if (best.kind === 'house') seen.houses += 1;
    if (best.kind === 'building') seen.buildings += 1;
  }
  return seen;
}

/** Enough for somebody to find: a road with a house or a region, a building in a place, three regions deep; less where it is called an address. */
function findable({ regions, roads, houses, buildings }: Walk, called: boolean): boolean {
  if (roads > 0 && (houses > 0 || regions > 0 || buildings > 0)) return true;
  if (regions > 0 && (buildings > 0 || houses > 0)) return true;
  return regions > 2 || (called && (roads > 0 || regions > 0));
}

const WORD = "[A-Z][\\w'.]{1,18}";
const STREET = `(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Ct|Square|Sq|Place|Pl|Terrace)`;
const ENGLISH = new RegExp(
  `(?<![\\w.])\\d{1,5}[A-Za-z]? (?:${WORD} ){0,3}${WORD} ${STREET}\\b\\.?(?:,? (?:Apt|Apartment|Unit|Room|Flat|Suite|Floor|#)\\.? ?\\w{1,6})?(?:, ?${WORD}(?: ${WORD})?){0,3}(?:,? [A-Z]{2})?(?:,? \\d{5,6}(?!\\d))?`,
  'gu',
);

/** The address as said. */
export const addresses: Finder = ({ text }) => {
  const starts = new Map<number, boolean>();
  for (const match of text.matchAll(BEFORE)) starts.set(match.index, false);
  for (const match of text.matchAll(new RegExp(REGIONS, 'gu')))
    if (!starts.has(match.index)) starts.set(match.index, false);
  for (const match of text.matchAll(CALLED)) starts.set(match.index + match[0].length, true);
  const found: Reading[] = [];
  for (const [start, called] of [...starts].slice(0, SCAN_LIMIT)) {
    if (LEADING.test(text.slice(start, start + 3))) continue;
    const seen = walk(text, start);
    if (!findable(seen, called)) continue;
    const value = text.slice(start, seen.end).trimEnd();
    found.push({ kind: 'address', start, end: start + value.length, value });
  }
  for (const match of text.matchAll(ENGLISH)) {
    found.push({ kind: 'address', start: match.index, end: match.index + match[0].length, value: match[0] });
  }
  return found;
};
