import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ACCOUNT, providerOf } from './told.ts';
import { HOST, type TestJob, testJob } from './world.ts';

const jobs: TestJob[] = [];
afterEach(async () => {
  for (const job of jobs.splice(0)) await job.close();
});
const start = async (branch?: string, idToken?: boolean): Promise<TestJob> => {
  const job = await testJob(branch, idToken);
  jobs.push(job);
  return job;
};

const login = async (job: TestJob, { as = 'main', ...inputs }: Readonly<Record<string, string>> = {}) => {
  const auth = await job.use('google-github-actions/auth', { workload_identity_provider: providerOf(as), ...inputs });
  const password = auth.outputs?.['auth_token'] ?? '';
  const docker = await job.use('docker/login-action', { registry: HOST, username: 'oauth2accesstoken', password });
  return { auth, docker, password };
};
const buildAndPush = async (job: TestJob, repository: string) => {
  await mkdir(join(job.workspace, 'web'), { recursive: true });
  await writeFile(join(job.workspace, 'web/Dockerfile'), 'ARG BASE\nFROM ${BASE}\nCOPY --chown=1:1 a /a\n');
  await writeFile(join(job.workspace, 'web/a'), 'a');
  return job.use('docker/build-push-action', {
    context: 'web',
    'build-args': 'BASE=docker.io/library/node:24-slim',
    outputs: `type=image,name=${HOST}/project/${repository}/web,push-by-digest=true,name-canonical=true,push=true`,
    provenance: 'mode=max',
  });
};

describe('a build on a protected branch', () => {
  it('logs in without a key and pushes by digest, without a tag', async () => {
    const job = await start();
    await login(job, { create_credentials_file: 'false', export_environment_variables: 'false' });
    const { outputs } = await buildAndPush(job, 'services');
    const digest = outputs?.['digest'] ?? '';
    expect(job.registry.storage.manifest('project/services/web', digest)?.mediaType).toContain('image.index');
    expect(job.registry.storage.tags('project/services/web')).toEqual([]);
    expect(job.log).toContain(
      '::notice title=Not rehearsed::web/Dockerfile:3: --chown is ignored: files belong to whoever rehearses',
    );
    expect(job.log[0]).toBe('Rehearsal: a stand-in for google-github-actions/auth, not the action itself.');
    expect(Object.keys(job.env).filter((name) => name.startsWith('GOOGLE'))).toEqual([]);
  });

  it('loses its credentials when the job ends', async () => {
    const job = await start();
    const { auth, docker, password } = await login(job);
    const config = join(job.home, '.docker/config.json');
    expect(JSON.parse(readFileSync(config, 'utf8'))).toMatchObject({ auths: { [HOST]: {} } });
    expect(auth.secrets).toEqual([password]);
    await docker.post?.();
    await auth.post?.();
    expect(JSON.parse(readFileSync(config, 'utf8'))).toEqual({ auths: {} });
    expect(existsSync(auth.outputs?.['credentials_file_path'] ?? '')).toBe(false);
    expect(job.registry.accounts.rights(`oauth2accesstoken:${password}`)).toBeUndefined();
  });
});

describe('a build on a feature branch', () => {
  it('pushes only where protected tiers never pull from', async () => {
    const job = await start('feature/x');
    await login(job, { as: 'feature' });
    await expect(buildAndPush(job, 'services')).rejects.toThrow(
      'failed to push registry.example/project/services/web: unexpected status from POST request',
    );
    expect(job.registry.storage.tags('project/services/web')).toBeUndefined();
    expect((await buildAndPush(job, 'services-dev')).outputs?.['digest']).toMatch(/^sha256:/);
  });
});

describe('a login', () => {
  it("at the provider of another identity is refused in Google's words", async () => {
    const job = await start('feature/x');
    await expect(login(job)).rejects.toThrow(
      `google-github-actions/auth failed with: failed to generate Google Cloud federated token for //iam.googleapis.com/${providerOf('main')}: {"error":"unauthorized_client","error_description":"The given credential is rejected by the attribute condition."}`,
    );
  });

  it('at a provider that nobody made is refused', async () => {
    await expect(login(await start(), { as: 'nobody' })).rejects.toThrow(
      '{"error":"invalid_target","error_description":"',
    );
  });

  it('with a token for somebody else is refused', async () => {
    await expect(login(await start(), { audience: 'https://example.com' })).rejects.toThrow(
      '{"error":"invalid_grant","error_description":"The identity token is for \\"https://example.com\\", not for',
    );
  });

  it('says who the job is in the cloud', async () => {
    const job = await start();
    await login(job);
    expect(job.log).toContain(
      'Google Cloud knows this job as main (principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/github/subject/74/main).',
    );
  });
});

