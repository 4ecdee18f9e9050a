import { at, type Json, type JsonObject } from '../json.ts';
import { FAILS, job, jobTemplate } from '../objects.ts';
import { managers, outcome, withoutManagers } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

const POLICIES: JsonObject = {
  completions: 4,
  completionMode: 'Indexed',
  backoffLimitPerIndex: 1,
  podFailurePolicy: {
    rules: [
      { action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } },
      { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] },
    ],
  },
  successPolicy: { rules: [{ succeededIndexes: '0-1' }] },
};

/** Everything that the API server fills in: selector and labels by which pods are found, and numbers. */
export const jobDefaults: TraceCase = {
  name: 'job-defaults',
  async run(space) {
    const spec = (object: Json) => at(object, 'spec');
    const labels = (object: Json) => at(object, 'metadata', 'labels');
    const labelled = { ...jobTemplate(FAILS), metadata: { labels: { app: 'labelled' } } };
    // Suspended, so that no controller has anything to do with them.
    const create = (name: string, given: JsonObject = {}, metadata: JsonObject = {}) =>
      space.create('jobs', job(name, { suspend: true, ...given }, metadata));
    return {
      minimal: outcome(await create('minimal'), withoutManagers),
      managers: outcome(await space.apply('ci', 'jobs', job('applied', { suspend: true })), managers),
      labelled: outcome(await create('labelled', { template: labelled }), labels),
      ownLabels: outcome(await create('own', { template: labelled }, { labels: { team: 'a' } }), labels),
      parallel: outcome(await create('parallel', { parallelism: 2 }), spec),
      policies: outcome(await create('policies', POLICIES), spec),
      manual: outcome(
        await create('manual', {
          manualSelector: true,
          selector: { matchLabels: { app: 'labelled' } },
          template: labelled,
        }),
        spec,
      ),
    };
  },
};
