import { describe, expect, it } from '@jest/globals';
import { evidencePlace, inCluster, isEvidencePlace, signedIn, signedPlace } from '../../../../domain/evidence/place.ts';

const RELEASE = { repository: 'r.example/p/services/api' };
const STAGING = signedPlace('70', 'r.example/p/evidence-staging');

describe('the place of signed evidence', () => {
  it('says whose signature counts, and has a repository for each image', () => {
    const place = evidencePlace(STAGING, RELEASE);
    expect(signedIn(place)).toEqual({ owner: 70, repository: 'r.example/p/evidence-staging/api' });
    expect(inCluster(place)).toBeUndefined();
  });

  it.each([
    'signed:',
    'signed:70',
    'signed:70/',
    'signed:/r.example/p',
    'signed:0/r.example/p',
    'signed:07/r.example/p',
    'signed:acme/r.example/p',
    'signed:7/namespace:staging',
    'signed:7/r.example/P',
    'signed:7/r.example/p ',
    'signed:1234567890123456/r.example/p',
  ])('is no place: %s', (text) => expect(isEvidencePlace(text)).toBe(false));

  it('is none of the others', () => {
    expect(isEvidencePlace(STAGING)).toBe(true);
    for (const place of [evidencePlace('namespace:staging', RELEASE), 'r.example/p/evidence-staging'])
      expect(signedIn(place)).toBeUndefined();
  });
});
