import { Cloud } from '../../../rehearsal/cloud/cloud.ts';
import { RefusedExchange } from '../../../rehearsal/cloud/refused-exchange.ts';
import { readIdentities } from '../../../rehearsal/cloud/told-identities.ts';
import type { IdentityClaims } from '../../../rehearsal/github/oidc.ts';
import { type Claims, HONEST } from './honest.ts';
import { hostileClaims } from './hostile.ts';

/** Asks a cloud that was told of these identities for everybody's credentials.
 *  @returns who got in and must not, or must and did not; `undefined` when all is as it must */
export async function whoGetsInWrongly(identities: string): Promise<string | undefined> {
  const told = readIdentities(identities);
  const cloud = new Cloud({
    // What GitHub has signed; that it did is not what is asked here.
    issuer: { verify: (token) => ({ iss: told.issuer, ...JSON.parse(token) }) as IdentityClaims },
    told,
    accounts: { add: () => {}, remove: () => {} } as never,
    project: 'p',
  });
  for (const { name, provider } of told.identities) {
    for (const claims of HONEST.get(name) ?? [])
      if (!(await isLetIn(cloud, provider, claims))) return `An honest job is refused as ${name}: ${said(claims)}.`;
    for (const claims of hostileClaims(name))
      if (await isLetIn(cloud, provider, claims)) return `Somebody else is let in as ${name}: ${said(claims)}.`;
  }
  return undefined;
}

async function isLetIn(cloud: Cloud, provider: string, claims: Claims): Promise<boolean> {
  try {
    await cloud.exchange(JSON.stringify(claims), provider);
    return true;
  } catch (error) {
    if (error instanceof RefusedExchange) return false;
    throw error;
  }
}

const said = (claims: Claims): string =>
  Object.entries(claims)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
