import type { CommitSha } from '../../domain/commit.ts';
import { formatDigestReference } from '../../domain/image.ts';
import { Markdown, markdown } from '../../domain/markdown.ts';
import { markdownBlock } from '../../domain/untrusted-text.ts';
import type { Formings } from '../../engine/promotion/formings.ts';
import { releaseOfCommit } from '../../engine/promotion/release-of-commit.ts';
import type { CurrentRun } from '../../engine/records.ts';
import type { Registry } from '../../engine/registry.ts';
import { fetchExpected } from '../../engine/release/expected-release.ts';
import type { Clock } from '../../engine/rollout/clock.ts';
import type { Cluster } from '../../engine/rollout/cluster.ts';
import type { Images } from '../../engine/rollout/ports/images.ts';
import { runChecks } from '../../engine/verification/run-checks.ts';
import { dnsLabel, repositoryName, workflowsAt } from '../_shell/input-kinds.ts';
import type { Ending, Invocation } from '../_shell/invocation.ts';
import { parseInputs } from '../_shell/parse-inputs.ts';
import { refused, refusedBytes } from '../_shell/refused.ts';
import type { checks } from './contract.ts';

/** What the action asks, and where it writes. */
export interface World {
  readonly registry: Pick<Registry, 'blob' | 'manifest' | 'resolve'>;
  readonly formings: Formings;
  readonly images: Images;
  readonly currentRun: CurrentRun;
  readonly clock: Clock;
  /** The commit of the run. */
  readonly commit: CommitSha;
  /** @throws when there is no kubeconfig. */
  cluster(): Cluster;
}

/** Of what the checks have written, so many lines are in the summary; the log has more. */
const SHOWN = 60;

/** Finds what the builder has made of the checks of this commit, and runs it. Green only where they passed. */
export async function act(invocation: Invocation<typeof checks>, world: World): Promise<Ending> {
  const { inputs, log, output, summary, signal } = invocation;
  const given = parseInputs(inputs, {
    ...{ service: dnsLabel, tier: dnsLabel, namespace: dnsLabel, repository: repositoryName },
    'formed-by': workflowsAt,
  });
  const { service, tier, namespace, repository } = given;
  output('outcome', 'unknown');
  const found = await releaseOfCommit(
    { service, commit: world.commit, releases: repository, formedBy: given['formed-by'], expected: undefined },
    world,
  );
  if (found.kind === 'refused') {
    const told = refused(NOTHING, [found.refusal]);
    summary(told.summary);
    return told.ending;
  }
  const { release } = found;
  const fetched = await refusedBytes(NOTHING, () =>
    fetchExpected(world.registry, release, { repository, service, tier }),
  );
  if ('ending' in fetched) {
    summary(fetched.summary);
    return fetched.ending;
  }
  output('release', formatDigestReference(release));
  const end = await runChecks(
    { namespace, release, manifests: fetched.manifests, run: await world.currentRun.read() },
    { cluster: world.cluster(), clock: world.clock, images: world.images, log, signal },
  );
  const { kind, sentence, printed } = end;
  if (printed.length > 0) log.group('What the checks have written', printed);
  output('outcome', kind);
  output('sentence', sentence);
  log.info(sentence);
  summary(
    markdown`## Checks of ${tier}: ${kind}\n\n${sentence}\n\n${Markdown.written(printed.length === 0 ? '' : markdownBlock(printed.slice(-SHOWN)))}\n`,
  );
  return kind === 'passed' ? { ok: true } : { ok: false, sentence, title: `Checks of ${tier}: ${kind}` };
}

const NOTHING = 'No checks were begun:';
