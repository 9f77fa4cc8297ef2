/** Days and hours as they are said to the appointment dialog, and what it makes of them. Wednesday, 25 November 2026, in Shanghai. */
import { describe, expect, test } from 'vitest';
import { playFlow } from '../../worker/brain/flow/play.ts';
import { demoFlows } from '../../worker/knowledge/flows.ts';

const NOW = Date.UTC(2026, 10, 25, 10, 0);
const appointment = ready('appointment');
const day = appointment.slots.find(({ name }) => name === 'day');

function ready(name: string) {
  const found = demoFlows().find(({ id }) => id === name);
  if (!found) throw new Error(`there is no dialog ${name}`);
  return found;
}

/** The turn that answers the question for the day. */
function told(text: string) {
  const turn = playFlow(appointment, 'zh', ['我要预约安装', text], [], NOW)[1];
  if (!turn) throw new Error('nothing was answered');
  return { ...turn, words: turn.says.map((body) => ('text' in body ? body.text : '')) };
}

describe('F3 days and hours of an appointment', () => {
  test.each([
    ['下周三上午九点半', '2026-12-02', '09:30'],
    ['周五上午10点', '2026-11-27', '10:00'],
    ['星期五下午三点', '2026-11-27', '15:00'],
    ['十二月三号上午九点半', '2026-12-03', '09:30'],
    ['12 月 3 日上午 9 点', '2026-12-03', '09:00'],
  ])('%s is one day and one hour', (text, date, hour) => {
    expect(told(text).slots).toMatchObject({ day: date, hour });
  });

  test.each(['2月30号', '13月5号', '4月31日', '2026-02-30'])('%s is no day: the help is said once, alone', (text) => {
    const turn = told(text);
    expect(turn.words).toEqual([day?.help[0]?.zh]);
    expect(turn).toMatchObject({ asked: 'day', slots: { service: 'install' } });
  });

  test('a real day out of bounds is not told that no day was seen', () => {
    expect(told('12月30号').words).toEqual(['请选 2026-11-26 到 2026-12-09 之间的日期。']);
  });
});
