import { describe, expect, it } from '@jest/globals';
import { evidencePlace, inCluster, isEvidencePlace, signedIn, signedPlace } from '../../../../domain/evidence/place.ts';

const RELEASE = { repository: 'r.example/p/services/api' };

describe('the place of signed evidence', () => {
  it('is beside the release, whatever tier says it', () => {
    const place = evidencePlace(signedPlace('70'), RELEASE);
    expect(signedIn(place)).toEqual({ owner: 70, repository: RELEASE.repository });
    expect(inCluster(place)).toBeUndefined();
  });

  it.each(['signed:', 'signed:0', 'signed:07', 'signed:acme', 'signed:7/x', 'signed:7 ', 'signed:12345678901234567'])(
    'is no place: %s',
    (text) => expect(isEvidencePlace(text)).toBe(false),
  );

  it('is none of the others', () => {
    expect(isEvidencePlace(signedPlace('70'))).toBe(true);
    for (const place of [
      'namespace:staging',
      'r.example/p/evidence-staging',
      evidencePlace('namespace:staging', RELEASE),
    ])
      expect(signedIn(place)).toBeUndefined();
  });
});
