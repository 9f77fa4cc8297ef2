/** What the widget's head and bar call the moment. */
import { describe, expect, it } from 'vitest';
import type { Line, SessionView } from '../../shared/line.ts';
import { sayIn } from '../../web/widget/words.ts';
import { subtitle } from '../../web/widget/state.ts';

const lineIn = (state: SessionView['state'], more: Partial<SessionView> = {}): Pick<Line, 'session'> => ({
  session: { id: 's', state, openedAt: 0, fence: 1, ...more },
});

describe('the line under the title', () => {
  it.each(['zh', 'en'] as const)('G1 %s: names a person only while one is there', async (language) => {
    const say = await sayIn(language);
    const words = (state: SessionView['state'], more?: Partial<SessionView>) => subtitle(lineIn(state, more), say);
    expect(words('robot')).toBe(say('robot'));
    expect(words('queued')).toBe(say('queued'));
    expect(words('left-message')).toBe(say('leftHead'));
    expect(words('left-message')).toMatch(/不在线，已留言|Nobody is on duty/u);
    expect(words('agent', { agent: { id: 'a', name: '王晴' } })).toContain('王晴');
    expect(words('closed')).toBe(say('robot'));
  });
});
