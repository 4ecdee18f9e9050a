import { type Json, list, text } from '../json.ts';
import { SHELL_IMAGE, template, unplacedPod } from '../objects.ts';
import { done, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

const TALKS = {
  name: 'talks',
  image: SHELL_IMAGE,
  command: ['sh', '-c', 'echo one; echo two; echo three; sleep 3600'],
};

/** A container's output, and what is said to who asks for one that is not there. */
export const podLog: TraceCase = {
  name: 'pod-log',
  async run(space) {
    const pod = (name: string, spec: Json) =>
      space.create('pods', { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec });
    const { spec } = template('web', TALKS);
    await pod('web', spec ?? null);
    await done(
      space.create(
        'pods',
        unplacedPod('two', {
          containers: [
            { name: 'a', image: 'a:1' },
            { name: 'b', image: 'b:1' },
          ],
          initContainers: [{ name: 'c', image: 'c:1' }],
        }),
      ),
    );
    const log = async (name: string, query = {}) =>
      outcome(await space.get('pods', name, 'log', query), (body) => body);
    await space.until(
      'the whole log',
      async () => (await space.get('pods', 'web', 'log')).body,
      (body) => typeof body === 'string' && body.includes('three'),
    );
    return {
      whole: await log('web'),
      tail: await log('web', { tailLines: '1' }),
      bytes: await log('web', { limitBytes: '5' }),
      stamped: text(
        list([(await space.get('pods', 'web', 'log', { timestamps: 'true', tailLines: '1' })).body]),
        0,
      ).replace(/^\S+Z/, '<time>'),
      named: await log('web', { container: 'talks', tailLines: '2' }),
      unknownContainer: await log('web', { container: 'nobody' }),
      noPrevious: await log('web', { previous: 'true' }),
      whichOne: await log('two'),
      notStarted: await log('two', { container: 'a' }),
      noPod: await log('none'),
      negative: await log('web', { tailLines: '-1' }),
      bothSince: await log('web', { sinceSeconds: '5', sinceTime: '2026-01-01T00:00:00Z' }),
    };
  },
};
