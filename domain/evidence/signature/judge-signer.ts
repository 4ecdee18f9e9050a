import type { WantedOrigin } from '../claimed-run.ts';
import type { EvidenceRefusal } from '../codes.ts';
import type { Evidence } from '../statement.ts';
import type { CertificateExtension, Signer } from './certificate-extensions.ts';
import type { SignatureCode } from './codes.ts';

/** Who makes the tokens of workflow runs.
 *  @see https://docs.github.com/en/actions/reference/security/oidc */
const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';
/** GitHub of which the public instance of Sigstore signs. */
const GITHUB = 'https://github.com';
/** By which runs that reach a tier begin: a push, or somebody with the right to start workflows. Whatever else starts one (a comment, a
 *  pull request from a fork, a schedule) may have had a stranger's say. */
const TRIGGERS = ['push', 'workflow_dispatch'] as const;
/** A machine of one's own can be asked for a token by whoever is on it. */
const RUNNER = 'github-hosted';

/** One thing that a certificate must state, and what: one of these words, to the letter. */
interface Demand {
  readonly code: SignatureCode;
  readonly what: string;
  readonly found: string | undefined;
  readonly wanted: readonly string[];
}

/** Whether who has signed a statement may say it: a run of a workflow that reaches the tier, and the very run that the statement names.
 *  Nothing is a pattern and nothing is optional but the environment, which certificates of older runs do not state.
 *  @param owner GitHub's number of who owns the repository
 *  @returns why it is nobody who may; `undefined` when it is */
export function otherSigner(
  signer: Signer,
  evidence: Evidence,
  wanted: WantedOrigin & { readonly owner: number },
): EvidenceRefusal | undefined {
  const wrong = demands(signer, evidence, wanted).find(
    ({ found, wanted: words }) => !words.some((word) => word === found),
  );
  return wrong === undefined
    ? undefined
    : {
        code: wrong.code,
        sentence: `The signer's ${wrong.what} is ${wrong.found === undefined ? 'not stated' : JSON.stringify(wrong.found)}; wanted ${wrong.wanted.join(' or ') || 'none'}.`,
      };
}

function demands(
  { subject, stated }: Signer,
  { repository, tier, commit, run, workflow }: Evidence,
  wanted: WantedOrigin & { readonly owner: number },
): readonly Demand[] {
  const home = `${GITHUB}/${repository.name}`;
  const began = `${home}/${workflow.file}@${workflow.ref}`;
  // A called workflow signs in its own name; it must be one of those that reach the tier, taken from the branch of the run.
  const signers = wanted.workflows
    .filter(({ ref }) => ref === workflow.ref)
    .map(({ file, ref }) => `${home}/${file}@${ref}`);
  const demand = (
    code: SignatureCode,
    what: string,
    of: CertificateExtension,
    ...words: readonly string[]
  ): Demand => ({
    ...{ code, what, wanted: words },
    found: stated[of],
  });
  return [
    demand('signer-issuer', 'issuer', 'issuer', GITHUB_ISSUER),
    { code: 'signer-workflow', what: 'workflow', found: subject, wanted: signers },
    demand('signer-instructions', 'file', 'buildSigner', ...signers.filter((each) => each === subject)),
    demand('signer-instructions-commit', 'commit of its file', 'buildSignerDigest', commit),
    demand('signer-repository', 'repository', 'sourceRepositoryId', `${wanted.repository}`),
    demand('signer-repository-name', 'name of the repository', 'sourceRepository', home),
    demand('signer-owner', 'owner', 'sourceOwnerId', `${wanted.owner}`),
    demand('signer-owner-name', 'name of the owner', 'sourceOwner', home.slice(0, home.lastIndexOf('/'))),
    demand('signer-branch', 'branch', 'sourceRef', workflow.ref),
    demand('signer-commit', 'commit', 'sourceDigest', commit),
    demand('signer-file', 'file by which the run began', 'buildConfig', began),
    demand('signer-file-commit', 'commit of the file by which the run began', 'buildConfigDigest', commit),
    demand('signer-run', 'run', 'runInvocation', `${home}/actions/runs/${run.id}/attempts/${run.attempt}`),
    demand('signer-trigger', 'trigger', 'buildTrigger', ...TRIGGERS),
    demand('signer-runner', 'runner', 'runnerEnvironment', RUNNER),
    ...(stated.deploymentEnvironment === undefined
      ? []
      : [demand('signer-environment', 'environment', 'deploymentEnvironment', tier)]),
  ];
}
