import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ClusterStore } from '../storage/cluster-store.ts';
import { list, record } from '../storage/frozen.ts';
import { invalid, notFound, notSimulated } from '../storage/status-errors.ts';
import { invalid as invalidValue } from '../storage/validation/problem.ts';
import type { ApiAnswer, ApiRequest } from './api-request.ts';
import { readObject } from './body.ts';
import type { Credentials } from './credentials.ts';
import { ISSUER } from './service-account-token.ts';

const KIND = { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' } as const;

/** The longest and the shortest life of a token, in seconds: kubernetes/pkg/apis/authentication/validation/validation.go. */
const LIFE = { default: 3600, least: 600, most: 2 ** 32 } as const;

/** Answers a request for a token of a service account, which is good for this API as long as account and time last.
 *  https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-request-v1/ */
export const tokenRequest = (store: ClusterStore, request: ApiRequest, credentials: Credentials): ApiAnswer => {
  const { type, namespace = '', name = '' } = request;
  const account = store.get(type, namespace, name);
  if (account === undefined) throw notFound(type, name);
  const asked = readObject({ ...request, type: { ...type, ...KIND } });
  const spec = record(asked['spec']);
  const seconds = Number(spec['expirationSeconds'] ?? LIFE.default);
  assertLife(seconds);
  if (spec['boundObjectRef'] !== undefined && spec['boundObjectRef'] !== null)
    throw notSimulated('tokens that are bound to an object (spec.boundObjectRef)', 'Ask for one without it.');
  const audiences = list(spec['audiences']).length === 0 ? [ISSUER] : list(spec['audiences']).map(String);
  const { token, issued, expires } = credentials.issue(account, { audiences, seconds });
  const answered: KubernetesObject = {
    apiVersion: 'authentication.k8s.io/v1',
    kind: KIND.kind,
    metadata: { name, namespace, uid: account.metadata.uid ?? '', creationTimestamp: issued },
    spec: { audiences, expirationSeconds: seconds, boundObjectRef: null },
    status: { token, expirationTimestamp: expires },
  };
  return { code: 201, body: answered };
};

const assertLife = (seconds: number): void => {
  const why =
    seconds < LIFE.least
      ? 'may not specify a duration less than 10 minutes'
      : seconds > LIFE.most
        ? 'may not specify a duration larger than 2^32 seconds'
        : undefined;
  if (why !== undefined) throw invalid(KIND, '', [invalidValue('spec.expirationSeconds', seconds, why)]);
};
