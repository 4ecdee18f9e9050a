import { DeliveryRoom } from '../delivery-room.ts';
import { image } from '../releases.ts';

/** What a manifest has beside. */
interface Extra {
  readonly metadata?: string;
  readonly spec?: string;
}

/** A StatefulSet or DaemonSet `db` of this image. */
export const manifests = (kind: string, name: string, { metadata = '', spec = '' }: Extra = {}) => `
apiVersion: apps/v1
kind: ${kind}
metadata: { name: db${metadata} }
spec:
  ${kind === 'StatefulSet' ? 'replicas: 3' : ''}
  ${spec}
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      containers:
        - name: db
          image: "${image(name)}"
          readinessProbe: { httpGet: { path: /ready, port: 5432 }, periodSeconds: 1 }
`;
/** A room of two nodes where a database is rolled out; `bad` and `worse` crash. */
export const roomOf = (nodes: readonly string[] = ['node-1', 'node-2']) => {
  const room = new DeliveryRoom({ bad: 'crash', worse: 'crash' }, { nodes });
  const roll = (kind: string, name: string, extra: Extra = {}) =>
    room.rollOut(name, { manifests: manifests(kind, name, extra) });
  const deleted = () => room.cluster.writes.filter((write) => write.startsWith('-'));
  const podsOf = (name: string) =>
    room.objects('Pod').filter((object) => JSON.stringify(object['spec']).includes(image(name))).length;
  return { room, roll, deleted, podsOf };
};
