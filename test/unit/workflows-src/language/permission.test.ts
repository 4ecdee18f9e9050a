import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PERMISSION_SCOPES } from '../../../../domain/action-contract.ts';
import { permissionNeed, permissionUnion } from '../../../../workflows-src/language/permission.ts';

const need = fc.record({
  scope: fc.constantFrom(...PERMISSION_SCOPES),
  level: fc.constantFrom('read' as const, 'write' as const),
  why: fc.string(),
});

describe('the permissions of a job', () => {
  it('are exactly what its steps need: no scope more, no level more, none less', () => {
    fc.assert(
      fc.property(fc.array(need), (needs) => {
        const union = permissionUnion(needs);
        expect(union.map(({ scope }) => scope)).toEqual([...new Set(needs.map(({ scope }) => scope))].sort());
        for (const { scope, level } of union) {
          expect(level === 'write').toBe(needs.some((each) => each.scope === scope && each.level === 'write'));
        }
      }),
    );
  });

  it('do not depend on the order of the steps', () => {
    fc.assert(
      fc.property(fc.array(need), (needs) => {
        const levels = (list: typeof needs) => permissionUnion(list).map(({ scope, level }) => `${scope}: ${level}`);
        expect(levels([...needs].reverse())).toEqual(levels(needs));
      }),
    );
  });

  it('give each reason once, and only those for the level they have', () => {
    const read = { scope: 'contents', level: 'read', why: 'checks out' } as const;
    const write = { scope: 'contents', level: 'write', why: 'pushes' } as const;
    expect(permissionUnion([read, read])).toEqual([{ scope: 'contents', level: 'read', why: ['checks out'] }]);
    expect(permissionUnion([read, write])).toEqual([{ scope: 'contents', level: 'write', why: ['pushes'] }]);
  });

  it('come from a lock that names only what GitHub has', () => {
    expect(() => permissionNeed({ scope: 'content', level: 'read', why: '' })).toThrow('does not know');
  });
});
