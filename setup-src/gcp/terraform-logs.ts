import { block, type HclBlock, type HclValue } from '../text/hcl.ts';
import type { Api, GcpSetup } from './gcp-setup.ts';

/** The same of logs as in the script. A project that keeps them longer is made to keep them as long as the delivery says: its plan shows that. */
export function logBlocks(
  { project, logs }: GcpSetup,
  label: (name: string) => string,
  enabled: (api: Api) => HclValue,
): readonly HclBlock[] {
  if (logs === undefined) return [];
  const logging = { depends_on: enabled('logging.googleapis.com') };
  return [
    block('resource', ['google_logging_project_bucket_config', 'default'], {
      project: project.id,
      location: 'global',
      bucket_id: '_Default',
      retention_days: logs.days,
      ...logging,
    }),
    ...logs.exclusions.map(({ name, filter }) =>
      block('resource', ['google_logging_project_exclusion', label(name)], {
        project: project.id,
        name,
        filter,
        ...logging,
      }),
    ),
    block('resource', ['google_logging_metric', label(logs.metric.name)], {
      project: project.id,
      ...logs.metric,
      ...logging,
    }),
  ];
}
