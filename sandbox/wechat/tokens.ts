/** A token that was issued. `endsAt` moves when it is replaced. */
export interface Token {
  value: string;
  kind: 'plain' | 'stable';
  endsAt: number;
  killed: boolean;
}

export const TOKEN_LIFE_MS = 7200_000;
const OVERLAP_MS = 300_000;

/** What the platform does on a call for a plain token: always a new one; the one before stays usable for 5 minutes. */
export function issuePlain(live: Token[], nowMs: number): { endSooner: { value: string; endsAt: number }[] } {
  const still = live.filter((token) => token.kind === 'plain' && !token.killed && token.endsAt > nowMs + OVERLAP_MS);
  return { endSooner: still.map((token) => ({ value: token.value, endsAt: nowMs + OVERLAP_MS })) };
}

/** What it does on a call for a stable token. Normal mode keeps the old one until its last 5 minutes; force kills it. */
export function issueStable(
  live: Token[],
  force: { wanted: boolean; timesToday: number; lastAt: number },
  nowMs: number,
): { act: 'keep'; token: Token } | { act: 'renew'; kill: string[] } | { act: 'refuse'; errcode: 45009 | 45011 } {
  const standing = live.filter((token) => token.kind === 'stable' && !token.killed && token.endsAt > nowMs);
  if (force.wanted) {
    if (nowMs - force.lastAt < 30_000) return { act: 'refuse', errcode: 45011 };
    if (force.timesToday >= 20) return { act: 'refuse', errcode: 45009 };
    return { act: 'renew', kill: standing.map((token) => token.value) };
  }
  const best = standing.sort((one, other) => other.endsAt - one.endsAt)[0];
  if (best && best.endsAt - nowMs > OVERLAP_MS) return { act: 'keep', token: best };
  return { act: 'renew', kill: [] };
}

/** Is this token good for a call? Missing 41001, expired 42001, anything else that is not live 40001. */
export function judgeToken(value: string, found: Token | undefined, nowMs: number): 0 | 40001 | 41001 | 42001 {
  if (value === '') return 41001;
  if (!found || found.killed) return 40001;
  return found.endsAt <= nowMs ? 42001 : 0;
}
