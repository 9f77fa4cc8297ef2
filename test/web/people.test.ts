import { describe, expect, it } from 'vitest';
import { everybody, filterIn, groupsIn, keptAs, queryOf, sameFilter } from '../../web/dashboard/src/people/groups.ts';

describe('groups of customers', () => {
  it('V5 come back as they were kept, apart from the history’s filters', () => {
    const filter = { ...everybody, tag: '老客户', blocked: '1' as const };
    const group = { id: 'f1', name: '甲', filter: keptAs(filter), shared: false, own: true };
    const other = { ...group, id: 'f2', filter: { tag: '老客户' } };
    expect(groupsIn([group, other])).toEqual([group]);
    expect(sameFilter(filterIn(group.filter), filter)).toBe(true);
    expect(queryOf(filter)).toEqual({ tag: '老客户', blocked: '1' });
    expect(filterIn({ blocked: 'yes', tag: ['a'], other: 'x' })).toEqual(everybody);
  });
});
