import { differs, otherOrigin, otherRun, type RunFacts, type WantedOrigin } from '../evidence/claimed-run.ts';
import type { EvidenceRefusal } from '../evidence/codes.ts';
import type { ImageIdentity } from '../image-identity.ts';
import type { Placed, Provenance, Taken } from './statement.ts';

/** The step of a build job that tags what was built, and says so: where it succeeded, the job has told the truth. */
export const TAG_STEP = 'Tag the image';

/** What an image must have been built of, and by whom, to be used again. Its workflows are files and refs whose builds count. */
export interface WantedProvenance extends WantedOrigin {
  /** Where images of the service lie. */
  readonly images: string;
  readonly identity: ImageIdentity;
  readonly source: readonly Placed[];
  readonly taken: readonly Taken[];
  /** What says how it is built, as the commit that asks has it. */
  readonly instructions: readonly Placed[];
  /** Name of the job that builds the service. */
  readonly job: string;
}

/** A job as GitHub tells of it. */
export interface JobFacts {
  readonly id: number;
  readonly run: number;
  readonly attempt: number;
  readonly name: string;
  /** Steps that have ended. */
  readonly steps: readonly { readonly name: string; readonly conclusion: string }[];
}

/** What GitHub knows of a build; `undefined` is what it does not know, or no longer. */
export interface BuildFacts {
  readonly run: RunFacts | undefined;
  readonly job: JobFacts | undefined;
  /** What the commit of the run has at paths: git's object id, '' where nothing lies. */
  idAt(path: string): string;
}

/** Whether a statement is about what is wanted, before anybody else is asked. */
export function aboutOtherImage(of: Provenance, wanted: WantedProvenance): EvidenceRefusal | undefined {
  if (of.image.repository !== wanted.images)
    return differs('other-image', 'image', of.image.repository, `one of ${wanted.images}`);
  const other = otherOrigin(of, wanted);
  if (other !== undefined) return other;
  const [source, asked] = [shownSource(of.source), shownSource(wanted.source)];
  if (source !== asked) return differs('other-source', 'source', source, asked);
  const [taken, now] = [shownImages(of.images), shownImages(wanted.taken)];
  return taken !== now || of.identity !== wanted.identity
    ? differs('other-images', 'base and other images', taken, now)
    : undefined;
}

/** Whether GitHub tells otherwise of the build: its run and its job, what its commit holds, and what it was built by. A branch that
 *  builds by other instructions than ours can say whatever it likes. */
export function otherBuild(of: Provenance, wanted: WantedProvenance, facts: BuildFacts): EvidenceRefusal | undefined {
  const { run, job } = facts;
  if (run === undefined)
    return { code: 'run-gone', sentence: `GitHub has no run ${of.run.id}, which is said to have built it.` };
  return (
    otherRun(of, run) ??
    otherJob(of, wanted, job) ??
    otherFiles('other-source', 'source', wanted.source, of, facts) ??
    otherFiles('other-instructions', 'instructions', wanted.instructions, of, facts)
  );
}

function otherJob(
  { job: claimed, run }: Provenance,
  { job: wanted }: WantedProvenance,
  job: JobFacts | undefined,
): EvidenceRefusal | undefined {
  if (job === undefined)
    return { code: 'other-job', sentence: `GitHub has no job ${claimed}, which is said to have built it.` };
  if (job.run !== run.id || job.attempt !== run.attempt)
    return differs(
      'other-job',
      'job',
      `of run ${run.id}, attempt ${run.attempt}`,
      `run ${job.run}, attempt ${job.attempt}`,
    );
  if (job.name !== wanted) return differs('other-job', 'job', `"${job.name}"`, `"${wanted}"`);
  const tagged = job.steps.filter(({ name }) => name === TAG_STEP);
  return tagged.length === 1 && tagged[0]?.conclusion === 'success'
    ? undefined
    : {
        code: 'not-built',
        sentence: `Job "${job.name}" of run ${run.id} did not come through "${TAG_STEP}", so it has built nothing that counts.`,
      };
}

function otherFiles(
  code: EvidenceRefusal['code'],
  what: string,
  wanted: readonly Placed[],
  { commit }: Provenance,
  { idAt }: BuildFacts,
): EvidenceRefusal | undefined {
  const other = wanted.find(({ path, id }) => idAt(path) !== id);
  if (other === undefined) return undefined;
  const [found, asked] = [idAt(other.path), other.id].map((id) => (id === '' ? 'not there' : id));
  return {
    code,
    sentence: `The ${what} "${other.path || '.'}" of commit ${commit} is ${found}; wanted ${asked}, as this commit has it.`,
  };
}

const shownSource = (source: readonly Placed[]): string =>
  source.map(({ path, id }) => `${path || '.'} ${id || 'not there'}`).join(', ');

const shownImages = (images: readonly Taken[]): string =>
  images.length === 0 ? 'none' : images.map(({ name, digest }) => `${name || 'base'} ${digest}`).join(', ');
