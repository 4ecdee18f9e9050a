import type { CommitSha } from '../commit.ts';
import { type DigestReference, formatDigestReference } from '../image.ts';
import type { EvidenceRefusal } from './codes.ts';
import type { Evidence, WorkflowAt } from './statement.ts';

/** What evidence has to be of. */
export interface WantedEvidence {
  readonly release: DigestReference;
  /** GitHub's number of the repository. */
  readonly repository: number;
  readonly service: string;
  readonly tier: string;
  /** Files, and the refs they are taken from, by which runs reach the tier. */
  readonly workflows: readonly WorkflowAt[];
  /** What it is wanted for: what once ran may be gone back to when GitHub no longer knows the run. */
  readonly purpose: 'promotion' | 'rollback';
}

/** A run as GitHub tells of it. */
export interface RunFacts {
  readonly id: number;
  readonly repository: { readonly id: number; readonly name: string };
  /** Of the latest attempt. */
  readonly attempt: number;
  readonly createdAt: string;
  readonly commit: CommitSha;
  readonly branch: string;
  /** The file by which it began. */
  readonly file: string;
}

export type EvidenceJudgement =
  | { readonly accepted: true; readonly evidence: Evidence; readonly sentence: string }
  | { readonly accepted: false; readonly refusal: EvidenceRefusal };

/** Whether a statement is about what is wanted, and the run that it names is one that could have found it out. What the statement
 *  says of the release is another question. @param run as GitHub has it; `undefined` where GitHub has it no longer */
export function judgeEvidence(
  evidence: Evidence,
  wanted: WantedEvidence,
  run: RunFacts | undefined,
): EvidenceJudgement {
  const refusal =
    aboutOther(evidence, wanted) ?? (run === undefined ? gone(evidence, wanted) : otherRun(evidence, run));
  if (refusal !== undefined) return { accepted: false, refusal };
  const said = `Run ${evidence.run.id} said "${evidence.said}" of it in ${evidence.tier}`;
  return {
    accepted: true,
    evidence,
    sentence: run === undefined ? `${said}; GitHub has that run no longer.` : `${said}.`,
  };
}

function aboutOther(evidence: Evidence, wanted: WantedEvidence): EvidenceRefusal | undefined {
  const { release, repository, service, tier, workflow } = evidence;
  const [found, asked] = [formatDigestReference(release), formatDigestReference(wanted.release)];
  if (found !== asked) return differs('other-release', 'release', found, asked);
  if (repository.id !== wanted.repository)
    return differs('other-repository', 'repository', `${repository.id} (${repository.name})`, `${wanted.repository}`);
  if (service !== wanted.service) return differs('other-service', 'service', service, wanted.service);
  if (tier !== wanted.tier) return differs('other-tier', 'tier', tier, wanted.tier);
  return wanted.workflows.some(({ file, ref }) => file === workflow.file && ref === workflow.ref)
    ? undefined
    : differs('other-workflow', 'workflow', at(workflow), wanted.workflows.map(at).join(' or '));
}

/** The run that a statement names must be the one that GitHub has under its number. */
function otherRun({ repository, commit, run, workflow }: Evidence, facts: RunFacts): EvidenceRefusal | undefined {
  if (facts.id !== run.id) return differs('other-run', 'run', `${run.id}`, `${facts.id}`);
  if (facts.repository.id !== repository.id)
    return differs('other-repository', 'run', `${repository.id}`, `${facts.repository.id}`);
  if (facts.commit !== commit) return differs('other-commit', 'commit', commit, facts.commit);
  if (facts.file !== workflow.file || `refs/heads/${facts.branch}` !== workflow.ref)
    return differs(
      'other-workflow',
      'workflow',
      at(workflow),
      at({ file: facts.file, ref: `refs/heads/${facts.branch}` }),
    );
  if (Date.parse(facts.createdAt) !== Date.parse(run.createdAt))
    return differs('other-run', 'time of the run', run.createdAt, facts.createdAt);
  return run.attempt <= facts.attempt
    ? undefined
    : differs('other-run', 'attempt', `${run.attempt}`, `at most ${facts.attempt}`);
}

/** Whoever may push may also delete runs: what takes evidence back holds without its run. */
const gone = ({ run, tier, said }: Evidence, { purpose }: WantedEvidence): EvidenceRefusal | undefined =>
  purpose === 'rollback' || said !== 'complete'
    ? undefined
    : {
        code: 'run-gone',
        sentence: `GitHub has no run ${run.id}, which is said to have proven it in ${tier}. Let it be proven again.`,
      };

const at = ({ file, ref }: WorkflowAt): string => `${file}@${ref}`;

const differs = (code: EvidenceRefusal['code'], what: string, found: string, wanted: string): EvidenceRefusal => ({
  code,
  sentence: `The statement's ${what} is ${found}; wanted ${wanted}.`,
});
