import type { Json, JsonObject } from '../json.ts';
import { FAILS, job, jobTemplate } from '../objects.ts';
import { done, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

const rule = (given: JsonObject): JsonObject => ({ podFailurePolicy: { rules: [given] } });
const codes = (operator: string, ...values: readonly number[]): JsonObject => ({ onExitCodes: { operator, values } });

const prepared = {
  metadata: { labels: { queue: 'long' } },
  spec: { nodeSelector: { 'trace.invalid/place': 'elsewhere' }, tolerations: [{ operator: 'Exists' }] },
};

/** A real server prints its own struct of a pod there, with names that are in no manifest. */
const withoutValue = (told: Json): Json =>
  JSON.parse(JSON.stringify(told).replace(/Invalid value: \{.*?\}: field/g, 'Invalid value: <object>: field')) as Json;

/** What a mistaken Job is told, and what of one cannot be changed. */
export const invalidJobs: TraceCase = {
  name: 'invalid-jobs',
  async run(space) {
    const told = async (spec: JsonObject, name = 'task') => outcome(await space.create('jobs', job(name, spec)));
    const restarting = (restartPolicy: string) => ({ template: jobTemplate(FAILS, { restartPolicy }) });
    await done(space.create('jobs', job('there', { suspend: true, completions: 2, completionMode: 'Indexed' })));
    const changed = async (spec: JsonObject) => outcome(await space.patch('merge', 'jobs', 'there', { spec }));
    return {
      alwaysRestarted: await told(restarting('Always')),
      otherRestart: await told(restarting('Sometimes')),
      noContainers: await told({ template: { spec: { restartPolicy: 'Never', containers: [] } } }),
      negative: await told({ parallelism: -1, completions: -1, backoffLimit: -1, activeDeadlineSeconds: -1 }),
      negativeLife: await told({ ttlSecondsAfterFinished: -1 }),
      otherMode: await told({ completionMode: 'Ordered' }),
      indexedWithoutNumber: await told({ completionMode: 'Indexed', parallelism: 2 }),
      limitWithoutIndex: await told({ backoffLimitPerIndex: 1, maxFailedIndexes: 1 }),
      mostWithoutLimit: await told({ completionMode: 'Indexed', completions: 2, maxFailedIndexes: 1 }),
      mostBeyondAll: await told({
        completionMode: 'Indexed',
        completions: 2,
        backoffLimitPerIndex: 1,
        maxFailedIndexes: 3,
      }),
      nameTooLong: await told({ completionMode: 'Indexed', completions: 11 }, 'n'.repeat(62)),
      ownSelector: await told({ selector: { matchLabels: { app: 'web' } } }),
      manualWithoutSelector: await told({ manualSelector: true }),
      otherReplacement: await told({ podReplacementPolicy: 'Later' }),
      replacementWithPolicy: await told({
        ...rule({ action: 'Ignore', ...codes('In', 1) }),
        podReplacementPolicy: 'TerminatingOrFailed',
      }),
      policyWithRestarts: await told({ ...restarting('OnFailure'), ...rule({ action: 'Ignore', ...codes('In', 1) }) }),
      otherAction: await told(rule({ action: 'Retry', ...codes('In', 1) })),
      noAction: await told(rule({ action: '', ...codes('In', 1) })),
      failIndexWithoutLimit: await told(rule({ action: 'FailIndex', ...codes('In', 1) })),
      noRequirement: await told(rule({ action: 'Ignore' })),
      bothRequirements: await told(rule({ action: 'Ignore', ...codes('In', 1), onPodConditions: [{ type: 'Ready' }] })),
      zero: await told(rule({ action: 'Ignore', ...codes('In', 0) })),
      noCodes: await told(rule({ action: 'Ignore', ...codes('In') })),
      twice: await told(rule({ action: 'Ignore', ...codes('NotIn', 2, 2) })),
      unordered: await told(rule({ action: 'Ignore', ...codes('NotIn', 2, 1) })),
      otherContainer: await told(
        rule({ action: 'Ignore', onExitCodes: { containerName: 'side', operator: 'In', values: [1] } }),
      ),
      otherOperator: await told(rule({ action: 'Ignore', ...codes('Near', 1) })),
      successWithoutIndex: await told({ successPolicy: { rules: [{ succeededCount: 1 }] } }),
      successWithoutRules: await told({ completionMode: 'Indexed', completions: 2, successPolicy: { rules: [] } }),
      successOfNothing: await told({ completionMode: 'Indexed', completions: 2, successPolicy: { rules: [{}] } }),
      successOfTooMany: await told({
        completionMode: 'Indexed',
        completions: 2,
        successPolicy: { rules: [{ succeededCount: 3 }] },
      }),
      changedImage: withoutValue(await changed({ template: jobTemplate({ name: 'main', image: 'main:2' }) })),
      prepared: await changed({ template: prepared }),
      changedMode: await changed({ completionMode: 'NonIndexed' }),
      changedNumberAlone: await changed({ completions: 3 }),
      changedSelector: await changed({ selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': 'other' } } }),
      changedManager: await changed({ managedBy: 'example.com/queue' }),
    };
  },
};
