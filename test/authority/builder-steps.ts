import { digestOf } from '../../domain/digest.ts';
import type { ImageIdentity } from '../../domain/image-identity.ts';
import type { Provenance } from '../../domain/provenance/statement.ts';
import { type Cut, cut, never, type VerifierStep } from './cuts.ts';
import { adoptsPlanted, type PlantedBuild } from './planted-build.ts';

const JUDGE = 'domain/provenance/judge-provenance.ts';
const CLAIMED = 'domain/evidence/claimed-run.ts';
const PROVEN = 'engine/image-tag/proven-image.ts';

const step = (asks: string, cuts: readonly Cut[], planted: PlantedBuild): VerifierStep => ({
  ...{ asks: `provenance: ${asks}`, cuts },
  attempt: adoptsPlanted(planted),
});

const OTHER = '9'.repeat(40);
const elsewhere = ({ image }: Provenance): Partial<Provenance> => ({
  image: { repository: image.repository.replace('project/api', 'project/elsewhere/api'), digest: digestOf(EVIL) },
});
const EVIL = '{"mediaType":"application/vnd.oci.image.manifest.v1+json","x":"evil"}';
const NOT_JOB = cut(JUDGE, 'otherJob(of, wanted, job) ??', '');

/** Everything that is asked before an image is used again. */
export const BUILDER_STEPS: readonly VerifierStep[] = [
  step(
    'whether anybody says so, beside the tag',
    [cut('engine/image-tag/name-image.ts', 'await (builds?.find(made) ?? {', 'await ({')],
    {
      tag: 'alone',
    },
  ),
  step('where the image lies', [never(JUDGE, 'of.image.repository !== wanted.images')], { says: elsewhere }),
  step('of which service it is', [never(CLAIMED, 'service !== wanted.service')], { says: () => ({ service: 'web' }) }),
  step(
    'of which repository it is, of the statement and of its run',
    [never(CLAIMED, 'repository.id !== wanted.repository'), never(CLAIMED, 'facts.repository.id !== repository.id')],
    { says: ({ repository }) => ({ repository: { ...repository, id: 4711 } }) },
  ),
  step(
    'whether builds of that workflow count',
    [cut(CLAIMED, 'return wanted.workflows.some(', 'return true || wanted.workflows.some(')],
    {
      file: '.github/workflows/evil.yml',
      says: ({ workflow }) => ({ workflow: { ...workflow, file: '.github/workflows/evil.yml' } }),
    },
  ),
  step('what it says of its source', [never(JUDGE, 'source !== asked')], {
    says: ({ source }) => ({ source: source.map((each) => ({ ...each, id: OTHER })) }),
  }),
  step('what it says of its base', [cut(JUDGE, 'return taken !== now ||', 'return')], {
    says: () => ({ images: [{ name: '', digest: digestOf('base') }] }),
  }),
  step(
    'of which identity it is',
    [cut(JUDGE, 'return taken !== now || of.identity !== wanted.identity', 'return taken !== now')],
    {
      says: () => ({ identity: 'd'.repeat(64) as ImageIdentity }),
    },
  ),
  step(
    'whether GitHub has the run, and the job',
    [
      NOT_JOB,
      never(JUDGE, 'run === undefined'),
      cut(JUDGE, 'otherRun(of, run) ??', '(run as typeof run | undefined) === undefined ? undefined :'),
    ],
    { says: ({ run }) => ({ run: { ...run, id: 99 }, job: 1099 }) },
  ),
  step('whether GitHub has the job', [NOT_JOB], { says: () => ({ job: 1099 }) }),
  step('what began the run', [never(CLAIMED, '!OF_ITS_BRANCH.includes(facts.event)')], { event: 'pull_request' }),
  step(
    'whether the run is of that workflow',
    [never(CLAIMED, 'facts.file !== workflow.file || `refs/heads/${facts.branch}` !== workflow.ref')],
    { branch: 'feature/evil' },
  ),
  step('of which run the job is', [never(JUDGE, 'job.run !== run.id || job.attempt !== run.attempt')], {
    jobOf: 'another run',
  }),
  step(
    'of which attempt the job is',
    [cut(JUDGE, 'job.run !== run.id || job.attempt !== run.attempt', 'job.run !== run.id')],
    {
      attempts: 2,
      says: ({ run }) => ({ run: { ...run, attempt: 2 } }),
    },
  ),
  step('of which name the job is', [never(JUDGE, 'job.name !== wanted')], { job: 'build / web' }),
  step('whether it came through the step that tags', [cut(JUDGE, "tagged[0]?.conclusion === 'success'", 'true')], {
    tagged: ['failure'],
  }),
  step('whether there is one such step', [cut(JUDGE, 'tagged.length === 1 &&', '')], {
    tagged: ['success', 'success'],
  }),
  step(
    'what its commit has of the source',
    [cut(JUDGE, "otherFiles('other-source', 'source', wanted.source, of, facts) ??", '')],
    { files: { 'api/main.py': 'print("evil")' } },
  ),
  step(
    'by which instructions it was built',
    [cut(JUDGE, "otherFiles('other-instructions', 'instructions', wanted.instructions, of, facts)", 'undefined')],
    { files: { '.github/workflows/build.yml': 'builds evil/' } },
  ),
  step('whether its job says something else, too', [cut(PROVEN, 'texts.size === 1 &&', '')], { also: 'another image' }),
  step('whether its job says this', [cut(PROVEN, '&& texts.has(provenanceText(of))', '')], {
    also: 'another image, alone',
  }),
];
