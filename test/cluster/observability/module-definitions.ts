import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { run } from '../machine/command.ts';

/** Definitions as their projects publish them, in the Go module of each. */
const MODULES = {
  'prometheus-operator': {
    module: 'github.com/prometheus-operator/prometheus-operator@v0.85.0',
    sum: 'h1:M5xLCLEoaW2IJfnuCwFzzpL+jSVQu3KGT84Pye+fW8s=',
    folder: 'example/prometheus-operator-crd',
    files: ['monitoring.coreos.com_podmonitors.yaml', 'monitoring.coreos.com_prometheusrules.yaml'],
  },
  'argo-cd': {
    module: 'github.com/argoproj/argo-cd/v3@v3.5.7',
    sum: 'h1:Xm1BF+I5OgDKUG3SDK49vn2/Y5AMyaNVko+/JT08gj0=',
    folder: 'manifests/crds',
    files: ['application-crd.yaml'],
  },
  'cert-manager': {
    module: 'github.com/cert-manager/cert-manager@v1.21.2',
    sum: 'h1:UWgoYM+KLNtRlqmoWOKjKBOBUPVHeepQ6/ac3ERJW68=',
    folder: 'deploy/crds',
    files: [
      'acme.cert-manager.io_challenges.yaml',
      'cert-manager.io_certificaterequests.yaml',
      'cert-manager.io_certificates.yaml',
    ],
  },
} as const;

/** Those of one project; downloaded where they are not there. @throws where the module is not the one that was looked at */
export async function definitionsOf(project: keyof typeof MODULES): Promise<readonly object[]> {
  const { module, sum, folder, files } = MODULES[project];
  const env = { ...process.env, GOFLAGS: '-mod=mod' };
  const found = Object(JSON.parse(await run('go', ['mod', 'download', '-json', module], { env })));
  if (found.Sum !== sum) throw new Error(`The module ${module} has the sum ${found.Sum}, wanted: ${sum}.`);
  return await Promise.all(files.map(async (file) => parse(await readFile(join(found.Dir, folder, file), 'utf8'))));
}
