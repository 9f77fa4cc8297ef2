/** A refund under way, for the tests of how a dialog goes on. */
import { expect } from 'vitest';
import { Talk, wordsOf } from './robot.ts';

/** The company knows the order. */
export const found = { ok: true as const, outcome: 'ok', values: { item: '夹克', amount: '329.00' } };

/** A refund with its order found, asked for the reason. */
export function refunding(): Talk {
  const talk = new Talk();
  talk.say('申请退款');
  talk.say('YX20261120001');
  expect(wordsOf(talk.answered(found))).toMatch(/退款的原因是什么/u);
  return talk;
}

/** A refund read back, waiting for a yes. */
export function confirming(): Talk {
  const talk = refunding();
  expect(wordsOf(talk.say('3'))).toMatch(/确认提交吗/u);
  return talk;
}

/** What the dialog knows. */
export const slotsOf = (talk: Talk) => talk.mind.flow?.slots;
/** What it waits for. */
export const askedOf = (talk: Talk) => talk.mind.flow?.asked;
