import { connect, type Socket } from 'node:net';
import { type SpdyConnection, spdyConnection } from './spdy-connection.ts';

/** Carries connections between a client's `kubectl port-forward` and the process that listens for a pod. Each has two streams: one of
 *  data, and one on which it is said why it failed.
 *  @param localPort where a port of the pod is reached here
 *  @see https://github.com/kubernetes/kubernetes pkg/kubelet or staging/src/k8s.io/kubelet/pkg/cri/streaming/portforward */
export function portForward(
  pod: string,
  localPort: (port: number) => number | undefined,
  send: (bytes: Uint8Array) => void,
): Pick<SpdyConnection, 'take'> & { readonly end: () => void } {
  const requests = new Map<string, Forwarded>();
  const byStream = new Map<number, Forwarded>();

  const begin = (forwarded: Forwarded, port: number): void => {
    const { error, data } = forwarded;
    if (error === undefined || data === undefined) return;
    const over = (problem?: string): void => {
      if (forwarded.over) return;
      forwarded.over = true;
      if (problem !== undefined) spdy.data(error, Buffer.from(problem));
      spdy.finish(error);
      spdy.finish(data);
      for (const stream of [error, data]) byStream.delete(stream);
    };
    const local = localPort(port);
    if (local === undefined) {
      over(`nothing of pod ${pod} listens on port ${port} in the rehearsal's cluster`);
      return;
    }
    const socket = connect({ host: '127.0.0.1', port: local, allowHalfOpen: true });
    forwarded.socket = socket;
    socket.on('data', (bytes) => spdy.data(data, bytes));
    socket.once('end', () => over());
    socket.once('close', () => over());
    socket.once('error', (problem) => over(`error forwarding port ${port} to pod ${pod}: ${problem.message}`));
    for (const bytes of forwarded.early.splice(0)) socket.write(bytes);
    if (forwarded.ended) socket.end();
  };

  const spdy = spdyConnection(send, {
    opened(stream, headers) {
      const [type, id = '', port] = ['streamtype', 'requestid', 'port'].map((name) => headers.get(name));
      if ((type !== 'data' && type !== 'error') || !/^\d{1,5}$/.test(port ?? '')) return spdy.reset(stream);
      const forwarded = requests.get(id) ?? { early: [], ended: false, over: false };
      requests.set(id, forwarded);
      byStream.set(stream, forwarded);
      forwarded[type] = stream;
      begin(forwarded, Number(port));
    },
    data(stream, bytes) {
      const forwarded = byStream.get(stream);
      if (forwarded === undefined || stream !== forwarded.data) return;
      if (forwarded.socket === undefined) forwarded.early.push(Buffer.from(bytes));
      else forwarded.socket.write(bytes);
    },
    finished(stream) {
      const forwarded = byStream.get(stream);
      if (forwarded === undefined || stream !== forwarded.data) return;
      forwarded.ended = true;
      forwarded.socket?.end();
    },
    reset: (stream) => byStream.get(stream)?.socket?.destroy(),
  });
  return {
    take: (bytes) => spdy.take(bytes),
    end() {
      for (const { socket } of requests.values()) socket?.destroy();
    },
  };
}

/** One connection that is carried. */
interface Forwarded {
  data?: number;
  error?: number;
  socket?: Socket;
  /** What came before there was a connection. */
  readonly early: Buffer[];
  /** Whether the client sends nothing more. */
  ended: boolean;
  /** Whether its streams are finished. */
  over: boolean;
}
