import type { DoctorRule } from './rule.ts';
import { bootstrapObjects } from './rules/bootstrap-objects.ts';
import { clusterBackups } from './rules/cluster-backups.ts';
import { customRoles } from './rules/custom-roles.ts';
import { databaseBackups } from './rules/database-backups.ts';
import { databases } from './rules/databases.ts';
import { decidingVariables } from './rules/deciding-variables.ts';
import { enabledServices } from './rules/enabled-services.ts';
import { environmentBranches } from './rules/environment-branches.ts';
import { gates } from './rules/gates.ts';
import { identityPool } from './rules/identity-pool.ts';
import { projectNumber } from './rules/project-number.ts';
import { projectRights } from './rules/project-rights.ts';
import { protectedBranches } from './rules/protected-branches.ts';
import { providers } from './rules/providers.ts';
import { registryRepositories } from './rules/registry-repositories.ts';
import { registryRights } from './rules/registry-rights.ts';
import { repositoryNumbers } from './rules/repository-numbers.ts';
import { repositoryVariables } from './rules/repository-variables.ts';
import { rulesets } from './rules/rulesets.ts';
import { serviceSecrets } from './rules/service-secrets.ts';
import { tagsLikeBranches } from './rules/tags-like-branches.ts';
import { teamMembers } from './rules/team-members.ts';
import { workflowApprovals } from './rules/workflow-approvals.ts';
import { workflowFiles } from './rules/workflow-files.ts';

/** In the order in which an administrator would mend things: GitHub, the cloud, the cluster. */
export const DOCTOR_RULES: readonly DoctorRule[] = [
  repositoryNumbers,
  protectedBranches,
  tagsLikeBranches,
  rulesets,
  workflowApprovals,
  workflowFiles,
  repositoryVariables,
  decidingVariables,
  environmentBranches,
  gates,
  teamMembers,
  projectNumber,
  enabledServices,
  registryRepositories,
  registryRights,
  identityPool,
  providers,
  customRoles,
  projectRights,
  databases,
  databaseBackups,
  clusterBackups,
  bootstrapObjects,
  serviceSecrets,
];
