import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { moduleFolder } from '../binaries/build.ts';
import { DEFINITIONS } from '../binaries/recipe.ts';

/** Where each project publishes its definitions, in its Go module. */
interface Source {
  readonly module: string;
  readonly folder: string;
  /** Those that are wanted, where the folder has many more. */
  readonly files?: readonly string[];
}

const SOURCES = {
  'gateway-api': { module: 'sigs.k8s.io/gateway-api', folder: 'config/crd/standard' },
  'cert-manager': { module: 'github.com/cert-manager/cert-manager', folder: 'deploy/crds' },
  'prometheus-operator': {
    module: 'github.com/prometheus-operator/prometheus-operator',
    folder: 'example/prometheus-operator-crd',
    files: ['monitoring.coreos.com_podmonitors.yaml', 'monitoring.coreos.com_prometheusrules.yaml'],
  },
  'argo-cd': { module: 'github.com/argoproj/argo-cd/v3', folder: 'manifests/crds', files: ['application-crd.yaml'] },
} as const satisfies Readonly<Record<string, Source>>;

/** Those of one project; downloaded where they are not there. @throws where the module is not the one that was looked at */
export async function definitionsOf(project: keyof typeof SOURCES): Promise<readonly object[]> {
  const { module, folder, files }: Source = SOURCES[project];
  const all = join(await moduleFolder(DEFINITIONS, module), folder);
  const wanted = files ?? (await readdir(all)).filter((name) => name.endsWith('.yaml'));
  return await Promise.all(wanted.map(async (file) => parse(await readFile(join(all, file), 'utf8'))));
}
