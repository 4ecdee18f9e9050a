import { GitHubApi } from '../../adapters/github/api.ts';
import { DeploymentRecords } from '../../adapters/github/deployment-records.ts';
import { bullets } from '../../domain/markdown.ts';
import { completeRecords, RESULTS, type VerificationResult } from '../../engine/verification/complete-records.ts';
import type { Ending, Invocation } from '../_shell/invocation.ts';
import { parseInputs } from '../_shell/parse-inputs.ts';
import { runUrl } from '../_shell/run-url.ts';
import type { verification } from './contract.ts';

/** Ends the records of a tier with the result of its checks. */
export async function act({ inputs, github, log, output, summary }: Invocation<typeof verification>): Promise<Ending> {
  const { records: ids, result } = parseInputs(inputs, { records: parseIds, result: parseResult });
  const records = new DeploymentRecords(new GitHubApi({ ...github, token: inputs.token }), runUrl(github));
  const { outcome, sentences, problems } = await completeRecords(ids, result, records);
  output('outcome', outcome);
  const lines = sentences.length === 0 ? ['There was no record to end: nothing was rolled out.'] : sentences;
  for (const line of lines) log.info(line);
  summary(bullets([...lines, ...problems]));
  if (problems.length > 0) return { ok: false, sentence: problems.join('\n') };
  return result === 'success' ? { ok: true } : { ok: false, sentence: `The checks ended with "${result}".` };
}

/** Empty lines are services that had nothing to roll out. */
function parseIds(text: string): readonly number[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      if (!/^[1-9]\d{0,15}$/.test(line)) throw new Error(`"${line}" is no id of a record.`);
      return Number(line);
    });
}

function parseResult(text: string): VerificationResult {
  const result = RESULTS.find((known) => known === text);
  if (result === undefined) throw new Error(`wanted ${RESULTS.join(', ')}: the "outcome" of the step that checks.`);
  return result;
}
