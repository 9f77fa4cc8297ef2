/** What a line has for agents' seats beside its row: owed as letters. */
import type { News } from '../../shared/seat-news.ts';
import type { Turn } from './turn.ts';

/** Something an agent's seat must learn; once by its name. */
export function oweNews(turn: Turn, agent: string, name: string, news: News): void {
  turn.letters.owe({
    lane: `news:${agent}`,
    kind: 'news',
    key: `news:${news.kind}:${agent}:${name}`,
    body: JSON.stringify({ agent, news }),
    dueAt: turn.now,
  });
}
