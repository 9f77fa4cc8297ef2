/** Multi-turn slot filling on recorded dialogues: values spotted by extraction, by cues and among what was offered before. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { extract } from '../../worker/brain/extract/extract.ts';
import { round } from './measure.ts';
import { fileOf, lines, type Part } from './sets.ts';
import { beijing, southern, type Domain, type SlotRule } from './slots.ts';

const turn = v.object({ usr: v.string(), inform: v.record(v.string(), v.string()), sys: v.string() });
const dialog = v.object({ turns: v.array(turn) });
type Dialog = v.InferOutput<typeof dialog>;

/** Share of turns whose whole state so far is right, and F1 of the values of single turns; in per cent. */
export type SlotFigures = { joint_goal: number; slot_f1: number; precision: number; recall: number; turns: number };

const tables: Record<string, readonly Domain[]> = { crosswoz: beijing, risawoz: southern };

/** What a customer has said so far, and what was last spoken of. */
type Memory = { domain: Domain | null; offered: { name: string; domain: string | null }[] };

const plain = (value: string) => value.normalize('NFKC').replace(/\s/gu, '').toLowerCase();
/** Equal as written, or equal once read: 1-2小时 and 1小时 - 2小时. */
function sameValue(one: string, other: string): boolean {
  const parts = (text: string) => text.split('|').map(plain).sort().join('|');
  if (parts(one) === parts(other)) return true;
  const [first, second] = [one, other].map((text) => extract(text, 0));
  return first?.length === 1 && second?.length === 1 && first[0]?.value === second[0]?.value;
}

/** 吃完饭, 游玩结束后: what is over isn't spoken of. */
const OVER = /(?:游玩|吃|玩|住|休息|安排|逛)\p{Script=Han}{0,4}(?:结束|完饭?|好了?|以后|之后|累)/gu;

/** The domain a clause speaks of: the last one named that isn't only a landmark (酒店附近的景点). */
function spokenOf(clause: string, domains: readonly Domain[]): Domain | null {
  let best: { at: number; domain: Domain } | null = null;
  for (const domain of domains) {
    for (const match of clause.matchAll(domain.cues)) {
      if (/^(?:的)?(?:周边|附近|旁边|周围)/u.test(clause.slice(match.index + match[0].length))) continue;
      if (best === null || match.index >= best.at) best = { at: match.index, domain };
    }
  }
  return best?.domain ?? null;
}

/** Names in a system's sentence: what stands between marks and words of offering. */
export function namesIn(sys: string): string[] {
  return sys
    .split(
      /[，。,；;：:！!？?、]|推荐(?:您|你)?(?:去|到|入住)?|建议(?:您|你)?(?:去|到)?|(?:您|你)可以(?:去|到|试试|看看)|(?<=[\p{Script=Han})）])(?:和|或者|以及|还有|等|这|还是|怎么样|不错|很)|(?:周边|附近)有|有|是|去|到|叫|在|的/u,
    )
    .map((piece) => piece.trim())
    .filter((piece) => !NO_NAME.test(piece))
    .filter((piece) => piece.length >= 3 && piece.length <= 24 && /\p{Script=Han}/u.test(piece));
}

/** No thing is called so. */
const NO_NAME =
  /[我你您请想帮能让]|麻烦|最好|找|以上|个$|然后|^个|要求|结束|比较|有|服务|什么|这|那|哪|它|啥|其他|别的|其它|有没有|[吗么呢呀吧]|周边|附近|周围|评分|人均|电话|地址|价格|消费|门票|一个|几个|一家|推荐|怎么|多少|最近|时间|小时|^(?:好|不错|可以|谢谢)|[的了]$/u;
const POINTED = /这[个家里]|那[个家里]|[他她它]们?家|该/u;

const ASKED =
  '(?:[，,的]|用餐|吃饭|就餐|游玩|转|这家|那家|这个|那个|怎么样|不错|附近|周边|电话|地址|门票|营业|人均|评分|有|是|可以|在|玩|吃|住|吗|吧)';