describe('a job', () => {
  it('gets no access without id-token: write', async () => {
    await expect(login(await start('main', false))).rejects.toThrow('the job needs "id-token: write"');
  });

  it('pushes nothing without a login, and logs in with nothing made up', async () => {
    const job = await start();
    await expect(buildAndPush(job, 'services')).rejects.toThrow('401 Unauthorized');
    const made = { registry: HOST, username: 'oauth2accesstoken', password: 'made-up' };
    await expect(job.use('docker/login-action', made)).rejects.toThrow('unauthorized: authentication failed');
  });

  it('gets a kubeconfig in its own name, after a login that left a credentials file', async () => {
    const job = await start();
    const cluster = { cluster_name: 'cluster', location: 'here', project_id: 'project' };
    await expect(job.use('google-github-actions/get-gke-credentials', cluster)).rejects.toThrow(
      'no step before this one logged in to Google Cloud with a credentials file',
    );
    await login(job, { project_id: 'project' });
    const { outputs, env, post } = await job.use('google-github-actions/get-gke-credentials', cluster);
    expect(env?.['KUBECONFIG']).toBe(outputs?.['kubeconfig_path']);
    expect(JSON.parse(readFileSync(env?.['KUBECONFIG'] ?? '', 'utf8'))).toEqual({
      user: 'principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/github/subject/74/main',
    });
    await post?.();
    expect(existsSync(env?.['KUBECONFIG'] ?? '')).toBe(false);
  });

  it('gets no kubeconfig as an identity that may not find clusters', async () => {
    const job = await start('feature/x');
    await login(job, { as: 'feature' });
    await expect(
      job.use('google-github-actions/get-gke-credentials', { cluster_name: 'cluster', location: 'here' }),
    ).rejects.toThrow(
      'google-github-actions/get-gke-credentials failed with: required "container.clusters.get" permission(s)',
    );
  });

  it('gets no kubeconfig for a cluster that the delivery does not name', async () => {
    const job = await start();
    await login(job, { project_id: 'project' });
    const other = { cluster_name: 'cluster', location: 'there', project_id: 'project' };
    await expect(job.use('google-github-actions/get-gke-credentials', other)).rejects.toThrow(
      'No tier of the delivery runs in a cluster "cluster" at "there"; the rehearsal has here/cluster.',
    );
  });

  it.each([
    [
      'docker/build-push-action',
      { context: '.', 'cache-from': 'type=gha' },
      'the input "cache-from" of docker/build-push-action',
    ],
    ['docker/build-push-action', {}, 'the context "", which is no folder of the workspace,'],
    [
      'docker/build-push-action',
      { context: '.', platforms: 'linux/amd64,linux/arm64' },
      'a build for several platforms (linux/amd64, linux/arm64)',
    ],
    ['docker/build-push-action', { context: '.', outputs: 'type=oci,dest=x' }, '"type=oci" is not rehearsed'],
    ['docker/build-push-action', { context: '.', sbom: 'true' }, 'an SBOM is not rehearsed'],
    [
      'docker/build-push-action',
      { context: '.', 'build-contexts': 'lib=./lib' },
      'the build context "lib=./lib", which is no image, is not rehearsed',
    ],
    [
      'google-github-actions/auth',
      { credentials_json: '{}' },
      'the input "credentials_json" of google-github-actions/auth',
    ],
    [
      'docker/login-action',
      { registry: 'ghcr.io', username: 'a', password: 'b' },
      'a login to ghcr.io, for which there is no registry here,',
    ],
  ])('%s with %j is refused by name', async (action, inputs: Readonly<Record<string, string>>, message) => {
    await expect((await start()).use(action, inputs)).rejects.toThrow(message);
  });
});

describe('a login that acts as a service account', () => {
  const acting = {
    workload_identity_provider: providerOf('acting'),
    service_account: ACCOUNT,
    token_format: 'access_token',
  };
  const docker = (job: TestJob, password = '') =>
    job.use('docker/login-action', { registry: HOST, username: 'oauth2accesstoken', password });

  it('has the rights of the account by its access token alone', async () => {
    const job = await start();
    const { outputs, secrets, post } = await job.use('google-github-actions/auth', acting);
    await docker(job, outputs?.['access_token']);
    expect((await buildAndPush(job, 'services')).outputs?.['digest']).toMatch(/^sha256:/);
    expect(job.log).toContain(`Google Cloud knows this job as acting (${ACCOUNT}).`);
    await docker(job, outputs?.['auth_token']);
    await expect(buildAndPush(job, 'services')).rejects.toThrow('failed to push');
    expect([...(secrets ?? [])].sort()).toEqual([outputs?.['access_token'], outputs?.['auth_token']].sort());
    await post?.();
    for (const token of secrets ?? [])
      expect(job.registry.accounts.rights(`oauth2accesstoken:${token}`)).toBeUndefined();
  });

  it('has a cluster know it as the account', async () => {
    const job = await start();
    await job.use('google-github-actions/auth', acting);
    const { outputs } = await job.use('google-github-actions/get-gke-credentials', {
      cluster_name: 'cluster',
      location: 'here',
    });
    expect(JSON.parse(readFileSync(outputs?.['kubeconfig_path'] ?? '', 'utf8'))).toEqual({ user: ACCOUNT });
  });

  it('finds no cluster where it forgets the account', async () => {
    const job = await start();
    const { service_account: _, token_format: __, ...alone } = acting;
    await job.use('google-github-actions/auth', alone);
    await expect(
      job.use('google-github-actions/get-gke-credentials', { cluster_name: 'x', location: 'y' }),
    ).rejects.toThrow('required "container.clusters.get" permission(s)');
  });

  it("is refused for an account that is not the identity's own, in Google's words", async () => {
    const job = await start();
    for (const [provider, account] of [
      ['main', ACCOUNT],
      ['acting', 'other@project.iam.gserviceaccount.com'],
    ] as const)
      await expect(
        job.use('google-github-actions/auth', {
          ...acting,
          workload_identity_provider: providerOf(provider),
          service_account: account,
        }),
      ).rejects.toThrow(`Access Token for ${account}: Permission 'iam.serviceAccounts.getAccessToken' denied`);
  });

  it('wants an account for an access token, and gives no other kind of token', async () => {
    const job = await start();
    await expect(job.use('google-github-actions/auth', { ...acting, service_account: '' })).rejects.toThrow(
      'must specify a "service_account"',
    );
    await expect(job.use('google-github-actions/auth', { ...acting, token_format: 'id_token' })).rejects.toThrow(
      'only "access_token" is rehearsed',
    );
  });
});
