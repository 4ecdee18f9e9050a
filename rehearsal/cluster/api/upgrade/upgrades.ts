import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { PodPorts } from '../../pod-ports.ts';
import type { ClusterStore } from '../../storage/cluster-store.ts';
import { notFound, notSimulated } from '../../storage/status-errors.ts';
import type { ApiRequest } from '../api-request.ts';
import { statusBody } from '../status-body.ts';
import { portForward } from './port-forward.ts';
import { acceptance, webSocketLink } from './web-socket.ts';

/** What clients ask for who carry SPDY in a WebSocket: kubectl from 1.31 on.
 *  @see https://github.com/kubernetes/enhancements/tree/master/keps/sig-api-machinery/4006-transition-spdy-to-websockets */
const TUNNEL = 'SPDY/3.1+portforward.k8s.io';

/** Answers a request that wants its connection for something else than HTTP. @throws {StatusError} where that is not simulated */
export function takeUpgrade(
  request: ApiRequest,
  { store, pods }: { readonly store: ClusterStore; readonly pods: PodPorts | undefined },
  socket: Duplex,
  head: Uint8Array,
): void {
  const { type, name = '', namespace = '', subresource, headers } = request;
  const forwards = type.kind === 'Pod' && subresource === 'portforward';
  if (!forwards || pods === undefined) throw notSimulated('connections that are upgraded', 'Use plain requests.');
  const pod = store.get(type, namespace, name);
  if (pod === undefined) throw notFound(type, name);
  const protocols = (headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim());
  const key = headers['sec-websocket-key'];
  if (key === undefined || !protocols.includes(TUNNEL))
    throw notSimulated('port-forward of a client older than kubectl 1.31', 'Use a newer kubectl, or the Service.');
  socket.write(acceptance(key, TUNNEL));
  const forwarding = portForward(
    name,
    (port) => pods.localPort(pod.metadata.uid ?? '', port),
    (bytes) => link.send(bytes),
  );
  const link = webSocketLink(socket, head, {
    bytes(bytes) {
      try {
        forwarding.take(bytes);
      } catch {
        // No client of Kubernetes sends what is no SPDY.
        link.close();
      }
    },
    closed: () => forwarding.end(),
  });
}

/** Says on the connection itself why it is not upgraded. */
export function refuseUpgrade(socket: Duplex, error: unknown): void {
  const { code, body } = statusBody(error);
  const text = `${JSON.stringify(body)}\n`;
  socket.end(
    `HTTP/1.1 ${code} ${STATUS_CODES[code]}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
  );
}
