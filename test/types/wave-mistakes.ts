/** Mistakes in waves that must not compile. Nothing here runs. */
import { branch } from '../../domain/branch.ts';
import { gke, workloadIdentity } from '../../domain/cluster.ts';
import { tier } from '../../domain/tier.ts';
import { variable } from '../../domain/variable.ts';
import { atMost, waves } from '../../domain/waves.ts';
import { job } from '../../workflows-src/language/job.ts';
import { matrix } from '../../workflows-src/language/matrix.ts';
import { equals } from '../../workflows-src/language/operator.ts';
import { run } from '../../workflows-src/language/step.ts';

const eu = gke({ name: 'prod', location: 'europe-west1', identity: workloadIdentity(variable('WIF')) });
const from = branch('main');

// What is right compiles.
tier('live', { from, clusters: atMost(2, waves([eu], [eu, eu])) });

// @ts-expect-error a tier has one wave or more
waves();
// @ts-expect-error a wave has one cluster or more
waves([]);
// @ts-expect-error no later wave is empty either
waves([eu], []);
// @ts-expect-error a cluster is named by its value, not by its name
waves(['prod']);
// @ts-expect-error the order of clusters is said by waves
tier('live', { from, clusters: [eu] });
// @ts-expect-error there is no such property: the limit belongs to the waves
tier('live', { from, maxParallel: 2 });

const frame = { id: 'a', name: 'A', source: 'here', runsOn: 'ubuntu-24.04', timeoutMinutes: 1 } as const;
const legs = matrix(['cluster'], { legs: [{ cluster: 'prod' }], maxParallel: 1, failFast: true });
const step = run({ name: 'Say', run: 'echo "$C"', env: { C: legs.values.cluster }, outputs: ['outcome'] });
job({ ...frame, steps: [step], matrix: legs });

// @ts-expect-error the legs have no value of that name
legs.values.location;
// @ts-expect-error a leg has a value for each key
matrix(['cluster', 'location'], { legs: [{ cluster: 'prod' }], maxParallel: 1, failFast: true });
// @ts-expect-error outputs of a matrix are those of its last leg, so it has none
job({ ...frame, steps: [step], matrix: legs, outputs: { outcome: step.outputs.outcome } });
// @ts-expect-error GitHub asks the condition of a job before it makes the legs
job({ ...frame, steps: [step], matrix: legs, if: equals(legs.values.cluster, 'prod') });
