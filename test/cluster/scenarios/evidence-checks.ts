import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EVIDENCE_CASES, type EvidencePlace } from '../../contract/evidence-cases.ts';
import { built } from '../binaries/build.ts';
import { REFERRERS } from '../binaries/recipe.ts';
import { finish } from '../machine/command.ts';
import { find } from '../machine/packages.ts';
import { freePorts } from '../machine/ports.ts';
import { until } from '../machine/until.ts';
import { yaml } from '../parts/part.ts';
import { type Check, Skipped } from '../scenario-run/check.ts';

/** A registry program, and whether it lists referrers. */
interface Served {
  readonly program: string;
  /** Where it looks for a free one from; no other server of the suite looks there, for both are started at the same time. */
  readonly firstPort: number;
  readonly lists: boolean;
  command(folder: string, port: number): Promise<readonly [string, ...string[]]>;
}

/** Debian's docker-registry is 2.8, from before there were lists of referrers. */
const DISTRIBUTION: Served = {
  program: 'docker-registry',
  firstPort: 19_500,
  lists: false,
  async command(folder, port) {
    const binary = find('docker-registry');
    if (binary === undefined) throw new Skipped('there is no program docker-registry; Debian has it in a package');
    const file = join(folder, 'registry.yml');
    const storage = { filesystem: { rootdirectory: join(folder, 'storage') } };
    const log = { level: 'error', accesslog: { disabled: true } };
    await writeFile(file, yaml({ version: 0.1, log, storage, http: { addr: `127.0.0.1:${port}` } }));
    return [binary, 'serve', file];
  },
};

const GO: Served = {
  program: "go-containerregistry's registry",
  firstPort: 19_600,
  lists: true,
  async command(_, port) {
    const folder = await built(REFERRERS, () => undefined);
    return [join(folder, 'referrers'), `127.0.0.1:${port}`];
  },
};

/** Evidence in registries that others have written, each started for this alone. */
export const EVIDENCE_CHECKS: readonly Check[] = [DISTRIBUTION, GO].map((served) => ({
  name: `evidence is kept by ${served.program}, ${served.lists ? 'in its list of referrers' : 'under the fallback tag'}`,
  run: () => inRegistry(served, runCases),
}));

async function runCases(place: EvidencePlace): Promise<string> {
  const cases = EVIDENCE_CASES.filter(({ fallback }) => fallback === undefined || !place.lists);
  for (const { name, run } of cases) {
    await run(place).catch((cause: unknown) => {
      throw new Error(`A store that ${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    });
  }
  return `${cases.length} cases`;
}

async function inRegistry(served: Served, work: (place: EvidencePlace) => Promise<string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-evidence-'));
  let end: (signal: NodeJS.Signals) => void = () => undefined;
  try {
    const { registry } = await freePorts({ registry: served.firstPort });
    const [program, ...args] = await served.command(folder, registry);
    const ended = finish(program, args, { env: process.env, onStart: (signal) => (end = signal) });
    await until(
      `${served.program} to answer`,
      20,
      async () => (await fetch(`http://127.0.0.1:${registry}/v2/`)).ok || undefined,
    );
    let repositories = 0;
    const fresh = () => `127.0.0.1:${registry}/p${++repositories}`;
    const note = await work({ options: { credentials: async () => undefined }, lists: served.lists, fresh });
    end('SIGTERM');
    await ended;
    return note;
  } finally {
    end('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}
