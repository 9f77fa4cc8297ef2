/** What each figure is called, and the one sentence that says exactly what it counts, in both languages. docs/reports.md repeats them. */
import type { FigureName } from './figures.ts';

type Said = { zh: string; en: string; says: { zh: string; en: string } };
const said = (zh: string, en: string, saysZh: string, saysEn: string): Said => ({
  zh,
  en,
  says: { zh: saysZh, en: saysEn },
});

/** For every figure: encounters are counted on the day they began; an agent's own figures count the agent's part. */
export const figureWords: Record<FigureName, Said> = {
  talks: said(
    '会话量',
    'Conversations',
    '已结束、客户说过话或要过人工的会话数；只看过、只关注过账号的不计。',
    'Ended encounters in which the customer said something or asked for a person; who only looked is not counted.',
  ),
  robotOnly: said(
    '机器人独立接待率',
    'Robot alone',
    '没有转到人工的会话 ÷ 会话量。',
    'Encounters that never went to people ÷ conversations.',
  ),
  covered: said(
    '多渠道互动覆盖率',
    'Channel coverage',
    '在来时的渠道上得到过回答（机器人或坐席在客户说话后回过话）的会话 ÷ 会话量；自动问候不算回答。按渠道看，就是这个渠道接住了多少。',
    'Encounters answered (by robot or agent, after the customer spoke) on the channel they came by ÷ conversations; automatic greetings are no answer. By channel: how much of what comes there is met.',
  ),
  robotMedian: said(
    '机器人首响中位',
    'Robot first answer, median',
    '客户第一句话到其后机器人第一句话的时间，取中位数；机器人没答过的不计。',
    'From the customer’s first word to the robot’s first one after it, median; encounters it never answered are not counted.',
  ),
  robotP90: said(
    '机器人首响 P90',
    'Robot first answer, P90',
    '同上，九成会话不超过的时间。',
    'The same; nine of ten encounters took no longer.',
  ),
  robotTen: said(
    '机器人首响 ≤ 10 秒',
    'Robot ≤ 10 s',
    '机器人首响不超过 10 秒的会话 ÷ 机器人答过的会话。',
    'Encounters the robot first answered within 10 s ÷ those it answered.',
  ),
  robotThirty: said(
    '机器人首响 ≤ 30 秒',
    'Robot ≤ 30 s',
    '机器人首响不超过 30 秒的会话 ÷ 机器人答过的会话。',
    'Encounters the robot first answered within 30 s ÷ those it answered.',
  ),
  known: said(
    '知识覆盖率',
    'Knowledge coverage',
    '机器人有知识可答的问题 ÷ 机器人被问到的问题（有知识可答的，加上没听懂或不能答的）。',
    'Questions the robot answered from an entry ÷ questions it was asked (those, and those it did not understand or could not answer).',
  ),
  wrong: said(
    '机器人答错率',
    'Robot wrong',
    '被客户点“没帮助”的知识回答 ÷ 机器人的知识回答；没点的算没错。',
    'Answers from an entry the customer called unhelpful ÷ the robot’s answers from an entry; those nobody judged count as right.',
  ),
  served: said(
    '接待量',
    'Served',
    '有坐席接待过的会话数；按坐席看，是这位坐席接待过的会话，转走的也计。',
    'Encounters an agent had; for an agent, those the agent had, given on or not.',
  ),
  perDay: said(
    '人均日接待',
    'Per agent and day',
    '坐席接待过的会话 ÷ 有接待的坐席天数（每位坐席每天算一次）；转接的会话对每位接待过的坐席各计一次。',
    'Encounters agents had ÷ days on which an agent had any (one for each agent and day); one given on counts for each who had it.',
  ),
  wished: said(
    '转人工量',
    'Went to people',
    '要过人工（排队、留言或直接接入）的会话数；按转人工原因看，就是各原因的次数。',
    'Encounters that went to people (in line, message left, or taken at once); by reason, how often each.',
  ),
  toHumanMedian: said(
    '转人工等待中位',
    'Wait for a person, median',
    '从进入人工到坐席第一次接起的时间，取中位数；没人接起的不计。',
    'From going to people to an agent taking it the first time, median; those nobody took are not counted.',
  ),
  toHumanP90: said(
    '转人工等待 P90',
    'Wait for a person, P90',
    '同上，九成会话不超过的时间。',
    'The same; nine of ten encounters took no longer.',
  ),
  taken: said(
    '接起率',
    'Taken',
    '有坐席接起的会话 ÷ 要过人工（排队、留言或直接接入）的会话。',
    'Encounters an agent took ÷ those that went to people (in line, message left, or taken at once).',
  ),
  abandoned: said(
    '排队放弃率',
    'Gave up waiting',
    '没等到坐席、也没留言就离开或回到机器人的会话 ÷ 要过人工的会话。',
    'Encounters that ended or went back to the robot with nobody having taken them and no message left ÷ those that went to people.',
  ),
  left: said(
    '留言率',
    'Message left',
    '留言后始终没有坐席接起的会话 ÷ 要过人工的会话。',
    'Encounters that left a message and that nobody took within them ÷ those that went to people.',
  ),
  firstMedian: said(
    '人工首响中位',
    'First answer, median',
    '进入人工（开始等待）到坐席第一句人工回复的时间，取中位数；自动问候不算回复，没答过的不计。按坐席看，从分到这位坐席算起。',
    'From going to people to the first word an agent typed, median; automatic greetings are no answer, never answered ones are not counted. For an agent, from getting it.',
  ),
  firstP90: said(
    '人工首响 P90',
    'First answer, P90',
    '同上，九成会话不超过的时间。',
    'The same; nine of ten encounters took no longer.',
  ),
  firstTen: said(
    '人工首响 ≤ 10 秒',
    'First ≤ 10 s',
    '人工首响不超过 10 秒的会话 ÷ 坐席答过的会话。',
    'Encounters first answered within 10 s ÷ those an agent answered.',
  ),
  firstThirty: said(
    '人工首响 ≤ 30 秒',
    'First ≤ 30 s',
    '人工首响不超过 30 秒的会话 ÷ 坐席答过的会话。',
    'Encounters first answered within 30 s ÷ those an agent answered.',
  ),
  firstOpenMedian: said(
    '营业时间内人工首响中位',
    'First answer in business hours, median',
    '人工首响，只数营业时间（所在技能组的日历，没有就用排班台的；都没有则全天）；取中位数。',
    'The first answer, counting business hours alone (the calendar of its group, else the desk’s; without one all hours), median.',
  ),
  inTarget: said(
    '服务等级达成率',
    'Within promise',
    '人工首响不超过所属服务等级承诺时间的会话 ÷ 要过人工的会话；没答过的算没达成。',
    'Encounters first answered by a person within what their service class promises ÷ those that went to people; never answered ones are missed.',
  ),
  answerMean: said(
    '平均响应',
    'Mean answer',
    '每次等待（进入人工或客户的第一句未答的话）到坐席下一句人工回复，所有回复的平均；首响也计在内。',
    'From each wait’s beginning (going to people, or the first unanswered word) to the agent’s next typed word; the mean over all answers, the first included.',
  ),
  answerOpenMean: said(
    '营业时间内平均响应',
    'Mean answer in business hours',
    '平均响应，只数营业时间。',
    'The mean answer, counting business hours alone.',
  ),
  silent: said(
    '接而未答率',
    'Taken, never answered',
    '坐席接起后一句人工回复都没有的会话 ÷ 接待量。',
    'Encounters in which nobody who took it ever typed a word ÷ served.',
  ),
  lengthMean: said(
    '平均会话时长',
    'Mean length',
    '坐席第一次接起到会话结束的平均时间；按坐席看，是会话在其手中的平均时间。跨零点的算在开始那天。',
    'From the first taking to the end, mean; for an agent, how long it was theirs. Over midnight it counts on the day it began.',
  ),
  lengthOpenMean: said(
    '营业时间内平均处理时长',
    'Mean handling in business hours',
    '平均会话时长，只数营业时间：夜里放着的不算处理。',
    'The mean length, counting business hours alone: what lies over night is not handled then.',
  ),
  transferred: said(
    '转接率',
    'Given on',
    '坐席主动转给同事或技能组、并由另一位坐席接起的会话 ÷ 接待量；按坐席看，是其转出的。超时收回、主管改派不算转接。',
    'Encounters an agent gave on that another agent took ÷ served; for an agent, those the agent gave away. Lapsed leases and a lead’s reassignment are no transfers.',
  ),
  rated: said(
    '参评率',
    'Rated',
    '客户评价了的会话 ÷ 邀请过评价的会话；按坐席看，计在最后接待的坐席。',
    'Encounters the customer rated ÷ those in which they were asked; for agents, counted for who had it last.',
  ),
  satisfied: said(
    '满意度',
    'Satisfied',
    '评价为 4 或 5 分的会话 ÷ 有评价的会话。',
    'Encounters rated 4 or 5 ÷ those rated.',
  ),
  scoreMean: said('平均评分', 'Mean score', '有评价的会话的平均分（1–5）。', 'The mean score (1–5) of those rated.'),
  solved: said(
    '已解决率',
    'Solved',
    '已解决的会话 ÷ 知道是否解决的会话；客户说过以客户为准，否则看服务小结。',
    'Solved encounters ÷ those of which it is known; the customer’s word goes before the agent’s summary.',
  ),
  once: said(
    '一次性解决率',
    'Solved at once',
    '已解决、且客户七天内没有再来（再来但问题分类不同的除外）的会话 ÷ 知道是否解决的会话；最近七天的还会变。',
    'Solved encounters after which the customer did not come back within seven days (unless about another category) ÷ those of which it is known; the last seven days may still change.',
  ),
  repeated: said(
    '重复咨询率',
    'Asked again',
    '结束后七天内客户又来（问题分类不同的除外）的会话 ÷ 会话量；按坐席看，计在最后接待的坐席；最近七天的还会变。',
    'Encounters after which the customer came back within seven days (unless about another category) ÷ conversations; for agents, counted for who had it last; the last seven days may still change.',
  ),
  occupied: said(
    '坐席占用率',
    'Occupancy',
    '手上有会话（含正在邀请接起的）和话后整理的时间 ÷ 在线、忙碌和话后整理的时间；小休和离线不计。由排班台按天计。',
    'Time with a conversation in hand (or asked to take one) and of wrap-up ÷ time online, busy and in wrap-up; breaks and offline are left out. Counted by the desk, day by day.',
  ),
  ticketFirst: said(
    '工单首次响应及时率',
    'Tickets answered in time',
    '在时限内首次响应的工单 ÷ 已知结果的工单（已响应的，加上已超时的）；按工单建立的那天计，合并掉的不计。',
    'Tickets first answered within their limit ÷ those of which it is known (answered, or late); on the day they were opened, merged ones left out.',
  ),
  ticketSolved: said(
    '工单按时解决率',
    'Tickets solved in time',
    '在时限内解决的工单 ÷ 已知结果的工单（已解决的，加上已超时的）；按工单建立的那天计，合并掉的不计。',
    'Tickets solved within their limit ÷ those of which it is known (solved, or late); on the day they were opened, merged ones left out.',
  ),
  ticketPromised: said(
    '工单承诺兑现率',
    'Ticket promises kept',
    '在答应客户的时间前办结的工单 ÷ 已知结果的工单（已办结的，加上已过时间的）；按工单建立的那天计，合并掉的不计。',
    'Tickets done by when the customer was told ÷ those of which it is known (done, or past it); on the day they were opened, merged ones left out.',
  ),
  complained: said(
    '投诉率',
    'Complaints',
    '因投诉转人工、或服务小结归为投诉的会话 ÷ 会话量；按坐席看，计在最后接待的坐席。',
    'Encounters that went to people for a complaint or were summed up as one ÷ conversations; for agents, counted for who had it last.',
  ),
};
