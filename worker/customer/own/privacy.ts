/** 隐私说明: how its versions stand with the person, and what they say to one. Runs inside one transaction. */
import { standingOf, type PrivacyStanding } from '../../../shared/privacy.ts';
import { refuse, type Result } from '../../../shared/refusal.ts';
import type { Turn } from '../turn.ts';

/** Whether they are still to be asked, and what rests until then. */
export function privacyStanding(turn: Turn): PrivacyStanding {
  return standingOf(turn.around.settings.privacy.versions, turn.own.privacyWords(), turn.now);
}

/** Their word to a version, kept with where it was said; the same word again is the same. */
export function saidToNotice(
  turn: Turn,
  endpoint: string,
  said: { version: string; given: boolean },
): Result<{ standing: PrivacyStanding }> {
  const { versions } = turn.around.settings.privacy;
  const known = versions.some(({ version }) => version === said.version);
  if (!known) return refuse('not_found', 'There is no such version of the notice.');
  const before = turn.own.privacyWords().findLast(({ version }) => version === said.version);
  if (before?.given !== said.given) {
    const channel = turn.line.endpoint(endpoint)?.channel ?? 'web';
    turn.own.addPrivacyWord({ ...said, at: turn.now }, endpoint, `${channel}:privacy-notice`);
  }
  return { ok: true, standing: privacyStanding(turn) };
}
