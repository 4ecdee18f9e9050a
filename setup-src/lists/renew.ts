import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/** Writes the lists again that flags and arguments are checked against: from the installed Google Cloud CLI, and from clones of the
 *  Terraform providers and of GitHub's CLI, each at a tag. Read what changed before it is committed. */

const USAGE = `Usage: node setup-src/lists/renew.ts --google CLONE@TAG --github CLONE@TAG --gh CLONE@TAG

CLONE is a folder with a clone of hashicorp/terraform-provider-google, integrations/terraform-provider-github, cli/cli.
gcloud is asked on this machine.`;

const GCLOUD = [
  'artifacts repositories add-iam-policy-binding',
  'artifacts repositories create',
  'artifacts repositories describe',
  'artifacts repositories get-iam-policy',
  'artifacts repositories update',
  'certificate-manager certificates create',
  'certificate-manager certificates describe',
  'certificate-manager dns-authorizations create',
  'certificate-manager dns-authorizations describe',
  'certificate-manager maps create',
  'certificate-manager maps describe',
  'certificate-manager maps entries create',
  'certificate-manager maps entries describe',
  'compute addresses create',
  'compute addresses describe',
  'compute security-policies create',
  'compute security-policies describe',
  'compute security-policies rules create',
  'compute security-policies rules describe',
  'compute security-policies rules update',
  'compute ssl-policies create',
  'compute ssl-policies describe',
  'compute ssl-policies update',
  'beta container backup-restore backup-plans create',
  'beta container backup-restore backup-plans describe',
  'beta container backup-restore backup-plans update',
  'container clusters describe',
  'firestore backups list',
  'firestore backups schedules create',
  'firestore backups schedules list',
  'firestore backups schedules update',
  'firestore databases create',
  'firestore databases describe',
  'firestore databases update',
  'firestore export',
  'iam roles create',
  'iam roles describe',
  'iam roles undelete',
  'iam roles update',
  'iam service-accounts add-iam-policy-binding',
  'iam service-accounts create',
  'iam service-accounts describe',
  'iam service-accounts enable',
  'iam service-accounts get-iam-policy',
  'iam service-accounts keys list',
  'iam workload-identity-pools create',
  'iam workload-identity-pools describe',
  'iam workload-identity-pools providers create-oidc',
  'iam workload-identity-pools providers describe',
  'iam workload-identity-pools providers list',
  'iam workload-identity-pools providers update-oidc',
  'iam workload-identity-pools update',
  'logging buckets describe',
  'logging buckets update',
  'logging metrics create',
  'logging metrics describe',
  'logging metrics update',
  'logging sinks describe',
  'logging sinks update',
  'alpha monitoring policies create',
  'alpha monitoring policies list',
  'alpha monitoring policies update',
  'monitoring snoozes create',
  'projects add-iam-policy-binding',
  'projects create',
  'projects describe',
  'projects get-iam-policy',
  'secrets add-iam-policy-binding',
  'secrets create',
  'secrets describe',
  'secrets get-iam-policy',
  'secrets versions add',
  'secrets versions list',
  'services enable',
  'services list',
];

const GOOGLE_PAGES: Readonly<Record<string, string>> = {
  google_artifact_registry_repository: 'artifact_registry_repository',
  google_artifact_registry_repository_iam_member: 'artifact_registry_repository_iam',
  google_certificate_manager_certificate: 'certificate_manager_certificate',
  google_certificate_manager_certificate_map: 'certificate_manager_certificate_map',
  google_certificate_manager_certificate_map_entry: 'certificate_manager_certificate_map_entry',
  google_certificate_manager_dns_authorization: 'certificate_manager_dns_authorization',
  google_compute_global_address: 'compute_global_address',
  google_compute_security_policy: 'compute_security_policy',
  google_compute_ssl_policy: 'compute_ssl_policy',
  google_firestore_backup_schedule: 'firestore_backup_schedule',
  google_firestore_database: 'firestore_database',
  google_gke_backup_backup_plan: 'gke_backup_backup_plan',
  google_iam_workload_identity_pool: 'iam_workload_identity_pool',
  google_iam_workload_identity_pool_provider: 'iam_workload_identity_pool_provider',
  google_logging_metric: 'logging_metric',
  google_logging_project_bucket_config: 'logging_project_bucket_config',
  google_logging_project_exclusion: 'logging_project_exclusion',
  google_monitoring_alert_policy: 'monitoring_alert_policy',
  google_project_iam_custom_role: 'google_project_iam_custom_role',
  google_project_iam_member: 'google_project_iam',
  google_project_service: 'google_project_service',
  google_secret_manager_secret: 'secret_manager_secret',
  google_secret_manager_secret_iam_member: 'secret_manager_secret_iam',
  google_service_account: 'google_service_account',
  google_service_account_iam_member: 'google_service_account_iam',
};

