import { GitHubApi } from '../../adapters/github/api.ts';
import { DeploymentRecords } from '../../adapters/github/deployment-records.ts';
import { parseDigestReference } from '../../domain/image.ts';
import { paragraphs } from '../../domain/markdown.ts';
import { findEvidence } from '../../engine/promotion/find-evidence.ts';
import type { Ending, Invocation } from '../_shell/invocation.ts';
import { parseInputs } from '../_shell/parse-inputs.ts';
import type { promotion } from './contract.ts';

/** Tells whether there is evidence. "No" is an answer, not a failure: what to do about it is the workflow's to say. */
export async function act({ inputs, github, log, output, summary }: Invocation<typeof promotion>): Promise<Ending> {
  const { service, from, token } = inputs;
  const { release } = parseInputs(inputs, { release: parseDigestReference });
  const records = new DeploymentRecords(new GitHubApi({ ...github, token }));
  const evidence = await findEvidence({ service, from, release: release.digest }, records);
  output('adopted', String(evidence.adopted));
  output('record', evidence.adopted ? String(evidence.record) : '');
  output('sentence', evidence.sentence);
  log.info(evidence.sentence);
  summary(paragraphs(evidence.sentence));
  return { ok: true };
}
