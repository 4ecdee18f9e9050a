import type { Route } from '../call.ts';
import { COMPARISON } from './comparison.ts';
import { CONTENTS } from './contents.ts';
import { DEPLOYMENT_STATUSES } from './deployment-statuses.ts';
import { DEPLOYMENTS } from './deployments.ts';
import { DISPATCHES } from './dispatches.ts';
import { ENVIRONMENTS } from './environments.ts';
import { GIT_DATA } from './git-data.ts';
import { ISSUES } from './issues.ts';
import { PENDING_DEPLOYMENTS } from './pending-deployments.ts';
import { REPOSITORY } from './repository.ts';
import { RUN_CONTROL } from './run-control.ts';
import { RUNS } from './runs.ts';
import { VARIABLES } from './variables.ts';

/** Everything of GitHub's REST API that is rehearsed. */
export const ROUTES: readonly Route[] = [
  ...REPOSITORY,
  ...GIT_DATA,
  ...COMPARISON,
  ...CONTENTS,
  ...DEPLOYMENTS,
  ...DEPLOYMENT_STATUSES,
  ...ENVIRONMENTS,
  ...RUNS,
  ...RUN_CONTROL,
  ...PENDING_DEPLOYMENTS,
  ...DISPATCHES,
  ...VARIABLES,
  ...ISSUES,
];
