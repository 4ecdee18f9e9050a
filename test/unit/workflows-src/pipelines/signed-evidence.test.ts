import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { setupFiles } from '../../../../setup-src/setup-files.ts';
import { generateWorkflows } from '../../../../workflows-src/workflows.ts';
import { DELIVERIES } from '../deliveries.ts';

const delivery = DELIVERIES['signed evidence'];
if (delivery === undefined) throw new Error('There is no such delivery.');

interface Step {
  readonly uses?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly steps?: readonly Step[];
  readonly permissions?: Readonly<Record<string, string>>;
}
const jobsOf = (of: typeof delivery) =>
  generateWorkflows(of).flatMap(({ path, content }) =>
    Object.entries<Job>(parse(content).jobs ?? {}).map(([id, { steps = [], permissions = {} }]) => ({
      name: `${path.replace(/.*\//, '')} ${id}`,
      steps,
      permissions,
      uses: steps.flatMap(({ uses }) => uses?.replace(/@.*/, '') ?? []),
    })),
  );
const jobs = jobsOf(delivery);
const signing = jobs.filter(({ uses }) => uses.includes('actions/attest'));
const PLACE = (tier: string) =>
  `\${{ format('signed:${delivery.repository?.ownerId}/asia-northeast3-docker.pkg.dev/{0}/evidence-${tier}', vars.GCP_PROJECT) }}`;

describe('a delivery whose evidence is signed', () => {
  it('signs in the jobs that say a tier has proven something, and in no other', () => {
    expect(signing.map(({ name }) => name).sort()).toEqual([
      'deploy.yml try-record',
      'promote-half.yml half-api',
      'promote-half.yml try-record',
      'promote-live.yml live-api-complete',
    ]);
  });

  it('tells every step whose signature counts', () => {
    const told = [...new Set(jobs.flatMap(({ steps }) => steps.flatMap((step) => step.with?.['evidence'] ?? [])))];
    expect(told.sort()).toEqual(['half', 'live', 'try'].map(PLACE));
  });

  it('gives the right to sign to these jobs alone, and the right to the token to whoever has an identity', () => {
    expect(jobs.filter(({ permissions }) => 'attestations' in permissions).map(({ name }) => name)).toEqual(
      expect.arrayContaining(signing.map(({ name }) => name)),
    );
    for (const { permissions } of signing)
      expect(permissions).toMatchObject({ attestations: 'write', 'id-token': 'write' });
    const checks = jobs.filter(({ name }) => name.endsWith('try-verify'));
    expect(checks.map(({ permissions }) => Object.keys(permissions))).toEqual([['contents'], ['contents']]);
  });

  it('signs what was laid out, keeps it, and does neither where nothing was', () => {
    const { steps = [] } = signing.find(({ name }) => name === 'deploy.yml try-record') ?? {};
    const [recorded, attest, keep] = steps.slice(-3);
    const condition = "${{ contains(steps.record-the-result.outputs.to-sign, ' api ') }}";
    expect(recorded?.with).toMatchObject({ evidence: PLACE('try') });
    expect(attest).toMatchObject({
      if: condition,
      with: {
        'subject-checksums': '${{ runner.temp }}/sluice-to-sign/api.subject',
        'predicate-type': 'https://sluice.dev/evidence/v1',
        'predicate-path': '${{ runner.temp }}/sluice-to-sign/api.predicate.json',
      },
    });
    expect(keep).toMatchObject({
      if: condition,
      with: { service: 'api', tier: 'try', evidence: PLACE('try'), bundle: expect.stringContaining('bundle-path') },
    });
  });

  it('keeps its statements where unsigned ones would lie, with the same rights', () => {
    const setup = (evidence: 'signed' | 'registry') =>
      setupFiles({ ...delivery, evidence })
        .filter(({ path }) => !path.endsWith('/setup.sh'))
        .map(({ content }) => content);
    expect(setup('signed')).toHaveLength(2);
    expect(setup('signed')).toEqual(setup('registry'));
  });
});

it('without signatures nobody signs', () => {
  const plain = jobsOf({ ...delivery, evidence: 'registry' });
  expect(
    plain.filter(({ uses, permissions }) => uses.includes('actions/attest') || 'attestations' in permissions),
  ).toEqual([]);
});
