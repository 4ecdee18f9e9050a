import { at, type Json, list, text } from '../json.ts';
import { SHELL_IMAGE, template } from '../objects.ts';
import { container } from '../observed.ts';
import { done } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** Settings and keys that are not there: the container is not made. */
export const missingSettings: TraceCase = {
  name: 'missing-settings',
  async run(space) {
    const env = (from: Json): Json => [{ name: 'A', valueFrom: from }];
    await done(
      space.create('configmaps', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'there' },
        data: { other: 'x' },
      }),
    );
    const wanted: Readonly<Record<string, Json>> = {
      'no-map': env({ configMapKeyRef: { name: 'nothing', key: 'a' } }),
      'no-key': env({ configMapKeyRef: { name: 'there', key: 'a' } }),
      'no-secret': env({ secretKeyRef: { name: 'nothing', key: 'a' } }),
    };
    const trace: Record<string, Json> = {};
    for (const [name, own] of Object.entries(wanted)) {
      const { spec } = template(name, { image: SHELL_IMAGE, command: ['sleep', '3600'], env: own });
      await done(space.create('pods', { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: spec ?? null }));
    }
    for (const name of Object.keys(wanted)) {
      const pod = await space.until(
        'a reason',
        async () => (await space.get('pods', name)).body,
        // A kubelet that has not yet asked for the map says first that asking takes long.
        (found) => / not found$|couldn't find key/.test(text(container(found), 'state', 'waiting', 'message')),
      );
      trace[name] = at(container(pod), 'state') ?? null;
    }
    const volume = template(
      'volume',
      { image: SHELL_IMAGE, command: ['sleep', '3600'], volumeMounts: [{ name: 'v', mountPath: '/v' }] },
      { volumes: [{ name: 'v', configMap: { name: 'nothing' } }] },
    );
    await done(
      space.create('pods', {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'volume' },
        spec: volume['spec'] ?? null,
      }),
    );
    const events = await space.until(
      'an event about the volume',
      async () => list((await space.list('events', { fieldSelector: 'reason=FailedMount' })).body, 'items'),
      (found) => found.length > 0,
    );
    return { ...trace, volume: text(events, 0, 'message') };
  },
};