const ABOUT = '电话|地址|门票|票价|人均|评分|营业|推荐菜|价格|房费|特点|周边|附近|旁边|周围';
const CALLED = '[\\p{Script=Han}()（）A-Za-z0-9·]';
/** Ways of bringing up a name of one's own, the surest first. */
const NAMED = [
  /(?:名叫|叫做|名字是|名称是)(.{2,24}?)的?(?:餐馆|餐厅|酒店|景点|地方|医院)/u,
  new RegExp(
    `(?:听说(?:苏州的?)?|知道|去过|去|打算|准备|查一?下|看看|问一?下|介绍一?下)(${CALLED}{3,20}?)(?=${ASKED})`,
    'u',
  ),
  new RegExp(`(?:^|[，,。！？在去问])(?:那么?|请问|就)?(${CALLED}{2,20}?)的?(?:${ABOUT})`, 'u'),
];

/** Which domain a name belongs to when it doesn't say itself. */
function nameDomain(name: string, offered: string | null, memory: Memory, domains: readonly Domain[]): string | null {
  if (/(?:酒店|宾馆|民宿|客栈|公寓|旅馆)/u.test(name) && !/(?:餐|烤|菜)/u.test(name)) return '酒店';
  const known = (wanted: RegExp) => domains.find((one) => wanted.test(one.name))?.name;
  if (/餐|饭|烤|火锅|菜|面馆|鸭|小吃|酒家|食|涮|居$|店\)?$/u.test(name)) return known(/^餐/u) ?? offered;
  if (
    /(?:园|宫|寺|庙|城|城楼|山|湖|长城|公园|广场|镇|村|画廊|博物馆|美术馆|图书馆|剧院|景区|大街|陵|塔)$/u.test(name)
  ) {
    return known(/景点$/u) ?? offered;
  }
  if (/医院/u.test(name)) return domains.some((one) => one.name === '医院') ? '医院' : null;
  return offered ?? memory.domain?.name ?? null;
}

function ruleValue(rule: SlotRule, clause: string, now: number): string | null {
  if (rule.cue !== undefined && !rule.cue.test(clause)) return null;
  if (rule.not?.test(clause)) return null;
  if (rule.kind !== undefined) return extract(clause, now, { kinds: rule.kind })[0]?.text ?? null;
  const match = rule.shape?.exec(clause);
  if (match === null || match === undefined) return null;
  return (
    rule.value ?? (match[1] ?? match[2] ?? match[0]).replace(/、|(?<=\p{Script=Han}{2})和(?=\p{Script=Han}{2})/gu, '|')
  );
}

