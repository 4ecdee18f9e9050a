import type { Right } from '../../../setup-src/gcp/rights.ts';

/** What `identities.json` tells, as its readers see it. */
export interface ToldIdentities {
  readonly schema: string;
  readonly project: { readonly id: string; readonly number: string };
  readonly pool: string;
  readonly issuer: string;
  readonly registry: {
    readonly location: string;
    readonly repositories: readonly string[];
    readonly moved: readonly string[];
  };
  readonly identities: readonly ToldIdentity[];
}

export interface ToldIdentity {
  readonly name: string;
  readonly provider: string;
  readonly audience: string;
  readonly mapping: { readonly 'google.subject': string };
  readonly condition: string;
  readonly subject: string;
  readonly principal: string;
  readonly serviceAccount?: string;
  readonly rights: readonly (
    | Extract<Right, { kind: 'registry' }>
    | (Extract<Right, { kind: 'project' }> & { readonly repository?: undefined })
    | Extract<Right, { kind: 'namespace' }>
  )[];
}

/** The one place of these tests that believes the file to have its shape; each of them asks for what it uses. */
export const identitiesIn = (text: string): ToldIdentities => JSON.parse(text);
