import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { demoKnowledge } from '../../worker/knowledge/demo.ts';
import { reasonWords, skillWords } from '../../web/dashboard/src/locale/handover-words.ts';

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
