import { useWords } from '../locale/locale.ts';
import { useStaff } from '../staff/staff.ts';
import { ask } from '../ui/ask.ts';
import { say } from '../ui/toast.ts';
import { takeOf, type Row } from '../list/rows.ts';
import { useSeat } from './seat.ts';

/** Takes a conversation, asking first when somebody else is speaking in it. Answers whether it is now ours. */
export async function takeRow(row: Row): Promise<boolean> {
  const words = useWords();
  const way = takeOf(row, useStaff().member?.role ?? 'agent');
  if (!way) return false;
  if (way.confirm !== 'none' && !(await confirmed(row, way.confirm))) return false;
  const outcome = await useSeat().act({ act: 'take', session: row.session });
  if (outcome) say(words.refusal(outcome.code, outcome.detail), 'bad');
  else say(words.t('take.done', { name: row.name }), 'good');
  return outcome === null;
}

function confirmed(row: Row, who: 'robot' | 'agent'): Promise<boolean> {
  const words = useWords();
  const values = { name: row.name, agent: row.agent?.name ?? words.t('thread.agent') };
  return ask({
    title: words.t(`take.${who}`),
    text: words.t(`take.${who}.text`, values),
    yes: words.t(who === 'robot' ? 'list.take' : 'list.takeOver'),
  });
}
