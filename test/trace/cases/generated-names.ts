import { at, text } from '../json.ts';
import { outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** `generateName` gets five characters more; a name of its own wins over it. */
export const generatedNames: TraceCase = {
  name: 'generated-names',
  async run(space) {
    const made = (metadata: Record<string, string>) =>
      space.create('configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata });
    const long = await made({ generateName: `${'x'.repeat(60)}-` });
    return {
      generated: outcome(await made({ generateName: 'settings-' }), (object) => at(object, 'metadata', 'name')),
      both: outcome(await made({ name: 'own', generateName: 'settings-' }), (object) => at(object, 'metadata', 'name')),
      neither: outcome(await made({})),
      long: text(long.body, 'metadata', 'name').length,
    };
  },
};
