import { digestOf } from '../../../../../domain/digest.ts';
import { InvalidInput } from '../../../../../domain/problem.ts';
import type { Reading } from '../../../../../engine/rollout/manifests/reading.ts';
import { type Manifests, parseManifests } from '../../../../../engine/rollout/manifests.ts';

/** As the command reads, unless somebody chooses otherwise. */
export const READING: Reading = {
  clusterScoped: 'refuse',
  otherNamespaces: 'refuse',
  scopes: new Map(),
  images: new Map(),
};
export const BYTES = `registry.example/app@${digestOf('app')}`;

export const deployment = (container = '', metadata = 'name: web'): string => `apiVersion: apps/v1
kind: Deployment
metadata: { ${metadata} }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: web, image: "${BYTES}"${container} }
`;

export const job = (annotations: string, name = 'migrate', spec = ''): string => `---
apiVersion: batch/v1
kind: Job
metadata: { name: ${name}, annotations: { ${annotations} } }
spec: { template: { spec: { restartPolicy: Never, containers: [{ name: j, image: "${BYTES}" }] } }${spec} }
`;

export const read = (text: string, change: Partial<Reading> = {}): Manifests =>
  parseManifests(text, 'shop', { ...READING, ...change });

/** Each problem as `field: message`; empty where there is none. */
export function problemsOf(text: string, change: Partial<Reading> = {}): readonly string[] {
  try {
    read(text, change);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return error.problems.map(({ field, message }) => `${field}: ${message}`);
  }
}

/** Objects as `Kind/name`. */
export const names = (objects: readonly { readonly kind: string; readonly metadata: { readonly name: string } }[]) =>
  objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
