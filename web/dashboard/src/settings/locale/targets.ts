/** Words of the page of service targets. */
import { words } from '../../../../client/words.ts';

export const targetWords = words(
  {
    planFrom: '计划开始的日期',
    planFromHint: '各阶段从这天算起；不填就没有目标，报表只和前一个时段比较',
    phases: '阶段',
    phasesLead: '一个阶段接着一个阶段；报表上每个数字显示当前阶段的目标，当前阶段没写的，显示之后最先写到它的阶段。',
    phasesWrong: '每个阶段的编号不能重复，且要比前一个阶段结束得晚。',
    addPhase: '添加阶段',
    phaseName: '阶段名称',
    phaseMonths: '开始后几个月结束',
    phaseEnds: '到 {day} 为止',
    goalsOf: '{name}：目标',
    addGoal: '添加目标',
    goalFigure: '数字',
    goalValue: '{sign}（{unit}）',
    atMost: '不超过',
    atLeast: '不低于',
    'goalUnit.ms': '秒',
    'goalUnit.share': '%',
    'goalUnit.count': '个',
    'goalUnit.score': '分',
  },
  {
    planFrom: 'The day the plan began',
    planFromHint:
      'Phases are counted from it; left empty there are no targets, and reports only compare with the time before',
    phases: 'Phases',
    phasesLead:
      'One after the other; each figure of the reports shows the target of the running phase, or of the first to come that names it.',
    phasesWrong: 'Every phase needs an id of its own, and ends later than the one before.',
    addPhase: 'Add a phase',
    phaseName: 'Name of the phase',
    phaseMonths: 'Ends so many months after the beginning',
    phaseEnds: 'Until {day}',
    goalsOf: '{name}: targets',
    addGoal: 'Add a target',
    goalFigure: 'Figure',
    goalValue: '{sign} ({unit})',
    atMost: 'At most',
    atLeast: 'At least',
    'goalUnit.ms': 'seconds',
    'goalUnit.share': '%',
    'goalUnit.count': 'number',
    'goalUnit.score': 'points',
  },
);
