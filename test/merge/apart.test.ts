/** What encounters make of each other is taken back exactly, whoever leaves first. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { apartOf, leaving, taking } from '../../worker/customer/merge/apart.ts';
import { freshService, type Apart } from '../../worker/customer/serving.ts';

type Standing = Parameters<typeof leaving>[0] & { id: string };

const helper = fc.constantFrom(...['li', 'wu', 'he'].map((id) => ({ id, name: id })));
const own: fc.Arbitrary<Apart> = fc.record({
  waitingSince: fc.option(fc.nat(9)),
  urgent: fc.boolean(),
  beside: fc.uniqueArray(helper, { selector: ({ id }) => id }),
});

const standing = (id: string, { waitingSince, urgent, beside }: Apart): Standing => ({
  ...{ id, waitingSince, agent: null, service: { ...freshService, collaborators: beside } },
  handover: { urgency: urgent ? 'urgent' : 'normal' } as Standing['handover'],
});

const alike = ({ beside, ...rest }: Apart) => ({ ...rest, beside: beside.map(({ id }) => id).sort() });

/** As `join.ts` writes it down. */
function joined(stays: Standing, ended: Standing): Standing {
  const taken = taking(stays, ended);
  const all = [taken.own, ...taken.parts];
  const since = all.flatMap(({ waitingSince }) => (waitingSince === null ? [] : [waitingSince]));
  const made: Apart = {
    waitingSince: since.length > 0 ? Math.min(...since) : null,
    urgent: all.some(({ urgent }) => urgent),
    beside: [...new Map(all.flatMap(({ beside }) => beside.map((one) => [one.id, one]))).values()],
  };
  const now = standing(stays.id, made);
  return { ...now, service: { ...now.service, taken: { ...taken, made } } };
}

function left(stays: Standing, gone: string): Standing {
  const { now, taken } = leaving(stays, new Set([gone]));
  const after = standing(stays.id, now);
  return taken ? { ...after, service: { ...after.service, taken: { ...taken, made: now } } } : after;
}

it('I65 whoever joined and whoever left, and in whatever order: what is left is what the rest makes; after all of them, what it was', () => {
  let cases = 0;
  fc.assert(
    fc.property(own, fc.array(own, { minLength: 1, maxLength: 4 }), fc.nat(), (first, others, seed) => {
      const parts = others.map((one, at) => standing(`s${at}`, one));
      let whole = standing('s', first);
      for (const one of parts) whole = joined(whole, one);
      const order = [...parts].sort(
        (one, other) => ((seed >> Number(one.id[1])) % 5) - ((seed >> Number(other.id[1])) % 5),
      );
      const stay = new Set(parts);
      for (const one of order) {
        whole = left(whole, one.id);
        stay.delete(one);
        let rest = standing('s', first);
        for (const part of stay) rest = joined(rest, part);
        expect(alike(apartOf(whole))).toEqual(alike(apartOf(rest)));
        cases += 1;
      }
      expect(alike(apartOf(whole))).toEqual(alike(first));
      expect(whole.service.taken).toBeUndefined();
    }),
    { numRuns: 2_000 },
  );
  expect(cases).toBeGreaterThan(2_000);
});

it('I65 what was changed while they were one stays: an answer, a colleague brought in, one who left', () => {
  const [li, wu, he] = ['li', 'wu', 'he'].map((id) => ({ id, name: id }));
  if (!li || !wu || !he) throw new Error('nobody');
  const mine = { waitingSince: 5, urgent: false, beside: [li] };
  const whole = joined(standing('s', mine), standing('t', { waitingSince: 3, urgent: true, beside: [wu] }));
  expect(apartOf(whole)).toMatchObject({ waitingSince: 3, urgent: true });
  const since = { ...whole, waitingSince: null, service: { ...whole.service, collaborators: [wu, he] } };
  expect(leaving(since, new Set(['t'])).now).toEqual({ waitingSince: null, urgent: false, beside: [he] });
});
