import { randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clusterKey } from '../../domain/waves.ts';
import type { CloudIdentity } from '../cloud/cloud.ts';
import { RefusedExchange } from '../cloud/refused-exchange.ts';
import type { StandIn } from '../runner/stand-in.ts';
import { fetchToken } from './identity-token.ts';
import { readInputs } from './inputs.ts';
import type { StandInWorld } from './world.ts';

interface CredentialsFile {
  readonly audience: string;
  readonly service_account_impersonation_url?: string;
  readonly credential_source: { readonly url: string; readonly headers: { readonly Authorization: string } };
}

/** `google-github-actions/get-gke-credentials`: writes a kubeconfig for the cluster that the step names, as the rehearsal
 *  has it. Who asks is found out as Google's clients do, by the credentials file that `auth` left. */
export const gkeCredentials =
  ({ cloud, kubeconfig }: Pick<StandInWorld, 'cloud' | 'kubeconfig'>): StandIn =>
  async (call) => {
    const inputs = readInputs(call, ['cluster_name', 'location', 'project_id']);
    const { env, workspace, own, log } = call.context;
    const path = env['GOOGLE_APPLICATION_CREDENTIALS'];
    if (path === undefined) {
      throw new Error(
        'Could not load the default credentials: no step before this one logged in to Google Cloud with a credentials file (google-github-actions/auth with create_credentials_file and export_environment_variables).',
      );
    }
    const {
      audience,
      credential_source: source,
      service_account_impersonation_url: url,
    } = JSON.parse(await readFile(await own(path), 'utf8')) as CredentialsFile;
    const provider = audience.replace(/^\/\/iam\.googleapis\.com\//, '');
    const [, account] = /\/serviceAccounts\/([^/:]+):generateAccessToken$/.exec(url ?? '') ?? [];
    const oidc = await fetchToken(source.url, source.headers.Authorization);
    const identity = await exchanged(cloud, oidc, { provider, account });
    if (!findsClusters(identity)) throw new Error(failed('required "container.clusters.get" permission(s)'));
    const cluster = { name: inputs.text('cluster_name'), location: inputs.text('location') };
    const text = await kubeconfig({
      cluster,
      project: inputs.text('project_id') || (env['GCLOUD_PROJECT'] ?? ''),
      identity,
    });
    const file = join(workspace, `gha-kubeconfig-${randomBytes(8).toString('hex')}`);
    await writeFile(file, text, { mode: 0o600 });
    log(`Wrote a kubeconfig for ${clusterKey(cluster)}.`);
    return {
      outputs: { kubeconfig_path: file },
      env: { KUBECONFIG: file, KUBE_CONFIG_PATH: file },
      secrets: [identity.token],
      async post() {
        cloud.revoke(identity.token);
        await rm(file, { force: true });
      },
    };
  };

const failed = (why: string): string => `google-github-actions/get-gke-credentials failed with: ${why}`;

async function exchanged(
  cloud: StandInWorld['cloud'],
  token: string,
  { provider, account }: { readonly provider: string; readonly account: string | undefined },
): Promise<CloudIdentity> {
  try {
    const known = await cloud.exchange(token, provider);
    if (account === undefined) return known;
    const acting = cloud.impersonate(known.token, account);
    cloud.revoke(known.token);
    return acting;
  } catch (error) {
    if (error instanceof RefusedExchange) throw new Error(failed(`Error code ${error.code}: ${error.message}`));
    throw error;
  }
}

/** Of the roles on a project that the setup knows, the only one that has this permission.
 *  @see https://docs.cloud.google.com/iam/docs/roles-permissions/container#container.clusterViewer */
const findsClusters = ({ rights }: CloudIdentity): boolean =>
  rights.some((right) => right.kind === 'project' && right.role === 'roles/container.clusterViewer');
