import { describe, expect, it } from '@jest/globals';
import { FOLDERS, PREFERRED_PORTS } from '../../cluster/bring-up/layout.ts';
import { authorizer } from '../../cluster/machine/authorizer.ts';
import { OUTSIDER } from '../../cluster/parts/accounts.ts';
import { apiServer } from '../../cluster/parts/control-plane.ts';

const layout = {
  ...FOLDERS,
  ports: PREFERRED_PORTS,
  cniFolder: '/usr/lib/cni',
  mayLowerOomScore: false,
  crashLoopSeconds: undefined,
};
const { args, files } = apiServer(layout);
const written = (path: string | undefined): unknown => JSON.parse(files[path ?? ''] ?? 'null');
const configuration = written(args.find((arg) => arg.startsWith('--authorization-config='))?.split('=')[1]);

describe('the API server of the cluster', () => {
  it('asks Node and RBAC first, and somebody outside about one user alone', () => {
    expect(configuration).toMatchObject({
      authorizers: [
        { type: 'Node' },
        { type: 'RBAC' },
        { type: 'Webhook', webhook: { matchConditions: [{ expression: `request.user == "${OUTSIDER}"` }] } },
      ],
    });
  });

  it('goes on without an answer, on loopback', () => {
    expect(configuration).toMatchObject({ authorizers: [{}, {}, { webhook: { failurePolicy: 'NoOpinion' } }] });
    const webhook = Object.keys(files).find((path) => path.endsWith('outside-authorizer.kubeconfig'));
    expect(written(webhook)).toMatchObject({ clusters: [{ cluster: { server: 'http://127.0.0.1:16261' } }] });
  });
});

describe('the authorizer of a check', () => {
  it('allows what it is told to, and has no opinion on the rest', async () => {
    const outside = await authorizer(0, ({ verb }) => verb === 'get');
    const ask = async (verb: string): Promise<unknown> => {
      const body = JSON.stringify({ kind: 'SubjectAccessReview', spec: { resourceAttributes: { verb } } });
      return await (await fetch(`http://127.0.0.1:${outside.port}`, { method: 'POST', body })).json();
    };
    try {
      expect(await ask('get')).toMatchObject({ kind: 'SubjectAccessReview', status: { allowed: true } });
      expect(await ask('list')).toMatchObject({ status: { allowed: false } });
      expect(outside.asked.map(({ verb }) => verb)).toEqual(['get', 'list']);
    } finally {
      await outside.close();
    }
  });
});
