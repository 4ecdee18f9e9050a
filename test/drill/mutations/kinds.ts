import { calledWorkflows } from './kinds/called-workflows.ts';
import { concurrency } from './kinds/concurrency.ts';
import { conditions } from './kinds/conditions.ts';
import { declaredInputs } from './kinds/declared-inputs.ts';
import { declaredOutputs } from './kinds/declared-outputs.ts';
import { environments } from './kinds/environments.ts';
import { jobOutputs } from './kinds/job-outputs.ts';
import { needs } from './kinds/needs.ts';
import { passedSecrets } from './kinds/passed-secrets.ts';
import { permissions } from './kinds/permissions.ts';
import { stepEnvironments } from './kinds/step-environments.ts';
import { stepIds } from './kinds/step-ids.ts';
import { stepInputs } from './kinds/step-inputs.ts';
import { stepPlaces } from './kinds/step-places.ts';
import { timeLimits } from './kinds/time-limits.ts';
import { triggers } from './kinds/triggers.ts';
import type { Kind } from './mutation.ts';

/** What is removed or bent, by the name of its sort; sorted. */
export const KINDS = {
  'called workflow': calledWorkflows,
  concurrency,
  condition: conditions,
  'declared input': declaredInputs,
  'declared output': declaredOutputs,
  environment: environments,
  input: stepInputs,
  need: needs,
  output: jobOutputs,
  'passed secret': passedSecrets,
  permission: permissions,
  'step folder': stepPlaces,
  'step id': stepIds,
  'time limit': timeLimits,
  trigger: triggers,
  variable: stepEnvironments,
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof KINDS;
