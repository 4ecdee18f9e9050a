import { parseCommitSha } from '../../../../domain/commit.ts';
import { digestOf } from '../../../../domain/digest.ts';

/** The image of a release that the tests call by this name. */
export const image = (name: string): string => `registry.example/services/api@${digestOf(name)}`;
export const commit = (digit: string) => parseCommitSha(digit.repeat(40));

/** Its manifests: a Deployment and its Service. */
export const manifests = (name: string, { replicas = 2 }: { replicas?: number } = {}): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      containers: [{ name: api, image: "${image(name)}" }]
---
apiVersion: v1
kind: Service
metadata: { name: api }
spec: { selector: { app: api }, ports: [{ port: 80 }] }
`;
