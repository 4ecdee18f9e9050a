import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { built } from '../../cluster/binaries/build.ts';
import type { BinarySet } from '../../cluster/binaries/recipe.ts';
import { run } from '../../cluster/machine/command.ts';
import { find } from '../../cluster/machine/packages.ts';

const TOOLS = join(import.meta.dirname, 'tools');

const set = (module: string, source: string, minutes: number): BinarySet => ({
  module,
  programs: { [module]: source },
  linkerFlags: '-s -w',
  minutes,
});

const PEERS = {
  helm: { module: 'helm.sh/helm/v4', set: set('helm', 'helm.sh/helm/v4/cmd/helm', 2) },
  kubedog: { module: 'github.com/werf/kubedog', set: set('kubedog', 'github.com/werf/kubedog/cmd/kubedog', 2) },
  'argo-rollouts': {
    module: 'github.com/argoproj/argo-rollouts',
    set: set('argo-rollouts', 'github.com/argoproj/argo-rollouts/cmd/rollouts-controller', 5),
  },
} as const;

/** A program that is compared with, built from the Go module that its folder below `tools` pins. */
export async function peerProgram(
  name: keyof typeof PEERS,
  say: (line: string) => void,
): Promise<{ readonly program: string; readonly version: string }> {
  const { module, set } = PEERS[name];
  const goMod = await readFile(join(TOOLS, name, 'go.mod'), 'utf8');
  return { program: join(await built(set, say, TOOLS), name), version: pinnedVersion(goMod, module) };
}

/** Folder of Argo's CustomResourceDefinitions, in the module that its controller is built from. */
export async function argoManifests(): Promise<string> {
  const go = find('go') ?? find('go', '/usr/local/go/bin') ?? 'go';
  const { module } = PEERS['argo-rollouts'];
  const folder = await run(go, ['list', '-m', '-f', '{{.Dir}}', module], { cwd: join(TOOLS, 'argo-rollouts') });
  return join(folder.trim(), 'manifests', 'crds');
}

/** The version that a go.mod requires of a module; pure. @throws when it requires none. */
export function pinnedVersion(goMod: string, module: string): string {
  const line = goMod.split('\n').find((each) => each.replace('require', '').trim().startsWith(`${module} v`));
  const version = /\s(v\S+)/.exec(line ?? '')?.[1];
  if (version === undefined) throw new Error(`The go.mod requires no version of ${module}.`);
  return version;
}
