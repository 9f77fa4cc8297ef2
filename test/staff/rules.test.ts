import { describe, expect, it } from 'vitest';
import type { Role } from '../../shared/actors.ts';
import { mayTry, placeOf } from '../../worker/staff/attempts.ts';
import { freshPassword, hashPassword, outdated, passwordMatches } from '../../worker/staff/password.ts';
import { allows, creating, rights } from '../../worker/staff/rights.ts';
import { ABSOLUTE_MS, IDLE_MS, lives } from '../../worker/staff/session.ts';

describe('rights', () => {
  it('T4 let nobody make a member above themselves', () => {
    const rank: Record<Role, number> = { agent: 0, editor: 0, marketer: 0, lead: 1, owner: 2 };
    const roles: Role[] = ['owner', 'lead', 'editor', 'marketer', 'agent'];
    for (const maker of roles) {
      for (const made of roles) {
        if (allows(maker, creating(made))) expect(rank[maker]).toBeGreaterThanOrEqual(rank[made]);
      }
    }
  });

  it('grow with the role: what an agent may, a lead may, and the owner', () => {
    for (const row of Object.values(rights)) {
      if (row.agent) expect(row.lead).toBe(true);
      if (row.lead) expect(row.owner).toBe(true);
    }
    expect(allows('agent', 'take-from-colleague')).toBe(false);
  });

  it('O46 let marketers write campaigns and count whom a rule means: no conversation, no person, no knowledge, and nothing is let go by them', () => {
    const may = (Object.keys(rights) as (keyof typeof rights)[]).filter((action) => allows('marketer', action));
    expect(may.toSorted()).toEqual(['count-audience', 'list-members', 'see-settings', 'write-campaigns']);
    for (const one of ['editor', 'agent'] as const) expect(allows(one, 'write-campaigns')).toBe(false);
    expect((['owner', 'lead', 'marketer'] as const).map((one) => allows(one, 'approve-campaigns'))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('T4 let editors write answers and open no customer’s line; agents only read them', () => {
    expect(allows('editor', 'edit-knowledge')).toBe(true);
    expect(allows('editor', 'approve-knowledge')).toBe(false);
    expect(allows('editor', 'follow-line')).toBe(false);
    expect(allows('agent', 'see-knowledge')).toBe(true);
    expect(allows('agent', 'edit-knowledge')).toBe(false);
  });
});

describe('passwords', () => {
  it('T1 are kept by scrypt with their parameters beside, salted, and compared whole', () => {
    const kept = hashPassword('correct horse battery');
    expect(kept).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/u);
    expect(hashPassword('correct horse battery')).not.toBe(kept);
    expect(passwordMatches('correct horse battery', kept)).toBe(true);
    expect(passwordMatches('correct horse batterz', kept)).toBe(false);
    expect(outdated(kept)).toBe(false);
  });

  it('kept with another cost still match and ask to be raised', () => {
    const cheap = 'scrypt$1024$8$1$AAAAAAAAAAAAAAAAAAAAAA$';
    expect(outdated(cheap)).toBe(true);
    expect(passwordMatches('x', cheap)).toBe(false);
  });

  it('T1 of nobody cost the same work and never match', () => {
    const kept = hashPassword('something');
    const timed = (against: string | null) => {
      const began = performance.now();
      expect(passwordMatches('wrong', against)).toBe(false);
      return performance.now() - began;
    };
    timed(kept);
    const [known, unknown] = [timed(kept), timed(null)];
    expect(unknown).toBeGreaterThan(known / 3);
    expect(passwordMatches('', null)).toBe(false);
  });

  it('made for a member are 16 characters without look-alikes, never the same', () => {
    const made = Array.from({ length: 50 }, freshPassword);
    for (const one of made) expect(one).toMatch(/^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){3}$/u);
    expect(new Set(made).size).toBe(50);
  });
});

describe('attempts', () => {
  it('are counted by the /64 of an IPv6 address, however it is spelled', () => {
    expect(placeOf('2001:db8:0:1::7')).toBe('2001:db8:0:1');
    expect(placeOf('2001:0DB8:0000:0001:ffff::')).toBe('2001:db8:0:1');
    expect(placeOf('::1')).toBe('0:0:0:0');
    expect(placeOf('203.0.113.9')).toBe('203.0.113.9');
  });

  it('T3 end for one name at one place after five, for one place after thirty', () => {
    expect(mayTry({ nameAndPlace: 4, place: 4 })).toBe(true);
    expect(mayTry({ nameAndPlace: 5, place: 5 })).toBe(false);
    expect(mayTry({ nameAndPlace: 0, place: 29 })).toBe(true);
    expect(mayTry({ nameAndPlace: 0, place: 30 })).toBe(false);
  });
});

describe('a sign-in', () => {
  const session = { hash: 'h', member: 'm', since: 0, usedAt: 0 };
  it('ends twelve idle hours or seven days after', () => {
    expect(lives(session, IDLE_MS - 1)).toBe(true);
    expect(lives(session, IDLE_MS)).toBe(false);
    expect(lives({ ...session, usedAt: ABSOLUTE_MS - 1 }, ABSOLUTE_MS - 1)).toBe(true);
    expect(lives({ ...session, usedAt: ABSOLUTE_MS - 1 }, ABSOLUTE_MS)).toBe(false);
  });
});
