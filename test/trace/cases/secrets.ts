import { at } from '../json.ts';
import { outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** `stringData` becomes `data`, and types have their demands. */
export const secrets: TraceCase = {
  name: 'secrets',
  async run(space) {
    const secret = (name: string, rest: Record<string, unknown>) =>
      space.create('secrets', { apiVersion: 'v1', kind: 'Secret', metadata: { name }, ...(rest as object) });
    return {
      text: outcome(
        await secret('one', { stringData: { word: 'open', other: '' }, data: { word: 'b2xk' } }),
        (object) => ({
          type: at(object, 'type'),
          data: at(object, 'data'),
          text: at(object, 'stringData') ?? null,
        }),
      ),
      noBase64: outcome(await secret('two', { data: { word: '???' } })),
      tlsWithoutKey: outcome(await secret('three', { type: 'kubernetes.io/tls', stringData: { 'tls.crt': 'x' } })),
      key: outcome(await secret('four', { stringData: { 'a b': 'x' } })),
    };
  },
};
