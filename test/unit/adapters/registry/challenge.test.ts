import { describe, expect, it } from '@jest/globals';
import { isTrustworthy } from '../../../../adapters/http/trustworthy.ts';
import { registryAddress } from '../../../../adapters/registry/address.ts';
import { parseChallenge } from '../../../../adapters/registry/challenge.ts';

describe('a challenge', () => {
  it('names realm, service and scope, with commas inside quotes', () => {
    expect(
      parseChallenge('Bearer realm="https://auth.example/token",service="r.example",scope="repository:a/b:pull,push"'),
    ).toEqual({
      kind: 'bearer',
      realm: 'https://auth.example/token',
      service: 'r.example',
      scope: 'repository:a/b:pull,push',
    });
  });

  it('may be Basic in any spelling', () => {
    expect(parseChallenge('basic realm=x')).toEqual({ kind: 'basic' });
  });

  it('of another scheme, without realm, or missing is none that can be answered', () => {
    for (const header of ['Negotiate abc', 'Bearer service="x"', '', undefined]) {
      expect(parseChallenge(header)).toBeUndefined();
    }
  });
});

describe('the address of a registry', () => {
  it('is HTTPS, except on this machine', () => {
    expect(registryAddress('europe-docker.pkg.dev/p/services/api')).toEqual({
      host: 'europe-docker.pkg.dev',
      origin: 'https://europe-docker.pkg.dev',
      name: 'p/services/api',
    });
    expect(registryAddress('127.0.0.1:5000/api').origin).toBe('http://127.0.0.1:5000');
    expect(registryAddress('localhost.evil.example/api').origin).toBe('https://localhost.evil.example');
  });

  it('of Docker Hub is another host, with its official images in library/', () => {
    expect(registryAddress('docker.io/python')).toMatchObject({
      origin: 'https://registry-1.docker.io',
      name: 'library/python',
    });
    expect(registryAddress('docker.io/acme/app').name).toBe('acme/app');
  });

  it('is given credentials over HTTPS or on this machine only', () => {
    expect(isTrustworthy(new URL('https://a.example'))).toBe(true);
    expect(isTrustworthy(new URL('http://localhost:1/'))).toBe(true);
    expect(isTrustworthy(new URL('http://a.example'))).toBe(false);
  });
});
