import { describe, expect, it } from '@jest/globals';
import { parseManifests } from '../../../../../engine/rollout/manifests.ts';
import { EmbeddedRoom } from '../embedded-room.ts';
import { image } from '../releases.ts';
import { deployment, names, read } from './people.ts';

const EMPTY = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  annotations:
  labels:
spec:
  replicas: 1
  selector: { matchLabels: { app: api } }
  strategy:
  template:
    metadata:
      annotations:
      labels: { app: api }
    spec:
      imagePullSecrets:
      initContainers:
      securityContext:
      volumes: [{ name: tmp, emptyDir: }]
      containers:
        - name: api
          image: "${image('good')}"
          env:
          envFrom:
          ports:
          resources:
`;

describe('a field of nothing', () => {
  it('is none, for people and for releases', () => {
    expect(JSON.stringify([read(EMPTY).objects, parseManifests(EMPTY, 'shop').objects])).not.toContain('null');
  });

  it('keeps nobody from rolling out', async () => {
    const room = new EmbeddedRoom(['good']);
    const { outcome } = await room.rollOut('good', { manifests: EMPTY });
    expect(outcome).toBe('complete');
  });

  it('stays where it may be a value: in other kinds, and under keys of somebody', () => {
    const custom = '---\napiVersion: x.example/v1\nkind: X\nmetadata: { name: a }\nspec: { b: null }\n';
    const config = '---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { b: null }\n';
    const { objects } = read(deployment() + custom + config);
    expect(names(objects)).toEqual(['ConfigMap/a', 'X/a', 'Deployment/web']);
    expect(objects).toMatchObject([{ data: { b: null } }, { spec: { b: null } }, {}]);
  });
});
