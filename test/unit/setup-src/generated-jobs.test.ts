import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { branchPrefix } from '../../../domain/branch.ts';
import type { Delivery } from '../../../domain/delivery.ts';
import { generateWorkflows } from '../../../workflows-src/workflows.ts';
import { platform } from '../../fixtures/platform.ts';
import { DELIVERIES } from '../workflows-src/deliveries.ts';
import { sized } from '../workflows-src/sized.ts';
import { filesOf } from './setup-of.ts';
import { admits, tokenOf } from './token.ts';
import { identitiesIn } from './told-identities.ts';

/** A job that logs in to the cloud: where it stands, and the provider that it asks. */
interface Login {
  readonly file: string;
  readonly environment: string | undefined;
  readonly provider: string;
}

/** Read from the files, as GitHub reads them. */
const loginsOf = (delivery: Delivery): readonly Login[] =>
  generateWorkflows(delivery).flatMap(({ path, content }) => {
    const jobs: Readonly<Record<string, unknown>> = Object(parse(content)).jobs ?? {};
    return Object.values(jobs).flatMap((value) => {
      const job = Object(value);
      const login = [job.steps ?? []].flat().find(({ uses }) => /^google-github-actions\/auth@/.test(uses ?? ''));
      const provider: string | undefined = login?.with.workload_identity_provider;
      return provider === undefined
        ? []
        : [{ file: path.split('/').at(-1) ?? '', environment: job.environment?.name, provider }];
    });
  });

const branchesOf = ({ tiers }: Delivery): string[] =>
  tiers.map(({ from }) => (branchPrefix(from) === undefined ? from.pattern : `${branchPrefix(from)}x`));

const SHAPES = {
  'the demo': platform,
  'files with a prefix': { ...platform, workflowPrefix: 'sluice-' },
  'several lots': sized(70, 3, 'approved', { tiers: platform.tiers }),
  ...DELIVERIES,
};

describe.each(Object.entries(SHAPES))('jobs that log in: %s', (_, delivery) => {
  const { identities } = identitiesIn(filesOf(delivery).identities);
  const logins = loginsOf(delivery);
  const builders = identities.map(({ name }) => name).filter((name) => name.startsWith('build-'));

  it.each(logins)(
    '$file in $environment is one identity, whose provider it asks',
    ({ file, environment, provider }) => {
      const admitted = branchesOf(delivery).flatMap((branch) =>
        ['push', 'workflow_dispatch'].map((event) => {
          const where = environment === undefined ? {} : { environment };
          const token = tokenOf({ ref: `refs/heads/${branch}`, file, event, ...where });
          return identities.filter(({ condition }) => admits(condition, token)).map(({ name }) => name);
        }),
      );
      expect(admitted.filter((names) => names.length > 1)).toEqual([]);
      expect([...new Set(admitted.flat())].sort()).toEqual(
        environment === undefined ? builders : [`tier-${environment}`],
      );
      expect(provider).toBe(
        environment === undefined
          ? "${{ format('{0}/providers/{1}', vars.GCP_WIF_POOL, inputs.identity) }}"
          : `\${{ format('{0}/providers/tier-${environment}', vars.GCP_WIF_POOL) }}`,
      );
    },
  );

  it('are behind every file that a condition names', () => {
    const named = identities.flatMap(({ name, condition }) =>
      [...condition.matchAll(/workflows\/([a-z0-9.-]+\.yml)@/g)].map(
        ([, file]) => `${file} ${name.replace(/^tier-|^build-.*/, '')}`,
      ),
    );
    const there = logins.map(({ file, environment = '' }) => `${file} ${environment}`);
    expect(named.filter((each) => !there.includes(each))).toEqual([]);
    expect(named.length).toBeGreaterThan(0);
  });
});

describe('a build', () => {
  it('asks for the identity of the trust of its branch, beside the repository of it', () => {
    const deploy = generateWorkflows(platform).find(({ path }) => path.endsWith('deploy.yml'))?.content ?? '';
    const isProtected = "(github.ref == 'refs/heads/develop' || github.ref == 'refs/heads/main')";
    expect(Object(parse(deploy)).jobs.build.with).toEqual({
      repository: `\${{ ${isProtected} && 'services' || 'services-dev' }}`,
      identity: `\${{ ${isProtected} && 'build-protected' || 'build-unprotected' }}`,
      tiers: `\${{ ${isProtected} && 'staging production' || 'dev' }}`,
      provenance: `\${{ ${isProtected} && 'provenance' || '' }}`,
    });
  });
});
