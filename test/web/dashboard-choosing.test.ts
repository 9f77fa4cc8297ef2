/** Rows chosen together: one by one, all, and ranges by the keyboard; what was refused of an act on several. */
import { beforeEach, describe, expect, it } from 'vitest';
import { useChoosing } from '../../web/dashboard/src/bulk/choosing.ts';
import { outcomes, tellOutcomes } from '../../web/dashboard/src/bulk/outcomes.ts';
import { useSelection } from '../../web/dashboard/src/list/selection.ts';
import { toasts } from '../../web/dashboard/src/ui/toast.ts';

const keys = ['a', 'b', 'c', 'd', 'e'];

describe('choosing', () => {
  it('W41 a range by Shift and arrows grows and shrinks from where it was begun, beside what was chosen', () => {
    const seen: number[] = [];
    const list = useChoosing(
      () => keys,
      (at) => seen.push(at),
    );
    const picked = () => [...list.picked.value].sort().join('');
    list.extend(1);
    expect(picked()).toBe('a');
    list.extend(1);
    list.extend(1);
    expect(picked()).toBe('abc');
    list.extend(-1);
    expect(picked()).toBe('ab');
    list.step(1);
    list.step(1);
    expect([list.current.value, picked()]).toEqual([3, 'ab']);
    list.extend(1);
    list.extend(1);
    expect(picked()).toBe('abde');
    list.extend(-1);
    list.extend(-1);
    expect(picked()).toBe('abcd');
    expect(seen.length).toBeGreaterThan(5);
    list.pick('b');
    expect(picked()).toBe('acd');
    list.pick('e', true);
    expect(picked()).toBe('abcde');
    expect(list.every.value).toBe(true);
    list.pickEvery();
    expect(picked()).toBe('');
    list.reset();
    list.pickCurrent();
    expect(picked()).toBe('');
  });

  it('W41 of an empty list nothing is chosen', () => {
    const list = useChoosing(
      () => [],
      () => undefined,
    );
    list.extend(1);
    list.step(-1);
    list.pickEvery();
    expect([list.picked.value.size, list.current.value, list.every.value]).toEqual([0, -1, false]);
  });

  it('W41 in the conversations it begins with the open one, and begins anew where rows went', () => {
    const { keys: held, extend, clear, on } = useSelection(() => []);
    const chosen = () => [...held].sort().join('');
    expect(extend(keys, 'c', 1)).toBe('c');
    expect([chosen(), on.value]).toEqual(['c', true]);
    extend(keys, 'c', 1);
    expect(extend(keys, 'c', 1)).toBe('e');
    expect(extend(keys, 'c', 1)).toBe('e');
    expect(chosen()).toBe('cde');
    extend(keys, 'c', -1);
    expect(chosen()).toBe('cd');
    clear();
    extend(['x', 'y'], 'c', 1);
    expect(chosen()).toBe('x');
    expect(extend([], null, 1)).toBeNull();
  });
});

describe('an act on several', () => {
  beforeEach(() => {
    toasts.splice(0);
    Object.assign(outcomes, { open: false, loaded: false, done: 0, refused: [] });
  });

  it('W42 says once that all went well, and shows each that was refused with its reason', () => {
    const told = (why: string | null, at = 1) => ({ name: `客户${at}`, why });
    expect(tellOutcomes([told(null), told(null, 2)], '好')).toBe(2);
    expect([toasts.map((one) => one.text), outcomes.open]).toEqual([['好'], false]);
    expect(tellOutcomes([told(null), told('已达上限', 2), told('已结束', 3)], '好')).toBe(1);
    expect(outcomes).toMatchObject({
      ...{ open: true, loaded: true, done: 1 },
      refused: [
        { name: '客户2', why: '已达上限' },
        { name: '客户3', why: '已结束' },
      ],
    });
    outcomes.open = false;
    expect(tellOutcomes([told('已结束')], '好')).toBe(0);
    expect([toasts.at(-1)?.text, outcomes.open]).toEqual(['已结束', false]);
  });
});