const GITHUB_PAGES: Readonly<Record<string, string>> = {
  github_actions_variable: 'resources/actions_variable',
  github_repository_environment: 'resources/repository_environment',
  github_repository_environment_deployment_policy: 'resources/repository_environment_deployment_policy',
  github_repository_ruleset: 'resources/repository_ruleset',
  github_workflow_repository_permissions: 'resources/workflow_repository_permissions',
  github_team: 'data-sources/team',
  github_user: 'data-sources/user',
};

interface Source {
  readonly clone: string;
  readonly tag: string;
}

function source(given: string | undefined): Source {
  const [, clone, tag] = /^(.+)@([^@]+)$/.exec(given ?? '') ?? [];
  if (clone === undefined || tag === undefined) throw new Error(USAGE);
  return { clone, tag };
}

const read = ({ clone, tag }: Source, path: string): string =>
  execFileSync('git', ['-C', clone, 'show', `${tag}:${path}`], { encoding: 'utf8', maxBuffer: 1 << 26 });

/** Arguments of a resource and of the blocks in it, as its page lists them. */
function argumentsOf(page: string): string[] {
  const [, rest = ''] = page.split(/^## Argument[s]? Reference\s*$/m);
  const [listed = ''] = rest.split(/^## (?!Argument)/m);
  const blocks = [...page.matchAll(/^(?:The |\s*<a name="[^"]+"><\/a>The )`([a-z_]+)` block (?:supports|contains)/gm)];
  return sorted([
    ...[...listed.matchAll(/^\s*[*-] `([a-z_/]+)`/gm)].flatMap(([, name = '']) => name.split('/')),
    ...blocks.map(([, name = '']) => name),
  ]);
}

const pages = (from: Source, all: Readonly<Record<string, string>>, path: (page: string) => string) => ({
  version: from.tag,
  resources: Object.fromEntries(Object.entries(all).map(([name, page]) => [name, argumentsOf(read(from, path(page)))])),
});

/** Flags as the help of a command names them, besides those that every command has. */
function gcloudFlags(command: string): string[] {
  const help = execFileSync('gcloud', [...command.split(' '), '--help'], { encoding: 'utf8', maxBuffer: 1 << 26 });
  const plain = help.replace(/\u001B\[[0-9;]*m/g, '').replace(/.\u0008/g, '');
  return sorted([...plain.matchAll(/--([a-z][a-z-]+)/g)].map(([, name = '']) => name));
}

const gcloudVersion = (): string =>
  /^Google Cloud SDK (\S+)$/m.exec(execFileSync('gcloud', ['version'], { encoding: 'utf8' }))?.[1] ?? '';

const ghFlags = (from: Source): string[] =>
  sorted(
    [...read(from, 'pkg/cmd/api/api.go').matchAll(/Flags\(\)\.\w+\(&opts\.\w+, "([a-z-]+)"(?:, "(\w)")?/g)].flatMap(
      ([, name = '', short]) => (short === undefined ? [name] : [name, short]),
    ),
  );

const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();

function write(name: string, list: unknown): void {
  writeFileSync(join(import.meta.dirname, name), `${JSON.stringify(list, undefined, 2)}\n`);
}

const { values } = parseArgs({
  options: { google: { type: 'string' }, github: { type: 'string' }, gh: { type: 'string' } },
});
const [google, github, gh] = [source(values.google), source(values.github), source(values.gh)];
write('gcloud.json', {
  version: gcloudVersion(),
  commands: Object.fromEntries(GCLOUD.map((command) => [command, gcloudFlags(command)])),
});
write('terraform.json', {
  google: pages(google, GOOGLE_PAGES, (page) => `website/docs/r/${page}.html.markdown`),
  github: pages(github, GITHUB_PAGES, (page) => `docs/${page}.md`),
});
write('gh.json', { version: gh.tag, api: ghFlags(gh) });