/** What one utterance informs of. */
export function spot(usr: string, memory: Memory, domains: readonly Domain[], now: number): Map<string, string> {
  const found = new Map<string, string>();
  const sentences = usr.split(/(?<=[。！？!?])/u);
  for (const sentence of sentences) {
    const clauses = sentence
      .replace(OVER, '')
      .split(/[，,；;。！？!?]/u)
      .filter((clause) => clause.trim() !== '');
    const domainsOf = clauses.map((clause) => spokenOf(clause, domains));
    for (const [at, clause] of clauses.entries()) {
      // A clause that names nothing belongs to the next that does, else to what was spoken of.
      const domain = domainsOf[at] ?? domainsOf.slice(at).find((one) => one !== null) ?? memory.domain;
      memory.domain = domainsOf[at] ?? domain;
      for (const one of domains) {
        for (const rule of one.slots) {
          if (one !== domain && rule.anywhere !== true) continue;
          const slot = `${one.name}-${rule.slot}`;
          const value = ruleValue(rule, clause, now);
          if (value === null || found.has(slot) || (rule.slot === '推荐菜' && NO_NAME.test(value))) continue;
          found.set(
            slot,
            /型$|^[经舒高豪]/u.test(value) && rule.slot === '酒店类型' && value.length === 2 ? `${value}型` : value,
          );
        }
      }
    }
  }
  const taken = [...found].filter(([slot]) => /-(?:出发地|目的地)$/u.test(slot)).map(([, value]) => value);
  const names = memory.offered
    .filter(({ name }) => usr.includes(name) && !taken.some((value) => value.includes(name)))
    .sort((left, right) => right.name.length - left.name.length);
  const said = NAMED.map((shape) => shape.exec(usr)?.[1]).find((name) => name !== undefined && !NO_NAME.test(name));
  const chosen = names[0] ?? (said === undefined ? undefined : { name: said, domain: null });
  if (
    chosen !== undefined &&
    !NO_NAME.test(chosen.name) &&
    !domains.some(({ cues }) => new RegExp(`^(?:${cues.source})+$`, 'u').test(chosen.name))
  ) {
    const domain = nameDomain(chosen.name, chosen.domain, memory, domains);
    if (domains.some(({ name, named }) => name === domain && named === true)) found.set(`${domain}-名称`, chosen.name);
  }
  const pointed = domains.find((one) => one === memory.domain && one.pointed === true);
  const last = memory.offered.findLast(({ domain }) => domain === pointed?.name);
  if (chosen === undefined && pointed !== undefined && last !== undefined && POINTED.test(usr)) {
    found.set(`${pointed.name}-名称`, last.name);
  }
  // 部分房间提供wifi stands inside 公共区域和部分房间提供wifi.
  for (const slot of found.keys()) {
    const name = slot.split('-').at(-1) ?? slot;
    if ([...found.keys()].some((other) => other !== slot && other.endsWith(name) && slot.includes('设施')))
      found.delete(slot);
  }
  return found;
}

function score(dialogs: readonly Dialog[], domains: readonly Domain[], now: number): SlotFigures {
  const counts = { turns: 0, whole: 0, right: 0, said: 0, listed: 0 };
  for (const { turns } of dialogs) {
    const memory: Memory = { domain: null, offered: [] };
    const truth = new Map<string, string>();
    const state = new Map<string, string>();
    for (const { usr, inform, sys } of turns) {
      const found = spot(usr, memory, domains, now);
      for (const [slot, value] of Object.entries(inform)) truth.set(slot, value);
      for (const [slot, value] of found) state.set(slot, value);
      counts.turns += 1;
      counts.said += found.size;
      counts.listed += Object.keys(inform).length;
      counts.right += [...found].filter(([slot, value]) => sameValue(inform[slot] ?? '', value)).length;
      const same =
        truth.size === state.size && [...truth].every(([slot, value]) => sameValue(state.get(slot) ?? '', value));
      if (same) counts.whole += 1;
      for (const name of namesIn(sys)) {
        if (!memory.offered.some((one) => one.name === name))
          memory.offered.push({ name, domain: memory.domain?.name ?? null });
      }
    }
  }
  const precision = counts.right / Math.max(1, counts.said);
  const recall = counts.right / Math.max(1, counts.listed);
  return {
    joint_goal: round((100 * counts.whole) / Math.max(1, counts.turns), 1),
    slot_f1: round((200 * precision * recall) / Math.max(1e-9, precision + recall), 1),
    precision: round(100 * precision, 1),
    recall: round(100 * recall, 1),
    turns: counts.turns,
  };
}

/** Figures by collection of a set of dialogues, and collections nobody wrote a table for; null when there is no such part. */
export function slotFigures(directory: string, set: string, part: Part, now: number) {
  const folder = join(directory, set);
  const figures: Record<string, SlotFigures> = {};
  const unknown: string[] = [];
  const prefixes = new Set(readdirSync(folder).flatMap((name) => /^([a-z0-9_-]+)\..+\.jsonl$/u.exec(name)?.[1] ?? []));
  for (const prefix of prefixes) {
    const path = fileOf(folder, part, '.jsonl', `${prefix}.`);
    if (path === null) continue;
    const table = tables[prefix];
    if (table === undefined) unknown.push(prefix);
    else figures[prefix] = score(lines(path, dialog), table, now);
  }
  return Object.keys(figures).length + unknown.length === 0 ? null : { figures, unknown };
}
