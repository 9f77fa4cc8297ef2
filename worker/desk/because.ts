/** The policy's reasons in words, in both languages. */
import type { Roster } from './roster.ts';
import type { Why } from './routing/facts.ts';
import type { Words } from './session.ts';

const seconds = (ms: number) => Math.max(0, Math.round(ms / 1000));

/** All reasons of one decision. */
export function because(whys: readonly Why[], roster: Roster): Words {
  const said = whys.map((why) => wordsOf(why, roster));
  return { zh: said.map((one) => one.zh).join('，'), en: said.map((one) => one.en).join(', ') };
}

function wordsOf(why: Why, roster: Roster): Words {
  const { settings } = roster;
  const skill = (id: string) => settings.skills.find((one) => one.id === id) ?? { zh: id, en: id };
  const group = (id: string) => roster.group(id) ?? { zh: id, en: id };
  switch (why.because) {
    case 'preferred':
      return why.why === 'owner'
        ? { zh: `归属客服 ${why.name}`, en: `${why.name} looks after them` }
        : { zh: `上次由 ${why.name} 接待（熟客优先）`, en: `${why.name} served them last` };
    case 'urgent':
      return { zh: '紧急', en: 'urgent' };
    case 'vip':
      return { zh: `VIP ${why.tier} 级优先`, en: `VIP tier ${why.tier}` };
    case 'aged':
      return {
        zh: `已等 ${seconds(why.waitedMs)} 秒，不再让位`,
        en: `waited ${seconds(why.waitedMs)} s: lets nobody pass`,
      };
    case 'due':
      return why.leftMs >= 0
        ? { zh: `还剩 ${seconds(why.leftMs)} 秒到承诺时限`, en: `${seconds(why.leftMs)} s left of its promise` }
        : { zh: `已超承诺时限 ${seconds(-why.leftMs)} 秒`, en: `${seconds(-why.leftMs)} s past its promise` };
    case 'waited':
      return { zh: `已等 ${seconds(why.waitedMs)} 秒`, en: `waited ${seconds(why.waitedMs)} s` };
    case 'skill':
      return { zh: `${skill(why.skill).zh} ${why.level} 级`, en: `${skill(why.skill).en} at level ${why.level}` };
    case 'relaxed':
      return {
        zh: `等待已久，不再要求${why.skills.map((one) => skill(one).zh).join('、')}`,
        en: `no longer asks for ${why.skills.map((one) => skill(one).en).join(', ')}`,
      };
    case 'specialist':
      return { zh: '专长最合适', en: 'the closest specialist' };
    case 'idle':
      return { zh: `空闲 ${seconds(why.idleMs)} 秒`, en: `idle for ${seconds(why.idleMs)} s` };
    case 'load':
      return { zh: `接待 ${why.load}/${why.capacity}`, en: `holds ${why.load} of ${why.capacity}` };
    case 'overflow':
      return {
        zh: `${group(why.from).zh}繁忙，溢出到${group(why.to).zh}`,
        en: `${group(why.from).en} is busy: overflows to ${group(why.to).en}`,
      };
    case 'emergency':
      return { zh: `${group(why.group).zh}紧急接待`, en: `emergency help of ${group(why.group).en}` };
    case 'nobody':
      return { zh: '无人值班', en: 'nobody is on duty' };
  }
}
