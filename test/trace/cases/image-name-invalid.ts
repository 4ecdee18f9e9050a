import { at, type Json, text } from '../json.ts';
import { template } from '../objects.ts';
import { container, eventReasons } from '../observed.ts';
import { done } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** An image name that no runtime understands, and one that must be there already. */
export const imageNameInvalid: TraceCase = {
  name: 'image-name-invalid',
  async run(space) {
    const wanted: Readonly<Record<string, object>> = {
      invalid: { image: 'Main:1' },
      never: { image: 'absent.invalid/main:1', imagePullPolicy: 'Never' },
    };
    const trace: Record<string, Json> = {};
    for (const [name, own] of Object.entries(wanted)) {
      const { spec } = template(name, own as never);
      await done(space.create('pods', { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec }));
      const pod = await space.until(
        'a reason',
        async () => (await space.get('pods', name)).body,
        (found) => !['', 'ContainerCreating'].includes(text(container(found), 'state', 'waiting', 'reason')),
      );
      trace[name] = at(container(pod), 'state') ?? null;
    }
    return {
      ...trace,
      events: await eventReasons(space, 'Pod', [
        'Normal Scheduled',
        'Warning ErrImageNeverPull',
        'Warning Failed',
        'Warning InspectFailed',
      ]),
    };
  },
};
