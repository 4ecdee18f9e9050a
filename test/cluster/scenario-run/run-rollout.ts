import { isGreen } from '../../../domain/outcome.ts';
import { clients, type Seen } from '../clients.ts';
import type { ClusterUnderTest } from '../cluster-under-test.ts';
import type { StepResult } from '../run-action.ts';
import type { Expectation, RolloutScenario } from '../scenarios/rollout-scenario.ts';
import { type Images, WEB } from '../scenarios/workload.ts';
import type { Surroundings } from './check.ts';
import { type Baseline, kubectlBaseline } from './kubectl-baseline.ts';
import { openStage, type Stage } from './stage.ts';

/** What a scenario showed. */
export interface RolloutTold {
  readonly scenario: RolloutScenario;
  /** The step of the last attempt. */
  readonly last: StepResult;
  readonly seen: Seen;
  /** Absent where nothing is compared. */
  readonly baseline: Baseline | undefined;
  /** Everything that is not as it must be; empty when the scenario passed. */
  readonly problems: readonly string[];
}

/** Tells one scenario on a cluster: by the bundled action in one namespace, by kubectl in another at the same time. */
export async function runRollout(
  scenario: RolloutScenario,
  images: Images,
  around: Omit<Surroundings, 'images'>,
): Promise<RolloutTold> {
  const all = [scenario.before, ...scenario.attempts.map(({ manifests }) => manifests)];
  const stage = await openStage(
    scenario.id,
    WEB,
    all.flatMap((manifests) => manifests(images)),
    around,
  );
  const compared = scenario.attempts.length === 1;
  const other = `${stage.namespace}-kubectl`;
  const { kubectl } = around.cluster;
  try {
    const [told, baseline] = await Promise.all([
      around.turns(() => tell(scenario, images, stage, around.cluster)),
      compared ? kubectlBaseline(kubectl, other, scenario, images) : undefined,
    ]);
    return { scenario, baseline, ...told };
  } finally {
    await stage.close();
    if (compared) await kubectl('delete', 'namespace', other, '--ignore-not-found', '--wait=false');
  }
}

async function tell(
  scenario: RolloutScenario,
  images: Images,
  { namespace, rollOut }: Stage,
  cluster: ClusterUnderTest,
): Promise<Pick<RolloutTold, 'last' | 'seen' | 'problems'>> {
  let last = await rollOut(scenario.before(images));
  if (last.outputs['outcome'] !== 'complete') {
    const problem = `The rollout before it ended "${last.outputs['outcome']}", wanted "complete":\n${last.log}`;
    return { last, seen: { answered: 0, failed: [], bodies: [] }, problems: [problem] };
  }
  if (scenario.meanwhile !== undefined) await cluster.kubectl.apply(scenario.meanwhile, '--namespace', namespace);
  const asking = clients(() => cluster.request(namespace, WEB));
  const problems: string[] = [];
  for (const attempt of scenario.attempts) {
    last = await rollOut(attempt.manifests(images));
    problems.push(...stepProblems(last, attempt.expected));
  }
  const seen = await asking.stop();
  problems.push(...seenProblems(seen, scenario), ...(await stateProblems(scenario, images, namespace, cluster)));
  return { last, seen, problems: problems.length === 0 ? [] : [...problems, `Its log:\n${last.log}`] };
}

/** What is wrong with a finished step; pure. */
export function stepProblems(
  { outputs, exitCode, summary }: Pick<StepResult, 'outputs' | 'exitCode' | 'summary'>,
  expected: Expectation,
): readonly string[] {
  const { outcome = '', sentence = '' } = outputs;
  const seconds = Number(outputs['seconds-to-verdict']);
  const green = isGreen(expected.outcome);
  return [
    ...(outcome === expected.outcome ? [] : [`outcome is "${outcome}", wanted "${expected.outcome}": ${sentence}`]),
    ...(outputs['class'] === expected.class
      ? []
      : [`class is "${outputs['class']}", wanted "${expected.class}": ${sentence}`]),
    ...(expected.sentence.test(sentence) ? [] : [`the sentence is "${sentence}", wanted ${expected.sentence}`]),
    ...((exitCode === 0) === green
      ? []
      : [`the step ended with code ${exitCode}, wanted ${green ? '0' : 'another than 0'}`]),
    ...(seconds <= expected.verdictWithin
      ? []
      : [`the verdict took ${outputs['seconds-to-verdict']} s, wanted at most ${expected.verdictWithin} s`]),
    ...((expected.summary ?? /./).test(summary)
      ? []
      : [`the job summary does not show ${expected.summary ?? 'anything'}:\n${summary}`]),
  ];
}

/** What clients saw and should not have; pure. */
export function seenProblems(seen: Seen, { served, attempts }: RolloutScenario): readonly string[] {
  const [reason] = seen.failed;
  const moved = attempts.at(-1)?.expected.outcome === 'complete';
  const others = seen.bodies.filter((body) => body !== served);
  return [
    ...(seen.answered > 0 ? [] : ['no client was answered']),
    ...(reason === undefined
      ? []
      : [`${seen.failed.length} of ${seen.answered + seen.failed.length} requests failed, wanted none: ${reason}`]),
    ...(moved || others.length === 0 ? [] : [`clients were served ${others.join(', ')}, wanted ${served} alone`]),
  ];
}

async function stateProblems(
  { served }: RolloutScenario,
  images: Images,
  namespace: string,
  { kubectl, request }: ClusterUnderTest,
): Promise<readonly string[]> {
  const path =
    '{.spec.template.spec.containers[0].image} {.spec.replicas} {.status.availableReplicas} {.status.updatedReplicas}';
  const state = await kubectl('get', 'deployment', WEB, '--namespace', namespace, `--output=jsonpath=${path}`);
  const wanted = `${images(served)} 2 2 2`;
  const body = (await request(namespace, WEB)).trim();
  return [
    ...(state === wanted ? [] : [`image, replicas, available and updated are "${state}", wanted "${wanted}"`]),
    ...(body === served ? [] : [`clients are served "${body}" in the end, wanted "${served}"`]),
  ];
}
