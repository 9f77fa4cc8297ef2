/** Says in words why somebody was given a piece of work: Chinese and English. */
import type { Why } from './facts.ts';

/** Names of skills and groups as people read them; the id where none is known. */
export type Names = {
  skill: (id: string) => { zh: string; en: string };
  group: (id: string) => { zh: string; en: string };
};

const plain: Names = { skill: (id) => ({ zh: id, en: id }), group: (id) => ({ zh: id, en: id }) };

/** One sentence of all reasons, the weightiest first. */
export function sayWhy(why: readonly Why[], names: Names = plain): { zh: string; en: string } {
  const said = why.map((one) => sayOne(one, names));
  const en = said.map((one) => one.en).join(', ');
  return { zh: said.map((one) => one.zh).join('，'), en: en.charAt(0).toUpperCase() + en.slice(1) };
}

function sayOne(why: Why, names: Names): { zh: string; en: string } {
  switch (why.because) {
    case 'preferred':
      return why.why === 'last'
        ? { zh: `熟客优先：上次由${why.name}接待`, en: `they know each other: ${why.name} served them last` }
        : { zh: `归属人优先：由${why.name}负责`, en: `${why.name} looks after them` };
    case 'urgent':
      return { zh: '紧急优先', en: 'urgent first' };
    case 'vip':
      return { zh: `VIP 优先（${why.tier} 级）`, en: `VIP first (tier ${why.tier})` };
    case 'aged':
      return {
        zh: `久等优先：已等 ${zhTime(why.waitedMs)}，超过 ${zhTime(why.boundMs)} 的上限`,
        en: `waited too long: ${enTime(why.waitedMs)}, over the bound of ${enTime(why.boundMs)}`,
      };
    case 'due':
      return why.leftMs >= 0
        ? { zh: `距承诺时限还有 ${zhTime(why.leftMs)}`, en: `${enTime(why.leftMs)} left of the promise` }
        : { zh: `已超承诺时限 ${zhTime(-why.leftMs)}`, en: `${enTime(-why.leftMs)} past the promise` };
    case 'waited':
      return { zh: `已等 ${zhTime(why.waitedMs)}`, en: `waited ${enTime(why.waitedMs)}` };
    case 'skill': {
      const skill = names.skill(why.skill);
      return { zh: `${skill.zh}技能 ${why.level} 级`, en: `${skill.en} at level ${why.level}` };
    }
    case 'relaxed': {
      const given = why.skills.map(names.skill);
      return {
        zh: `久等后不再要求${given.map((one) => one.zh).join('、')}`,
        en: `${given.map((one) => one.en).join(' and ')} no longer asked after the wait`,
      };
    }
    case 'specialist':
      return why.others === 0
        ? { zh: '专长对口，把多技能同事留给别的客户', en: 'a specialist, so that others stay free for other work' }
        : { zh: `其他技能最少（${why.others} 项）`, en: `fewest other skills (${why.others})` };
    case 'idle':
      return { zh: `空闲 ${zhTime(why.idleMs)}`, en: `idle for ${enTime(why.idleMs)}` };
    case 'load':
      return { zh: `接待 ${why.load}/${why.capacity}`, en: `holds ${why.load} of ${why.capacity}` };
    case 'overflow': {
      const [from, to] = [names.group(why.from), names.group(why.to)];
      return {
        zh: `${from.zh}忙，等 ${zhTime(why.waitedMs)}后溢出到${to.zh}`,
        en: `${from.en} is busy: over to ${to.en} after ${enTime(why.waitedMs)}`,
      };
    }
    case 'emergency': {
      const group = names.group(why.group);
      return { zh: `${group.zh}无人空闲，请紧急接待人`, en: `nobody of ${group.en} is free: emergency help` };
    }
    case 'beyond': {
      const group = names.group(why.group);
      return {
        zh: `${group.zh}已满负荷，组内分摊（${why.load}/${why.capacity}）`,
        en: `${group.en} is full: shared among them (holds ${why.load} of ${why.capacity})`,
      };
    }
    case 'nobody':
      return { zh: '无人值班，已转为留言', en: 'nobody is on duty: a message is taken' };
  }
}

const zhTime = (ms: number) => (ms < 90_000 ? `${Math.round(ms / 1_000)} 秒` : `${Math.round(ms / 60_000)} 分钟`);
const enTime = (ms: number) => (ms < 90_000 ? `${Math.round(ms / 1_000)} s` : `${Math.round(ms / 60_000)} min`);
