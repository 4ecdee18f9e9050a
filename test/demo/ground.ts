import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findPython } from '../../rehearsal/builder/python.ts';
import { PythonEnvironments } from '../../rehearsal/builder/python-environments.ts';
import type { ServiceCommand } from './service-process.ts';

const DEMO = join(import.meta.dirname, '..', '..', 'examples', 'ai-agent-platform');

export const KEYS = {
  ada: 'ada-key-0123456789abcdef',
  bob: 'bob-key-0123456789abcdef',
  mallory: 'mallory-key-0123456789abcdef',
} as const;

const API_KEYS = Object.entries(KEYS)
  .map(([user, key]) => `${user}=${key}`)
  .join(',');

/** What the demo's services run with: the folder of the API and its Python with the locked packages. */
export interface Ground {
  readonly folder: string;
  readonly python: string;
}

export async function prepareGround(): Promise<Ground> {
  const folder = join(DEMO, 'websocket-server');
  const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'sluice');
  const environments = new PythonEnvironments(cache);
  const lock = readFileSync(join(folder, 'requirements.txt'));
  const { directory } = await environments.of(await findPython('3.12'), lock);
  return { folder, python: join(directory, 'bin', 'python') };
}

export const apiCommand = (
  { folder, python }: Ground,
  environment: Readonly<Record<string, string>> = {},
): ServiceCommand => ({
  name: 'api',
  program: python,
  args: ['-m', 'app'],
  folder,
  environment: {
    PYTHONUNBUFFERED: '1',
    PYTHONDONTWRITEBYTECODE: '1',
    API_KEYS,
    TIER: 'test',
    IMAGE_DIGEST: `sha256:${'0'.repeat(64)}`,
    ...environment,
  },
});

export const dashboardCommand = (api: string, environment: Readonly<Record<string, string>> = {}): ServiceCommand => ({
  name: 'dashboard',
  program: process.execPath,
  args: ['server.js'],
  folder: join(DEMO, 'dashboard'),
  environment: { API_URL: api, SESSION_KEY: 'for tests alone', TIER: 'test', ...environment },
});

const JAR = '/usr/lib/google-cloud-sdk/platform/cloud-firestore-emulator/cloud-firestore-emulator.jar';

/** Google's own emulator, where the Google Cloud SDK has brought it. */
export const emulatorJar = (): string | undefined =>
  [process.env['FIRESTORE_EMULATOR_JAR'], JAR].find((path) => path !== undefined && existsSync(path));
