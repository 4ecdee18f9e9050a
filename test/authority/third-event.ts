import { Cloud } from '../../rehearsal/cloud/cloud.ts';
import { readIdentities } from '../../rehearsal/cloud/told-identities.ts';
import { realClock } from '../../rehearsal/cluster/clock.ts';
import { OidcIssuer } from '../../rehearsal/github/oidc.ts';
import { Accounts } from '../../rehearsal/registry/accounts.ts';
import { CLAIMS } from '../unit/rehearsal/github/claims.ts';

/** A job that is as it must be, but for what began its run. Stories have pushes and dispatches alone. */
export interface ThirdEvent {
  readonly identity: string;
  readonly file: string;
  readonly ref: string;
}

/** Asks the rehearsal's cloud, which was told this text, to be an identity in a run that a schedule began.
 *  @returns who it then is; `undefined` where it is let in nowhere */
export async function letsIn(text: string, { identity, file, ref }: ThirdEvent): Promise<string | undefined> {
  const told = readIdentities(text);
  const provider = told.identities.find(({ name }) => name === identity)?.provider ?? '';
  const [, repository_id = '', repository_owner_id = ''] =
    /repository_id == '(\d+)' && assertion\.repository_owner_id == '(\d+)'/.exec(text) ?? [];
  const [, slug = ''] = /'([\w.-]+\/[\w.-]+)\/\.github\/workflows\//.exec(text) ?? [];
  const issuer = new OidcIssuer('http://127.0.0.1:1', realClock);
  const { token } = issuer.allow({
    ...CLAIMS,
    ...{ repository: slug, repository_owner: slug.split('/')[0] ?? '', repository_id, repository_owner_id, ref },
    ...{ ref_type: 'branch', event_name: 'schedule', run_attempt: '1', environment: identity.replace('tier-', '') },
    job_workflow_ref: `${slug}/.github/workflows/${file}@${ref}`,
  });
  const jwt = issuer.mint(token, `https://iam.googleapis.com/${provider}`) ?? '';
  const cloud = new Cloud({ issuer, told, accounts: new Accounts(), project: 'p' });
  try {
    return `It was let in by a schedule: ${(await cloud.exchange(jwt, provider)).principal}`;
  } catch (error) {
    if (/rejected by the attribute condition/.test(String(error))) return undefined;
    throw error;
  }
}
