import { describe, expect, it } from '@jest/globals';
import { gateway, nginx } from '../../../../domain/edge/edge.ts';
import { edgeWarnings } from '../../../../domain/edge/edge-warnings.ts';

describe('a warning', () => {
  it('is said of nginx, by when it was retired and what to take instead', () => {
    const [retired, addresses, ...more] = edgeWarnings({ edge: nginx({ email: 'operators@acme.com' }) });
    expect(retired).toMatch(/March 2026.*edge: gateway\(\)/);
    expect(addresses).toMatch(/externalTrafficPolicy: Local/);
    expect(more).toEqual([]);
  });

  it('is said of nothing else', () => {
    expect([...edgeWarnings({}), ...edgeWarnings({ edge: gateway() })]).toEqual([]);
  });
});
