import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type StrangersFolder, strangersFolder } from '../../cli/config/config-world.ts';

const IMAGE = 'FROM docker.io/library/node:24-slim\nWORKDIR /srv\n';
/** A service that knows a key, and a tier that nobody outside reaches, whose checks are told the key by a Secret. */
const FILES = {
  'api/Dockerfile': `${IMAGE}COPY server.mjs ./\nEXPOSE 3000\nCMD ["node", "server.mjs"]\n`,
  'api/server.mjs': `import { createServer } from 'node:http';
createServer(({ url, headers }, answer) => {
  answer.statusCode = url.startsWith('/health/') ? 200 : headers.key === process.env.KEY ? 200 : 401;
  answer.end();
}).listen(process.env.PORT);
process.on('SIGTERM', () => process.exit(0));
`,
  'e2e/Dockerfile': `${IMAGE}COPY check.mjs ./\n`,
  'e2e/check.mjs': `const asked = async (headers) => (await fetch(process.env.API_URL, { headers })).status;
const seen = [await asked({}), await asked({ key: process.env.E2E_API_KEY })];
console.log('strangers ' + seen[0] + ', friends ' + seen[1]);
process.exit(seen.join() === '401,200' ? 0 : 1);
`,
  'sluice.config.ts': `import { artifactRegistry, branch, delivery, e2e, gateway, gke, node, service, tier, variable, workloadIdentity } from '@sluice-delivery/sluice';

const api = service({
  name: 'api', path: 'api', port: 3000, test: node({ command: 'true' }), routes: { paths: ['/'] },
  secrets: [{ variable: 'KEY', secret: 'api', key: 'key' }],
});
const verify = e2e({ command: 'node check.mjs', reach: 'job', secrets: [{ variable: 'E2E_API_KEY', secret: 'e2e', key: 'api-key' }] });

export default delivery({
  registry: artifactRegistry({ project: variable('GCP_PROJECT'), location: 'europe-west1', repository: 'services', unprotected: 'services-dev' }),
  cluster: gke({ name: 'main', location: 'europe-west1', identity: workloadIdentity(variable('GCP_WIF_POOL')) }),
  services: [api],
  edge: gateway(),
  tiers: [
    tier('staging', { from: branch('develop'), host: 'staging.acme.com', allow: [], verify }),
    tier('production', { from: branch('main'), host: 'app.acme.com', allow: 'public', after: 'staging' }),
  ],
});
`,
};

let folder: StrangersFolder;
beforeAll(() => {
  folder = strangersFolder(FILES);
  expect(folder.sluice(['synth'])).toMatchObject({ status: 0, stderr: '' });
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder.root });
  git('checkout', '--quiet', '-B', 'main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'feat: a delivery');
});
afterAll(() => folder.discard());

describe('a rehearsal of a tier that lets nobody in', () => {
  it('has its checks pass in a Job, and nothing proven or promoted where that fails', () => {
    const { status, stdout, stderr } = folder.sluice(['rehearse', 'inside-checks', '--approve']);
    const said = stdout + stderr;
    expect({ status, said }).toEqual({ status: 0, said: expect.stringContaining('The whole story went as it must.') });
    expect(said).toContain('1 · The checks of staging run inside it, which lets nobody in, and pass');
    expect(said).toMatch(/2 · .*their Job fails, and nothing is proven/);
    expect(said).toContain('3 · A merge to main stops at the same checks, and production stays as it is');
    expect(said).toMatch(/The checks failed in Job "checks-staging-\w+" in namespace "staging"/);
  });

  it('goes all the way to production, through its checks', () => {
    const { status, stdout, stderr } = folder.sluice(['rehearse', '--approve']);
    expect({ status, said: stdout + stderr }).toEqual({
      status: 0,
      said: expect.stringContaining('The whole story went as it must.'),
    });
  });

  it('is looked at whole: the policy of the checks means the pods of their Job', () => {
    expect(folder.sluice(['check', '--manifests', 'k8s']).stdout).toMatch(
      /^Nothing is wrong with \d+ objects of 2 trees/,
    );
  });
});
