import { at, count, type Json, type JsonObject, list, text } from '../json.ts';
import { SLEEPS, set, template, unplacedTemplate } from '../objects.ts';
import { isSeen, memberFacts, readRevisions, toldOf, untilObject } from '../observed-sets.ts';
import { conditions, done } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

const isWhole = (object: Json): boolean =>
  isSeen(object) &&
  count(object, 'status', 'desiredNumberScheduled') > 0 &&
  ['currentNumberScheduled', 'updatedNumberScheduled', 'numberAvailable', 'numberReady'].every(
    (field) => count(object, 'status', field) === count(object, 'status', 'desiredNumberScheduled'),
  );

/** One pod a node: a rollout, one with a surge, a template that comes back, and a set that no node wants. */
export const daemonSetRollout: TraceCase = {
  name: 'daemon-set-rollout',
  async run(space) {
    const pods = async () => list((await space.list('pods', { labelSelector: 'app=agent' })).body, 'items');
    const roll = (args: JsonObject['args'], more: JsonObject = {}) =>
      done(
        space.patch('merge', 'daemonsets', 'agent', {
          spec: { template: template('agent', { ...SLEEPS, args }), ...more },
        }),
      );
    const alone = () => space.until<readonly Json[]>('one pod', pods, (found) => found.length === 1);
    const status = (object: Json): Json => at(object, 'status') ?? null;
    await done(space.create('daemonsets', set('DaemonSet', 'agent', { template: template('agent', SLEEPS) })));
    const first = await untilObject(space, 'daemonsets', 'agent', isWhole);
    const [member = null] = await alone();
    await roll(['1']);
    const second = await untilObject(space, 'daemonsets', 'agent', isWhole);
    const surge = { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } } };
    await roll(null, surge);
    const third = await untilObject(space, 'daemonsets', 'agent', isWhole);
    await alone();
    await done(space.create('daemonsets', set('DaemonSet', 'nowhere')));
    const nowhere = await untilObject(space, 'daemonsets', 'nowhere', isSeen);
    await done(space.patch('merge', 'daemonsets', 'agent', { spec: { template: unplacedTemplate('agent') } }));
    await space.until(
      'no pods',
      async () => (await pods()).length,
      (number) => number === 0,
    );
    const left = await untilObject(
      space,
      'daemonsets',
      'agent',
      (object) =>
        isSeen(object) &&
        ['desiredNumberScheduled', 'currentNumberScheduled', 'numberMisscheduled'].every(
          (field) => count(object, 'status', field) === 0,
        ),
    );
    return {
      first: status(first),
      member: memberFacts(withoutNodeName(member)),
      phase: text(member, 'status', 'phase'),
      conditions: conditions(member),
      second: status(second),
      third: status(third),
      annotations: at(third, 'metadata', 'annotations') ?? null,
      revisions: await readRevisions(space),
      nowhere: status(nowhere),
      left: status(left),
      events: [
        ...new Set(
          (await toldOf(space, 'DaemonSet', ['SuccessfulCreate', 'SuccessfulDelete'])).map((line) =>
            line.replace(/agent-\S+$/, 'agent-<suffix>'),
          ),
        ),
      ],
    };
  },
};

/** Its affinity names the node. */
const withoutNodeName = (pod: Json): Json => {
  const name = text(pod, 'spec', 'nodeName');
  return name === '' ? pod : (JSON.parse(JSON.stringify(pod).replaceAll(`"${name}"`, '"<node>"')) as Json);
};
