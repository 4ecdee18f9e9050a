import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const COMMAND = join(import.meta.dirname, '../../../../cli/sluice.ts');

/** The delivery of a stranger: one service, one tier. */
export const CONFIG = `import { artifactRegistry, branch, delivery, gke, python, service, tier, variable, workloadIdentity } from '@sluice-delivery/sluice';

const shop = service({
  name: 'shop',
  path: 'api',
  port: 8000,
  test: python({ requirements: 'requirements.txt', command: 'python -m pytest' }),
});

export default delivery({
  registry: artifactRegistry({ project: variable('GCP_PROJECT'), location: 'europe-west1', repository: 'services', unprotected: 'services-dev' }),
  cluster: gke({ name: 'main', location: 'europe-west1', identity: workloadIdentity(variable('GCP_WIF_POOL')) }),
  services: [shop],
  tiers: [tier('live', { from: branch('main') })],
});
`;

/** A folder of a stranger, outside this repository. */
export interface StrangersFolder {
  readonly root: string;
  write(path: string, content: string): void;
  /** Calls the command as somebody does who stands in a folder below it. */
  sluice(
    args: readonly string[],
    at?: string,
    environment?: Readonly<Record<string, string>>,
  ): { readonly status: number | null; readonly stdout: string; readonly stderr: string };
  discard(): void;
}

/** @param files by path; those of a service are there */
export function strangersFolder(files: Readonly<Record<string, string>>): StrangersFolder {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'stranger-')));
  const write = (path: string, content: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  spawnSync('git', ['init', '--quiet'], { cwd: root });
  write('api/Dockerfile', 'FROM python:3.12-slim\n');
  write('api/requirements.txt', '');
  for (const [path, content] of Object.entries(files)) write(path, content);
  return {
    root,
    write,
    sluice(args, at = '', environment = {}) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], {
        cwd: join(root, at),
        env: { ...outsideNpm(), ...environment },
        maxBuffer: 1 << 26,
        encoding: 'utf8',
      });
      return { status, stdout, stderr };
    },
    discard: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** These tests run by npm themselves. */
const outsideNpm = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_|^INIT_CWD$|^NODE_OPTIONS$/.test(name)));
