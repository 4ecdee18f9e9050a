import type { Digest } from '../../domain/digest.ts';
import type { EvidenceRefusal } from '../../domain/evidence/codes.ts';
import type { ReadInToto } from '../../domain/evidence/in-toto.ts';
import { aboutOtherImage, otherBuild, type WantedProvenance } from '../../domain/provenance/judge-provenance.ts';
import { readProvenance } from '../../domain/provenance/read-provenance.ts';
import { type Provenance, provenanceText } from '../../domain/provenance/statement.ts';
import { identitySubject, jobSubject, type Subject } from '../../domain/provenance/subjects.ts';
import { isNewer } from '../../domain/run-order.ts';
import type { StatementStore } from '../evidence/evidence-store.ts';
import type { Runs } from '../evidence/runs.ts';
import type { Registry } from '../registry.ts';
import type { Jobs, Trees } from './builds.ts';

/** Where provenance is kept, and whom the builds that it names are looked up at. */
export interface ProvenancePorts {
  readonly registry: Pick<Registry, 'resolve'>;
  readonly store: StatementStore;
  readonly runs: Runs;
  readonly jobs: Jobs;
  readonly trees: Trees;
}

/** The image to be used again, if there is one. What was passed over is told: somebody wrote it. */
export interface ProvenImage {
  readonly provenance: Provenance | undefined;
  readonly passedOver: readonly EvidenceRefusal[];
}

/** An image of one identity is built once, or a few times at once. */
const MOST = 100;

/** Looks for an image that was built of what is wanted by whom it should be. Of several the earliest counts, so that everybody finds
 *  the same. @throws when the registry or GitHub cannot tell: unknown is not proven */
export async function findProvenImage(
  wanted: WantedProvenance,
  place: string,
  ports: ProvenancePorts,
): Promise<ProvenImage> {
  const judged = await Promise.all(
    (await readAll(identitySubject(wanted.identity), place, ports.store)).map(async (read) => {
      if (!read.ok) return { refusal: read.refusal, of: undefined };
      return { refusal: await wrong(read.of, wanted, place, ports), of: read.of };
    }),
  );
  const proven = judged.flatMap(({ refusal, of }) => (refusal === undefined && of !== undefined ? [of] : []));
  return {
    provenance: proven.reduce<Provenance | undefined>(
      (first, each) => (first === undefined || isNewer(first.run, each.run) ? each : first),
      undefined,
    ),
    passedOver: judged.flatMap(({ refusal }) => refusal ?? []),
  };
}

/** Says what this job has built: first where the job's word is looked for, so that whatever is found was said there, too. */
export async function sayBuilt(of: Provenance, place: string, store: StatementStore): Promise<Digest> {
  await store.attachTo(place, jobSubject(of.repository.id, of.job), provenanceText(of));
  return await store.attachTo(place, identitySubject(of.identity), provenanceText(of));
}

async function wrong(
  of: Provenance,
  wanted: WantedProvenance,
  place: string,
  { registry, store, runs, jobs, trees }: ProvenancePorts,
): Promise<EvidenceRefusal | undefined> {
  const other = aboutOtherImage(of, wanted);
  if (other !== undefined) return other;
  const paths = [...wanted.source, ...wanted.instructions].map(({ path }) => path);
  const [run, job, ids, said] = await Promise.all([
    runs.find(of.run.id),
    jobs.find(of.job),
    trees.idsAt(of.commit, paths),
    readAll(jobSubject(of.repository.id, of.job), place, store),
  ]);
  return (
    otherBuild(of, wanted, { run, job, idAt: (path) => ids.get(path) ?? '' }) ??
    contradicted(of, said) ??
    ((await registry.resolve(of.image.repository, of.image.digest)) === undefined ? absent(of) : undefined)
  );
}

/** A job says one thing. Where something else is said in its name nobody knows which of the two it was. */
function contradicted(of: Provenance, said: readonly ReadInToto<Provenance>[]): EvidenceRefusal | undefined {
  const texts = new Set(said.flatMap((read) => (read.ok ? [provenanceText(read.of)] : [])));
  return texts.size === 1 && texts.has(provenanceText(of))
    ? undefined
    : {
        code: 'says-two',
        sentence: `${texts.size} different statements are there of job ${of.job} of run ${of.run.id}, and a job writes one.`,
      };
}

async function readAll(subject: Subject, place: string, store: StatementStore) {
  const candidates = await store.candidates(place, subject.digest);
  if (candidates.length > MOST)
    throw new Error(
      `${place} has ${candidates.length} statements about ${subject.digest}, and no more than ${MOST} are read. Find out who writes them.`,
    );
  return await Promise.all(
    candidates.map(async (candidate): Promise<ReadInToto<Provenance>> => {
      const fetched = await store.fetch(place, candidate, subject.digest);
      return fetched.ok ? readProvenance(fetched.statement) : fetched;
    }),
  );
}

const absent = ({ image }: Provenance): EvidenceRefusal => ({
  code: 'evidence-absent',
  sentence: `${image.repository}@${image.digest} is not in the registry any more.`,
});
