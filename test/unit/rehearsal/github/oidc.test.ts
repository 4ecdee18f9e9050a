import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { subjectOf } from '../../../../rehearsal/github/oidc.ts';
import { CLAIMS as claims } from './claims.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

describe('the identity of a job', () => {
  it('is signed with the published key and says which workflow of which ref it is', async () => {
    const { url, token } = world.server.oidc.allow({ ...claims, environment: 'production' });
    const answer = await fetch(`${url}&audience=cloud`, { headers: { authorization: `Bearer ${token}` } });
    const { value } = (await answer.json()) as { value: string };
    const [header = '', payload = '', signature = ''] = value.split('.');
    const { keys } = (await (await fetch(`${world.server.url}/.well-known/jwks`)).json()) as { keys: JsonWebKey[] };
    const key = createPublicKey({ key: keys[0] ?? {}, format: 'jwk' });
    const signed = Buffer.from(`${header}.${payload}`);
    expect(verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url'))).toBe(true);
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
      ...claims,
      iss: 'https://token.actions.githubusercontent.com',
      aud: 'cloud',
      sub: 'repo:acme@65/shop@74:environment:production',
    });
  });

  it('is for one audience, ends after minutes, and cannot be changed', () => {
    const { oidc } = world.server;
    const jwt = oidc.mint(oidc.allow(claims).token, 'cloud') ?? '';
    expect(oidc.verify(jwt, 'cloud')).toMatchObject(claims);
    expect(() => oidc.verify(jwt, 'other')).toThrow('is for "cloud", not for "other"');
    const [header, payload, signature] = jwt.split('.');
    const forged = Buffer.from(payload ?? '', 'base64url')
      .toString()
      .replace('refs/heads/main', 'refs/heads/evil');
    const changed = `${header}.${Buffer.from(forged).toString('base64url')}.${signature}`;
    expect(() => oidc.verify(changed, 'cloud')).toThrow('was not signed');
    world.time += 300_000;
    expect(() => oidc.verify(jwt, 'cloud')).toThrow('expired');
  });

  it('is refused to whoever was not allowed to ask', async () => {
    const { url, token } = world.server.oidc.allow(claims);
    const ask = (value: string) => fetch(url, { headers: { authorization: `Bearer ${value}` } });
    expect((await ask(world.tokens.issue({ permissions: {}, actor: 'mina', runId: 1 }))).status).toBe(401);
    world.server.oidc.revoke(token);
    expect((await ask(token)).status).toBe(401);
  });

  it('names the environment, the pull request or the ref as its subject', () => {
    expect(subjectOf(claims)).toBe('repo:acme@65/shop@74:ref:refs/heads/main');
    expect(subjectOf({ ...claims, event_name: 'pull_request' })).toBe('repo:acme@65/shop@74:pull_request');
    expect(subjectOf({ ...claims, environment: 'a:b' })).toBe('repo:acme@65/shop@74:environment:a%3Ab');
  });
});
