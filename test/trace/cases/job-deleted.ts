import { at, count, type Json, list, text } from '../json.ts';
import { ENDS, job, jobTemplate } from '../objects.ts';
import { readOne, untilObject } from '../observed-sets.ts';
import { done, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** What becomes of the pods when their Job goes: they stay unless the request says otherwise. */
export const jobDeleted: TraceCase = {
  name: 'job-deleted',
  async run(space) {
    const podsOf = async (name: string) =>
      list((await space.list('pods', { labelSelector: `batch.kubernetes.io/job-name=${name}` })).body, 'items');
    const trace: Record<string, Json> = {};
    for (const [name, options] of [
      ['silent', undefined],
      ['background', { propagationPolicy: 'Background' }],
      ['orphan', { propagationPolicy: 'Orphan' }],
    ] as const) {
      await done(space.create('jobs', job(name)));
      await untilObject(space, 'jobs', name, (object) => count(object, 'status', 'active') === 1);
      const answer = outcome(await space.delete('jobs', name, options), (body) => at(body, 'kind'));
      const left = await space.until<readonly Json[]>(
        'pods that nothing holds',
        () => podsOf(name),
        (found) => (name === 'background' ? found.length === 0 : isFree(found[0])),
      );
      await untilObject(space, 'jobs', name, (object) => object === null);
      trace[name] = { answer, left: left.map((pod) => text(pod, 'status', 'phase')) };
    }
    await done(space.create('jobs', job('brief', { ttlSecondsAfterFinished: 2, template: jobTemplate(ENDS) })));
    await untilObject(space, 'jobs', 'brief', (object) => object === null);
    await space.until(
      'no pods',
      async () => (await podsOf('brief')).length,
      (number) => number === 0,
    );
    return { ...trace, brief: await readOne(space, 'jobs', 'brief') };
  },
};

const isFree = (pod: Json | undefined): boolean =>
  pod !== undefined &&
  list(pod, 'metadata', 'finalizers').length === 0 &&
  list(pod, 'metadata', 'ownerReferences').length === 0;
