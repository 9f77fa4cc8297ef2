import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ownWords } from '../../shared/reasons.ts';
import { demoKnowledge } from '../../worker/knowledge/demo.ts';
import { reasonWords, skillWords } from '../../web/dashboard/src/locale/handover-words.ts';

const customer = new URL('../../worker/customer/', import.meta.url);

describe('why words reached nobody', () => {
  it('C34 C45 each reason of ours that the line keeps has its sentence in both languages; a platform’s is its own', () => {
    const kept = readdirSync(customer, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => readFileSync(new URL(name, customer), 'utf8').match(/(?<=ownReason\(')\w+/gu) ?? []);
    expect(kept.toSorted()).toEqual(['call_ended', 'not_spoken', 'parted', 'superseded']);
    for (const code of kept) {
      expect(ownWords(code)?.zh).toMatch(/\p{Script=Han}/u);
      expect(ownWords(code)?.en).toMatch(/^[a-z][^\p{Script=Han}]+$/u);
    }
    expect(ownWords('sms_not_delivered')).toBeNull();
    const locale = readFileSync(new URL('../../web/dashboard/src/locale/locale.ts', import.meta.url), 'utf8');
    expect(locale).toContain('ownWords(code)');
  });
});

describe('the words of a hand-over', () => {
  it('know every reason the robot can give, and every skill of the published knowledge', () => {
    const mind = readFileSync(new URL('../../worker/brain/mind.ts', import.meta.url), 'utf8');
    const reasons = /export type HandoverReason =([^;]+);/u.exec(mind)?.[1]?.match(/\w+/gu) ?? [];
    expect(reasons.length).toBeGreaterThan(5);
    expect(Object.keys(reasonWords.zh).sort()).toEqual([...reasons].sort());
    const skills = new Set(demoKnowledge().entries.map((entry) => entry.skill));
    expect(skills.size).toBeGreaterThan(3);
    for (const skill of skills) expect(Object.keys(skillWords.en)).toContain(skill);
  });
});
