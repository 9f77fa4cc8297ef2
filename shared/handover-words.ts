/** Why the robot handed over, by the names the gateway sends: what staff read and figures are told by. */
export const reasonsZh = {
  customer_asked: '客户要求人工',
  refuses_robot: '客户不愿与机器人沟通',
  information_security: '涉及证件、账号或信息安全',
  danger: '可能涉及人身或财产安全',
  complaint: '客户不满或要投诉',
  not_understood: '机器人多次未能解答',
  flow_failed: '没有得到需要的信息',
  lookup_failed: '公司系统没有回应',
  robot_timeout: '机器人应答超时',
  robot_failed: '机器人故障或知识库不可用',
  repeat_visits: '24 小时内多次来访仍不满意',
  care_group: '老年人或未成年人，人工优先',
  rare_question: '罕见问题',
  several_questions: '一次问了几个不同部门的问题',
} as const;
export const reasonsEn = {
  customer_asked: 'Asked for a person',
  refuses_robot: 'Refuses the robot',
  information_security: 'Sensitive information or an account at stake',
  danger: 'Safety may be at stake',
  complaint: 'Upset, or complains',
  not_understood: 'The robot could not answer',
  flow_failed: 'What was needed was not given',
  lookup_failed: 'The company’s system did not answer',
  robot_timeout: 'The robot took too long',
  robot_failed: 'Robot or knowledge base out of order',
  repeat_visits: 'Several visits in 24 hours, still dissatisfied',
  care_group: 'Elderly or a minor: a person comes first',
  rare_question: 'A rare question',
  several_questions: 'Several questions of different departments',
} satisfies Record<keyof typeof reasonsZh, string>;

/** A reason's names; one from another version is its own. */
export function reasonNames(id: string): { zh: string; en: string } {
  const of = (names: Record<string, string>) => names[id] ?? id;
  return { zh: of(reasonsZh), en: of(reasonsEn) };
}
