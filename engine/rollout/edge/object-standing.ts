import { type KubernetesObject, nameOf } from '../cluster.ts';
import { recordsAt, textAt } from '../object-parts.ts';
import { type Standing, standingOf } from './route-standing.ts';

/** By which conditions controllers say that an object of an edge does what it says. A list of addresses that is not Attached lets everybody in.
 *  @see https://docs.cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources
 *  @see https://gateway-api.sigs.k8s.io/reference/spec/#gatewayconditiontype */
const CONDITIONS: Readonly<Record<string, readonly string[]>> = {
  Certificate: ['Ready'],
  GCPBackendPolicy: ['Attached'],
  GCPGatewayPolicy: ['Attached'],
  Gateway: ['Accepted', 'Programmed'],
  HealthCheckPolicy: ['Attached'],
  Issuer: ['Ready'],
};

/** Whether somebody tells of such an object how it stands. */
export const isTold = (kind: string): boolean => kind === 'HTTPRoute' || Object.hasOwn(CONDITIONS, kind);

/** Pure. What the controller of an object says of it as it is now; what it said of an earlier generation counts for nothing. */
export function objectStanding(object: KubernetesObject): Standing {
  if (object.kind === 'HTTPRoute') return standingOf(object);
  const { generation = 0 } = object.metadata;
  // Policies tell it for each Gateway that they come to, or once.
  const told = [object, ...recordsAt(object, 'status', 'ancestors').map((ancestor) => ({ status: ancestor }))]
    .flatMap((each) => recordsAt(each, 'status', 'conditions'))
    .filter(({ observedGeneration }) => typeof observedGeneration !== 'number' || observedGeneration >= generation);
  const wanted = CONDITIONS[object.kind] ?? [];
  const bad = told.find(({ type, status }) => wanted.some((each) => each === type) && status === 'False');
  if (bad !== undefined) {
    const why = [textAt(bad, 'reason'), textAt(bad, 'message')].filter(Boolean).join(': ');
    return { kind: 'refused', sentence: `${nameOf(object)} has no effect: ${String(bad['type'])} is False (${why})` };
  }
  const missing = wanted.find((type) => !told.some((each) => each['type'] === type && each['status'] === 'True'));
  return missing === undefined
    ? { kind: 'taken' }
    : { kind: 'unknown', sentence: `no controller has said that ${nameOf(object)} is ${missing} as it is now` };
}
