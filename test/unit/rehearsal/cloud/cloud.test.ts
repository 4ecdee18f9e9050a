import { describe, expect, it } from '@jest/globals';
import { Cloud } from '../../../../rehearsal/cloud/cloud.ts';
import type { ToldIdentities } from '../../../../rehearsal/cloud/told-identities.ts';
import { realClock } from '../../../../rehearsal/cluster/clock.ts';
import { type JobClaims, OidcIssuer } from '../../../../rehearsal/github/oidc.ts';
import { Accounts } from '../../../../rehearsal/registry/accounts.ts';
import { NotRehearsed } from '../../../../rehearsal/workflow/problems.ts';
import { CLAIMS } from '../github/claims.ts';
import { providerOf, TOLD } from '../stand-ins/told.ts';

const issuer = new OidcIssuer('http://127.0.0.1:1', realClock);
const MAIN = providerOf('main');
const jwt = (claims: JobClaims = CLAIMS): string =>
  issuer.mint(issuer.allow(claims).token, `https://iam.googleapis.com/${MAIN}`) ?? '';
const told = (change: Partial<ToldIdentities['identities'][number]>): ToldIdentities => ({
  ...TOLD,
  identities: TOLD.identities.map((one) => ({ ...one, ...change })),
});
const cloudOf = (told: ToldIdentities | undefined) => {
  const accounts = new Accounts();
  return { cloud: new Cloud({ issuer, told, accounts, project: 'p' }), accounts };
};

describe('the cloud', () => {
  it('gives a job the rights of the identity that its provider stands for, until they are revoked', async () => {
    const { cloud, accounts } = cloudOf(TOLD);
    const { token } = await cloud.exchange(jwt(), MAIN);
    expect(accounts.rights(`oauth2accesstoken:${token}`)).toEqual({ pull: [], push: ['p/services'] });
    cloud.revoke(token);
    expect(accounts.rights(`oauth2accesstoken:${token}`)).toBeUndefined();
    expect(cloud.find(token)).toBeUndefined();
  });

  it('knows each exchange by a token of its own', async () => {
    const { cloud } = cloudOf(TOLD);
    const [one, other] = [await cloud.exchange(jwt(), MAIN), await cloud.exchange(jwt(), MAIN)];
    expect(one.token).not.toBe(other.token);
    expect(cloud.find(one.token)).toEqual(one);
  });

  it('believes its own issuer alone', async () => {
    const { cloud } = cloudOf({ ...TOLD, issuer: 'https://token.example' });
    await expect(cloud.exchange(jwt(), MAIN)).rejects.toThrow(
      'The issuer in ID Token https://token.actions.githubusercontent.com does not match the expected ones.',
    );
  });

  it('refuses where the condition asks for a claim that is absent', async () => {
    const { cloud } = cloudOf(told({ condition: "assertion.environment == 'x'" }));
    await expect(cloud.exchange(jwt(), MAIN)).rejects.toMatchObject({ code: 'unauthorized_client' });
    await expect(cloud.exchange(jwt({ ...CLAIMS, environment: 'x' }), MAIN)).resolves.toBeDefined();
  });

  it('refuses where the condition is true of nothing but a text', async () => {
    const { cloud } = cloudOf(told({ condition: 'assertion.ref' }));
    await expect(cloud.exchange(jwt(), MAIN)).rejects.toMatchObject({ code: 'unauthorized_client' });
  });

  it.each([127, 128])('takes a subject of 127 bytes, and none that is longer (%s)', async (bytes) => {
    const { cloud } = cloudOf(told({ mapping: { 'google.subject': `'${'x'.repeat(bytes)}'` } }));
    const exchanged = cloud.exchange(jwt(), MAIN);
    await (bytes === 127 ? expect(exchanged).resolves.toBeDefined() : expect(exchanged).rejects.toThrow('127 bytes'));
  });

  it('lets nobody in that it was not told of, and says what is missing', async () => {
    const { cloud } = cloudOf(undefined);
    await expect(cloud.exchange(jwt(), MAIN)).rejects.toThrow(NotRehearsed);
    await expect(cloud.exchange(jwt(), MAIN)).rejects.toThrow(
      'a login to Google Cloud without setup/gcp/identities.json',
    );
  });
});
