import { describe, expect, it } from '@jest/globals';
import { additions } from '../../../../../engine/rollout/ownership/additions.ts';
import { type Line, object } from './books.ts';

const pod = (spec: object) => ({ spec: { template: { spec } } });
const web = (more: object = {}) => ({ name: 'web', ...more });
const owned = (list: string, name: string, inner: object = {}): Line => ({
  manager: 'lens',
  fields: {
    'f:spec': { 'f:template': { 'f:spec': { [`f:${list}`]: { [`k:{"name":"${name}"}`]: { '.': {}, ...inner } } } } },
  },
});

describe('what admission adds', () => {
  const wanted = object(pod({ containers: [web({ env: [{ name: 'A' }] })], volumes: [{ name: 'data' }] }));

  it.each([
    ['nothing', { containers: [web({ env: [{ name: 'A', value: '1' }], tty: true })] }, []],
    ['a container', { containers: [web(), { name: 'proxy' }] }, ['containers[name="proxy"]']],
    ['an init container', { initContainers: [{ name: 'init' }] }, ['initContainers[name="init"]']],
    ['a volume', { volumes: [{ name: 'data' }, { name: 'certs' }] }, ['volumes[name="certs"]']],
    [
      'a variable and a mount',
      { containers: [web({ env: [{ name: 'A' }, { name: 'B' }], volumeMounts: [{ mountPath: '/c' }] })] },
      ['containers[name="web"].env[name="B"]', 'containers[name="web"].volumeMounts[mountPath="/c"]'],
    ],
  ])('is named by its place: %s', (_, spec, names) => {
    expect(additions(object(pod(spec)), wanted)).toEqual(names);
  });

  it('is not what somebody owns', () => {
    const answer = (spec: object, line: Line) => additions(object(pod(spec), [line]), wanted);
    expect(answer({ containers: [web(), { name: 'debug' }] }, owned('containers', 'debug'))).toEqual([]);
    expect(answer({ containers: [web(), { name: 'debug' }] }, owned('containers', 'other'))).toHaveLength(1);
    const env = { 'f:env': { 'k:{"name":"B"}': { '.': {} } } };
    const both = { containers: [web({ env: [{ name: 'A' }, { name: 'B' }] })] };
    expect(answer(both, owned('containers', 'web', env))).toEqual([]);
    expect(answer(both, owned('containers', 'web'))).toHaveLength(1);
  });

  it('is nothing where there are no pods', () => {
    expect(additions(object({ data: { a: '1' } }), object({}))).toEqual([]);
  });
});
