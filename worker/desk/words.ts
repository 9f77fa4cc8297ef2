/** What the desk says in words: why a session went where it went, and what its agents are told. Chinese first, English complete. */
import type { Words } from './session.ts';

const seconds = (ms: number) => Math.round(ms / 1000);

/** Why a session stands where it stands. */
export const whys = {
  inLine: (): Words => ({ zh: '排队等候，暂无空闲客服', en: 'In line: nobody is free' }),
  nobody: (): Words => ({ zh: '无人值班，已转为留言', en: 'Nobody is on duty: a message is taken' }),
  closed: (): Words => ({ zh: '非服务时间，已转为留言', en: 'Outside business hours: a message is taken' }),
  offered: (name: string, because: Words): Words => ({
    zh: `请 ${name} 接入：${because.zh}`,
    en: `Offered to ${name}: ${because.en}`,
  }),
  given: (name: string, because: Words): Words => ({
    zh: `分配给 ${name}：${because.zh}`,
    en: `Given to ${name}: ${because.en}`,
  }),
  byHand: (name: string): Words => ({ zh: `由同事指派给 ${name}`, en: `A colleague gave it to ${name}` }),
  accepted: (name: string): Words => ({ zh: `${name} 接入了会话`, en: `${name} accepted` }),
  took: (name: string, from: Words): Words => ({
    zh: `${name} 手动接入（${from.zh}）`,
    en: `${name} took it (${from.en})`,
  }),
  fromLine: (): Words => ({ zh: '来自排队', en: 'from the line' }),
  fromMessages: (): Words => ({ zh: '来自留言', en: 'from the messages left' }),
  fromRobot: (): Words => ({ zh: '来自机器人', en: 'from the robot' }),
  fromAgent: (name: string): Words => ({ zh: `接管自 ${name}`, en: `taken over from ${name}` }),
  returned: (name: string): Words => ({ zh: `${name} 退回排队，位置不变`, en: `${name} gave it back, at its place` }),
  away: (name: string): Words => ({
    zh: `${name} 已离线，退回原排队位置`,
    en: `${name} is gone: back at its place in line`,
  }),
  again: (): Words => ({
    zh: '两位客户已拆分，会话恢复到原处',
    en: 'Two customers were taken apart: it stands where it stood',
  }),
  unanswered: (name: string, ms: number): Words => ({
    zh: `${name} ${seconds(ms)} 秒内未应答，退回原排队位置`,
    en: `${name} said nothing within ${seconds(ms)} s: back at its place in line`,
  }),
  offerMissed: (name: string): Words => ({
    zh: `${name} 未接入，依次请下一位`,
    en: `${name} missed the offer: on to the next`,
  }),
  declined: (name: string): Words => ({ zh: `${name} 谢绝接入，依次请下一位`, en: `${name} declined: on to the next` }),
  transferring: (from: string, to: string): Words => ({
    zh: `${from} 正在转接给 ${to}`,
    en: `${from} is giving it to ${to}`,
  }),
  transferred: (from: string, to: string): Words => ({
    zh: `${from} 转接给 ${to}`,
    en: `Transferred from ${from} to ${to}`,
  }),
  stays: (name: string, because: Words): Words => ({
    zh: `仍由 ${name} 接待：${because.zh}`,
    en: `Stays with ${name}: ${because.en}`,
  }),
  toGroup: (from: string, group: Words): Words => ({
    zh: `${from} 转接到${group.zh}，位置不变`,
    en: `${from} gave it to ${group.en}, at its place`,
  }),
  backToGiver: (name: string): Words => ({
    zh: `技能组无人接入，退回 ${name}`,
    en: `Nobody of the group took it: back with ${name}`,
  }),
  assignedBy: (lead: string, name: string): Words => ({
    zh: `${lead} 指派给 ${name}`,
    en: `${lead} assigned it to ${name}`,
  }),
  floorGiven: (from: string, to: string): Words => ({
    zh: `${from} 把主接待交给 ${to}`,
    en: `${from} gave the floor to ${to}`,
  }),
  forceClosed: (lead: string, reason: string): Words => ({
    zh: `${lead} 强制结束：${reason}`,
    en: `${lead} ended it: ${reason}`,
  }),
};

/** Why something came to nothing. */
export const causes = {
  missed: (name: string): Words => ({ zh: `${name} 未接入`, en: `${name} did not take it` }),
  declined: (name: string): Words => ({ zh: `${name} 谢绝了`, en: `${name} declined` }),
  refused: (): Words => ({ zh: '客户不同意转接', en: 'the customer does not agree' }),
  silent: (): Words => ({ zh: '客户没有答复', en: 'the customer did not answer' }),
  cancelled: (): Words => ({ zh: '转接已取消', en: 'the transfer was taken back' }),
  gone: (name: string): Words => ({ zh: `${name} 已不在岗`, en: `${name} is off duty` }),
};

/** What an agent is told. */
export const notices = {
  offerMissed: (customer: string, ms: number): Words => ({
    zh: `您没有在 ${seconds(ms)} 秒内接入 ${customer}，已请下一位客服`,
    en: `You did not take ${customer} within ${seconds(ms)} s; the next colleague is asked`,
  }),
  answerMissed: (customer: string, ms: number): Words => ({
    zh: `您 ${seconds(ms)} 秒内没有应答 ${customer}，会话已退回原排队位置`,
    en: `You said nothing to ${customer} within ${seconds(ms)} s; the session is back at its place in line`,
  }),
  restForced: (times: number): Words => ({
    zh: `连续 ${times} 次未应答，已为您切换到小休；准备好后请切回在线`,
    en: `Missed ${times} in a row: you are on a break now. Go online when you are ready`,
  }),
  dutyForced: (lead: string): Words => ({ zh: `${lead} 调整了您的状态`, en: `${lead} changed your state` }),
  transferTaken: (name: string, customer: string): Words => ({
    zh: `${name} 已接入您转接的 ${customer}`,
    en: `${name} took ${customer} from you`,
  }),
  transferStays: (customer: string, because: Words): Words => ({
    zh: `${customer} 的转接未成（${because.zh}），会话仍由您接待`,
    en: `${customer} stays with you: ${because.en}`,
  }),
  backFromGroup: (customer: string): Words => ({
    zh: `技能组无人接入，${customer} 退回给您`,
    en: `Nobody of the group took ${customer}: they are back with you`,
  }),
  takenOver: (lead: string, customer: string): Words => ({
    zh: `${lead} 接管了 ${customer}`,
    en: `${lead} took ${customer} over`,
  }),
  assigned: (lead: string, customer: string): Words => ({
    zh: `${lead} 把 ${customer} 指派给您`,
    en: `${lead} assigned ${customer} to you`,
  }),
  invited: (name: string, customer: string, note: string): Words => ({
    zh: `${name} 邀请您协同接待 ${customer}${note ? `：${note}` : ''}`,
    en: `${name} invites you to help with ${customer}${note ? `: ${note}` : ''}`,
  }),
  floorGiven: (name: string, customer: string): Words => ({
    zh: `${name} 把 ${customer} 的主接待交给您`,
    en: `${name} gave you the floor with ${customer}`,
  }),
  erased: (): Words => ({
    zh: '客户已注销并删除其资料，会话已结束',
    en: 'The customer erased everything kept of them; the session has ended',
  }),
  forceClosed: (lead: string, customer: string, reason: string): Words => ({
    zh: `${lead} 结束了 ${customer} 的会话：${reason}`,
    en: `${lead} ended the session with ${customer}: ${reason}`,
  }),
};
