/** A person's line is asked where it is: what follows a merge from outside. */
import { describe, expect, it, vi } from 'vitest';
import { refuse } from '../../shared/refusal.ts';
import type { Env } from '../../worker/env.ts';
import { atLine, lineOf } from '../../worker/line.ts';

type Lines = Pick<Env, 'CUSTOMER'>;
type Answer = () => unknown;

const played = (getByName: (name: string) => unknown): Lines => {
  const given: unknown = { CUSTOMER: { getByName } };
  return given as Lines;
};

/** Lines by name, each giving its answers one after the other, the last for ever. */
function lines(answers: Record<string, Answer[]>) {
  const asked: string[] = [];
  const getByName = (name: string) => ({
    ticket: async (...given: unknown[]) => {
      asked.push(`${name} ${JSON.stringify(given)}`);
      const left = answers[name] ?? [];
      return (left.length > 1 ? left.shift() : left[0])?.();
    },
    fetch: async () => new Response(name),
  });
  return { asked, env: played(getByName) };
}

const viewer = { kind: 'agent', agent: { id: 'u', name: '王晴', role: 'agent' }, site: 'staff' } as const;
const here = (ticket: string) => () => ({ ok: true, ticket, expiresInMs: 1 });
const moved = (to: string) => () => ({ moved: to });

describe('I40 a line is followed', () => {
  it('I40 over every move, with what was asked', async () => {
    const { asked, env } = lines({ c_c: [moved('c_b')], c_b: [moved('c_a')], c_a: [here('t')] });
    expect(await lineOf(env, 'c_c').ticket(viewer)).toEqual({ ok: true, ticket: 't', expiresInMs: 1 });
    expect(asked).toEqual(['c_c', 'c_b', 'c_a'].map((name) => `${name} ${JSON.stringify([viewer])}`));
  });

  it('I40 says whose line answered', async () => {
    const { env } = lines({ c_b: [moved('c_a')], c_a: [here('t')] });
    const told = await atLine(env, 'c_b', async (line, at) => {
      const given = await line.ticket(viewer);
      return 'ok' in given && given.ok ? { ...given, at } : given;
    });
    expect(told).toMatchObject({ ticket: 't', at: 'c_a' });
  });

  it('I40 is asked again while the line is on its way, and goes where it went', async () => {
    const { asked, env } = lines({ c_b: [() => ({ wait: 1 }), () => ({ wait: 1 }), moved('c_a')], c_a: [here('t')] });
    expect(await lineOf(env, 'c_b').ticket(viewer)).toMatchObject({ ticket: 't' });
    expect(asked).toHaveLength(4);
  });

  it('I40 a circle and an endless wait are told as such', async () => {
    const circle = lines({ c_a: [moved('c_b')], c_b: [moved('c_a')] });
    expect(await lineOf(circle.env, 'c_a').ticket(viewer)).toEqual(refuse('unavailable'));
    expect(circle.asked).toHaveLength(5);
    vi.useFakeTimers();
    const stuck = lines({ c_a: [() => ({ wait: 150 })] });
    const answer = lineOf(stuck.env, 'c_a').ticket(viewer);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await answer).toEqual(refuse('unavailable'));
    vi.useRealTimers();
  });

  it('I40 an answer that has a word of moving in it is an answer', async () => {
    const { env } = lines({ c_a: [() => ({ ok: true, moved: 'yes' })] });
    expect(await lineOf(env, 'c_a').ticket(viewer)).toEqual({ ok: true, moved: 'yes' });
  });

  it('I40 a fault is no answer, and waits for nobody', async () => {
    const broken = played(() => ({ ticket: () => Promise.reject(new Error('down')) }));
    await expect(lineOf(broken, 'c_a').ticket(viewer)).rejects.toThrow('down');
    const { env } = lines({});
    expect(await (await lineOf(env, 'c_x').fetch(new Request('https://x/'))).text()).toBe('c_x');
  });
});
