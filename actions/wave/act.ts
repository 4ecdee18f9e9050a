import { LaidOutStatements } from '../../adapters/evidence/laid-out-statements.ts';
import { RegistryEvidence } from '../../adapters/evidence/registry-evidence.ts';
import { GitHubApi } from '../../adapters/github/api.ts';
import { DeploymentRecords } from '../../adapters/github/deployment-records.ts';
import { githubApprovers } from '../../adapters/github/github-approvers.ts';
import { GitHubRuns } from '../../adapters/github/github-runs.ts';
import { OciReferrers } from '../../adapters/registry/oci-referrers.ts';
import { OciRegistry } from '../../adapters/registry/oci-registry.ts';
import { evidencePlace, signedIn } from '../../domain/evidence/place.ts';
import { isToSign, toSignOutput } from '../../domain/evidence/to-sign.ts';
import { demandRepository } from '../../domain/expected.ts';
import { parseDigestReference } from '../../domain/image.ts';
import { markdown, paragraphs, table } from '../../domain/markdown.ts';
import { isGreen } from '../../domain/outcome.ts';
import { recordEvidence } from '../../engine/evidence/record-evidence.ts';
import type { ClusterStanding } from '../../engine/waves/judge-wave.ts';
import { settleWave } from '../../engine/waves/settle-wave.ts';
import { ASKED_PARSERS } from '../_shell/asked-inputs.ts';
import { dnsLabel, evidenceIn, lines, oneOf, repositoryName } from '../_shell/input-kinds.ts';
import type { Ending, Invocation } from '../_shell/invocation.ts';
import { parseInputs } from '../_shell/parse-inputs.ts';
import { runUrl } from '../_shell/run-url.ts';
import type { wave } from './contract.ts';

/** Inputs in, engine, outputs and summary out. */
export async function act({ inputs, github, log, output, summary }: Invocation<typeof wave>): Promise<Ending> {
  const given = parseInputs(inputs, {
    service: dnsLabel,
    tier: dnsLabel,
    repository: repositoryName,
    release: parseDigestReference,
    clusters: someLines,
    later: lines,
    result: oneOf('success', 'failure', 'cancelled', 'skipped'),
    verification: oneOf('none', 'pending'),
    ...ASKED_PARSERS,
    evidence: (text) => (text === '' || signedIn(evidenceIn(text)) !== undefined ? text : repositoryName(text)),
  });
  demandRepository(inputs.release, given.release.repository, given);
  const api = new GitHubApi({ ...github, token: inputs.token });
  const approvers = githubApprovers(given, github, api);
  const records = new DeploymentRecords(api, runUrl(github));
  const request = { ...given, release: given.release.digest, run: github.runId };
  const { outcome, sentence, standings } = await settleWave(request, records);
  if (outcome === 'complete' && given.later.length === 0 && given.verification === 'none' && given.evidence !== '') {
    const ports = {
      store: new RegistryEvidence(new OciRegistry(), new OciReferrers()),
      runs: new GitHubRuns(api),
      signing: new LaidOutStatements(github.temporary),
    };
    const place = evidencePlace(given.evidence, given.release);
    const saying = { ...given, said: 'complete', approvedBy: await approvers(given.service) } as const;
    await recordEvidence(saying, { id: github.runId, attempt: github.runAttempt }, place, ports);
    if (isToSign(place, saying.said)) output('to-sign', toSignOutput([given.service]));
  }
  output('outcome', outcome);
  output('sentence', sentence);
  output('record', standings.flatMap(({ record }) => (record === undefined ? [] : [String(record.id)])).join('\n'));
  log.info(sentence);
  const rows = [...standings.map(rowOf), ...given.later.map((cluster) => [cluster, 'not started', ''])];
  const title = `${given.service} in ${given.tier}: ${outcome}`;
  summary(paragraphs(markdown`## ${title}`, sentence, table(['cluster', 'state', 'record'], rows)));
  return isGreen(outcome) ? { ok: true } : { ok: false, sentence, title };
}

function someLines(text: string): readonly string[] {
  const found = lines(text);
  if (found.length === 0) throw new Error('wanted one cluster or more, one a line.');
  return found;
}

const rowOf = ({ cluster, record, done }: ClusterStanding): readonly (string | number)[] => [
  cluster,
  done ? 'has the release' : wordsOf(record),
  record?.id ?? '',
];

const wordsOf = (record: ClusterStanding['record']): string =>
  record === undefined ? 'no record' : record.state.phase === 'ended' ? record.state.outcome : record.state.phase;
