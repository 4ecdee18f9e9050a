import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AuthenticatedWorld, credential, POD } from './authenticated-world.ts';
import { jwt, oidcIssuer } from './oidc-issuer.ts';

let world: AuthenticatedWorld;

beforeEach(async () => {
  world = await AuthenticatedWorld.open();
});
afterEach(() => world.close());

describe('other credentials', () => {
  it('a token file is read again when its token was replaced', async () => {
    world.written('token', 'first\n');
    world.accepts('Bearer first');
    const cluster = world.as({ tokenFile: 'token' });
    await cluster.get(POD);
    world.written('token', 'second\n');
    world.accepts('Bearer second');
    await cluster.get(POD);
    expect(world.shown()).toEqual(['Bearer first', 'Bearer first', 'Bearer second']);
  });

  it('a client certificate is presented, and one that a plugin hands out makes a connection of its own', async () => {
    const { key, certificate } = await world.front.authority.issue(['deployer']);
    const base64 = (text: string) => Buffer.from(text).toString('base64');
    await world.as({ 'client-certificate-data': base64(certificate), 'client-key-data': base64(key) }).get(POD);
    await world
      .as(world.plugin(credential(JSON.stringify({ clientCertificateData: certificate, clientKeyData: key }))))
      .get(POD);
    await world.as({ token: 'a' }).get(POD);
    expect(world.front.seen.map(({ clientCertificate }) => clientCertificate !== undefined)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('user and password are sent as such', async () => {
    await world.as({ username: 'u', password: 'p' }).get(POD);
    expect(world.shown()).toEqual([`Basic ${Buffer.from('u:p').toString('base64')}`]);
  });

  it('an OIDC token that has ended is refreshed, once for many calls', async () => {
    const issuer = await oidcIssuer(world);
    const cluster = world.as({
      'auth-provider': {
        name: 'oidc',
        config: {
          'client-id': 'sluice',
          'client-secret': 's',
          'id-token': jwt({ exp: 1 }),
          'refresh-token': 'refresh-1',
          'idp-issuer-url': issuer.url,
          'idp-certificate-authority-data': Buffer.from(world.front.authority.certificate).toString('base64'),
        },
      },
    });
    for (let count = 0; count < 3; count++) await world.clock.until(cluster.get(POD));
    expect(world.shown()).toEqual(Array(3).fill(`Bearer ${issuer.token}`));
    expect(issuer.refreshes).toEqual(['refresh-1']);
  });
});
