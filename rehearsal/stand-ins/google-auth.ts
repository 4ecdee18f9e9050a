import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CloudIdentity } from '../cloud/cloud.ts';
import { RefusedExchange } from '../cloud/refused-exchange.ts';
import type { StandIn } from '../runner/stand-in.ts';
import { identityToken } from './identity-token.ts';
import { readInputs } from './inputs.ts';
import type { StandInWorld } from './world.ts';

/** `google-github-actions/auth` by workload identity federation: exchanges the job's OIDC token, and acts as a service account where one
 *  is named. Keys are not rehearsed.
 *  @see https://github.com/google-github-actions/auth#preferred-direct-workload-identity-federation */
export const googleAuth =
  ({ cloud }: Pick<StandInWorld, 'cloud'>): StandIn =>
  async (call) => {
    const inputs = readInputs(call, [
      'project_id',
      'workload_identity_provider',
      'audience',
      'service_account',
      'token_format',
      'create_credentials_file',
      'export_environment_variables',
      'cleanup_credentials',
    ]);
    const { context } = call;
    const provider = inputs.text('workload_identity_provider');
    if (!/^projects\/\d+\/locations\/global\/workloadIdentityPools\/[^/]+\/providers\/[^/]+$/.test(provider)) {
      throw new Error(
        `The input workload_identity_provider is "${provider}", wanted "projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>".`,
      );
    }
    const audience = inputs.text('audience') || `https://iam.googleapis.com/${provider}`;
    const account = inputs.text('service_account');
    const known = await exchanged(cloud, await identityToken(context.env, audience), provider);
    const acting = tokenFormat(inputs.text('token_format'), account) ? actingAs(cloud, known, account) : undefined;
    const { name, principal } = acting ?? known;
    context.log(`Google Cloud knows this job as ${name} (${principal}).`);
    const tokens = [known, ...(acting === undefined ? [] : [acting])].map(({ token }) => token);

    const project = inputs.text('project_id');
    const file = inputs.flag('create_credentials_file', true)
      ? join(context.workspace, `gha-creds-${randomBytes(8).toString('hex')}.json`)
      : undefined;
    if (file !== undefined)
      await writeFile(file, credentialsFile(context.env, { audience, provider, account }), { mode: 0o600 });
    const exported = inputs.flag('export_environment_variables', true);
    const cleanUp = inputs.flag('cleanup_credentials', true);
    return {
      outputs: {
        auth_token: known.token,
        ...(acting === undefined ? {} : { access_token: acting.token }),
        project_id: project,
        ...(file === undefined ? {} : { credentials_file_path: file }),
      },
      secrets: tokens,
      env: exported ? { ...projectVariables(project), ...fileVariables(file) } : {},
      async post() {
        for (const token of tokens) cloud.revoke(token);
        if (file !== undefined && cleanUp) await rm(file, { force: true });
      },
    };
  };

/** Whether an access token is wanted. @throws in the words of the action */
function tokenFormat(format: string, account: string): boolean {
  if (format === '') return false;
  if (format !== 'access_token')
    throw new Error(`The input token_format is "${format}"; only "access_token" is rehearsed.`);
  if (account !== '') return true;
  throw new Error(
    'google-github-actions/auth failed with: the GitHub Action workflow must specify a "service_account" to use when generating an OAuth 2.0 Access Token.',
  );
}

/** @throws in the words of the action where the identity may not */
function actingAs(cloud: StandInWorld['cloud'], { token }: CloudIdentity, account: string): CloudIdentity {
  try {
    return cloud.impersonate(token, account);
  } catch (error) {
    if (!(error instanceof RefusedExchange)) throw error;
    throw new Error(
      `google-github-actions/auth failed with: failed to generate Google Cloud OAuth 2.0 Access Token for ${account}: ${error.message}`,
    );
  }
}

/** @throws in the words of the action where the provider does not take the token. */
async function exchanged(cloud: StandInWorld['cloud'], token: string, provider: string): Promise<CloudIdentity> {
  try {
    return await cloud.exchange(token, provider);
  } catch (error) {
    if (!(error instanceof RefusedExchange)) throw error;
    throw new Error(
      `google-github-actions/auth failed with: failed to generate Google Cloud federated token for //iam.googleapis.com/${provider}: ${error.body}`,
    );
  }
}

/** Tells Google's clients to fetch an OIDC token of the job themselves; no credential stands in it but the right to ask.
 *  @see https://google.aip.dev/auth/4117 */
const credentialsFile = (
  env: Readonly<Record<string, string>>,
  { audience, provider, account }: { readonly audience: string; readonly provider: string; readonly account: string },
): string =>
  JSON.stringify({
    type: 'external_account',
    audience: `//iam.googleapis.com/${provider}`,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: 'https://sts.googleapis.com/v1/token',
    ...(account === ''
      ? {}
      : {
          service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${account}:generateAccessToken`,
        }),
    credential_source: {
      url: `${env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? ''}&audience=${encodeURIComponent(audience)}`,
      headers: { Authorization: `Bearer ${env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? ''}` },
      format: { type: 'json', subject_token_field_name: 'value' },
    },
  });

const projectVariables = (project: string): Record<string, string> =>
  project === ''
    ? {}
    : Object.fromEntries(
        ['CLOUDSDK_CORE_PROJECT', 'CLOUDSDK_PROJECT', 'GCLOUD_PROJECT', 'GCP_PROJECT', 'GOOGLE_CLOUD_PROJECT'].map(
          (name) => [name, project],
        ),
      );

const fileVariables = (file: string | undefined): Record<string, string> =>
  file === undefined
    ? {}
    : {
        CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE: file,
        GOOGLE_APPLICATION_CREDENTIALS: file,
        GOOGLE_GHA_CREDS_PATH: file,
      };
