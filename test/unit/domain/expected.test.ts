import { describe, expect, it } from '@jest/globals';
import { placesOfServices } from '../../../actions/_shell/input-kinds.ts';
import { digestOf } from '../../../domain/digest.ts';
import { demandPlace } from '../../../domain/expected.ts';

const places = placesOfServices('api r.example/p/services/api\n\n  web r.example/p/services/web');
const handed = (service: string, repository: string) => ({ service, release: { repository, digest: digestOf('x') } });

describe('where the bytes of each service lie', () => {
  it('is said of those whose bytes lie there', () => {
    expect(demandPlace(handed('web', 'r.example/p/services/web'), places)).toEqual({
      repository: 'r.example/p/services/web',
    });
  });

  it.each([
    ['bytes of another service', handed('web', 'r.example/p/services/api'), 'other-repository'],
    ['bytes below it', handed('api', 'r.example/p/services/api/x'), 'other-repository'],
    ['a service that nobody named', handed('ap', 'r.example/p/services/api'), 'other-service'],
  ])('is refused of %s', (_, bytes, reason) => {
    expect(() => demandPlace(bytes, places)).toThrow(expect.objectContaining({ reason }));
  });

  it.each([
    ['', 'Wanted a service and where its bytes lie'],
    ['api', 'Wanted `host/path`'],
    ['api r.example/a r.example/b', 'is no place'],
    ['api r.example/a@sha256:1', 'Wanted `host/path`'],
    ['api r.example/a\napi r.example/b', 'A service is there twice'],
  ])('is not read from %j', (text, says) => {
    expect(() => placesOfServices(text)).toThrow(says);
  });
});
