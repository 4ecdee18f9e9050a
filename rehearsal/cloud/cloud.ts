import { randomBytes } from 'node:crypto';
import type { IdentityClaims, OidcIssuer } from '../github/oidc.ts';
import type { Accounts } from '../registry/accounts.ts';
import { NotRehearsed } from '../workflow/problems.ts';
import { type ClaimsExpression, claimsExpression } from './claims-expression.ts';
import { RefusedExchange } from './refused-exchange.ts';
import { registryRights } from './registry-rights.ts';
import { IDENTITIES_FILE } from './told-file.ts';
import type { ToldIdentities, ToldIdentity, ToldRight } from './told-identities.ts';

/** Somebody the cloud has let in: one of the identities that it was told of. */
export interface CloudIdentity {
  readonly token: string;
  /** What it was told to call it. */
  readonly name: string;
  /** Who it is for everything in the cloud that is asked by name: `principal://…/subject/<subject>`, or the service account that it acts as. */
  readonly principal: string;
  readonly rights: readonly ToldRight[];
}

/** The user name that goes with an access token at Google's registries. */
export const TOKEN_USER = 'oauth2accesstoken';

export interface CloudParts {
  readonly issuer: Pick<OidcIssuer, 'verify'>;
  /** `undefined`: nobody has set the cloud up. */
  readonly told: ToldIdentities | undefined;
  /** Who may do what in the delivery's registry. */
  readonly accounts: Accounts;
  /** Whose repositories lie in it. */
  readonly project: string;
}

/** Google Cloud, as far as a delivery meets it: workload identity federation, which exchanges a job's OIDC token at a provider for an
 *  access token. It knows the identities that it was told of, and nobody else. */
export class Cloud {
  readonly #parts: CloudParts;
  readonly #identities = new Map<string, CloudIdentity>();
  readonly #providers = new Map<string, Promise<Provider>>();

  constructor(parts: CloudParts) {
    this.#parts = parts;
  }

  /** @param provider its full name, `projects/<number>/…/providers/<name>`
   *  @throws {RefusedExchange} for a token that this provider does not take
   *  @throws {NotRehearsed} where nobody has said which identities there are */
  async exchange(oidcToken: string, provider: string): Promise<CloudIdentity> {
    const { issuer, told } = this.#parts;
    if (told === undefined) throw NOT_TOLD;
    const identity = told.identities.find((one) => one.provider === provider);
    if (identity === undefined)
      throw new RefusedExchange(
        'invalid_target',
        'The target service indicated by the "audience" parameters is invalid. This might either be because the pool or provider is disabled or deleted or because it doesn\'t exist.',
      );
    const claims = verified(issuer, oidcToken, identity.audience);
    if (claims.iss !== told.issuer)
      throw new RefusedExchange(
        'invalid_grant',
        `The issuer in ID Token ${claims.iss} does not match the expected ones.`,
      );
    const { condition, subject } = await this.#provider(identity);
    const said = textClaims(claims);
    if (condition(said) !== true)
      throw new RefusedExchange('unauthorized_client', 'The given credential is rejected by the attribute condition.');
    const principal = `principal://iam.googleapis.com/${told.pool}/subject/${mapped(subject, said)}`;
    return this.#admit(identity.name, principal, identity.serviceAccount === undefined ? identity.rights : []);
  }

  /** Lets somebody act as a service account. @throws {RefusedExchange} unless it is the one of that identity */
  impersonate(token: string, account: string): CloudIdentity {
    const name = this.#identities.get(token)?.name;
    const told = this.#parts.told?.identities.find((one) => one.name === name && one.serviceAccount === account);
    if (told === undefined)
      throw new RefusedExchange(
        'unauthorized_client',
        "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).",
      );
    return this.#admit(told.name, account, told.rights);
  }

  #admit(name: string, principal: string, rights: readonly ToldRight[]): CloudIdentity {
    const { accounts, project } = this.#parts;
    const admitted = { token: `ya29.rehearsal-${randomBytes(24).toString('base64url')}`, name, principal, rights };
    this.#identities.set(admitted.token, admitted);
    accounts.add(TOKEN_USER, admitted.token, registryRights(rights, project));
    return admitted;
  }

  /** A resource of the project that is rehearsed, as the conditions of rights name it. */
  nameOf(resource: string): string {
    const { project, told } = this.#parts;
    const own = `projects/${project}/`;
    return told !== undefined && resource.startsWith(own)
      ? `projects/${told.project}/${resource.slice(own.length)}`
      : resource;
  }

  /** Who an access token belongs to; `undefined` for one that was never handed out or is revoked. */
  find(token: string): CloudIdentity | undefined {
    return this.#identities.get(token);
  }

  revoke(token: string): void {
    this.#identities.delete(token);
    this.#parts.accounts.remove(TOKEN_USER, token);
  }

  /** Its expressions are read once, when it is first asked. */
  #provider({ provider, condition, mapping }: ToldIdentity): Promise<Provider> {
    const known = this.#providers.get(provider) ?? providerOf(condition, mapping['google.subject']);
    this.#providers.set(provider, known);
    return known;
  }
}

interface Provider {
  readonly condition: ClaimsExpression;
  readonly subject: ClaimsExpression;
}

async function providerOf(condition: string, subject: string): Promise<Provider> {
  return { condition: await claimsExpression(condition), subject: await claimsExpression(subject) };
}

const NOT_TOLD = new NotRehearsed([
  {
    what: `a login to Google Cloud without ${IDENTITIES_FILE}, which says which identities there are,`,
    place: undefined,
    next: 'say repository and cluster.identity.pool in the delivery, and run "sluice synth"',
  },
]);

function verified(issuer: CloudParts['issuer'], token: string, audience: string): IdentityClaims {
  try {
    return issuer.verify(token, audience);
  } catch (error) {
    throw new RefusedExchange('invalid_grant', error instanceof Error ? error.message : String(error));
  }
}

/** At most 127 bytes: https://docs.cloud.google.com/iam/docs/workload-identity-federation#mapping */
const LONGEST_SUBJECT = 127;

function mapped(subject: ClaimsExpression, claims: Readonly<Record<string, string>>): string {
  const value = subject(claims);
  if (typeof value === 'string' && value !== '' && Buffer.byteLength(value) <= LONGEST_SUBJECT) return value;
  throw new RefusedExchange(
    'invalid_grant',
    `The mapped attribute google.subject must be of type STRING, and of 1 to ${LONGEST_SUBJECT} bytes.`,
  );
}

const textClaims = (claims: IdentityClaims): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(claims).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
