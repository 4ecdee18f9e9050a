import { fieldsOf, listOf, textOf, valueAt } from '../read/fields.ts';
import { found, type Manifest, type ManifestRule, ofKind, type Tree } from '../tree.ts';

export const oldTls: ManifestRule = {
  id: 'old-tls',
  why: 'A Google load balancer takes TLS 1.0 and 1.1 unless it is told otherwise, and with them ciphers that have been broken for years.',
  example: 'Gateway of GKE with a listener by HTTPS, and no GCPGatewayPolicy',
  fix: 'Make a policy with "gcloud compute ssl-policies create NAME --profile=MODERN --min-tls-version=1.2", and name it by spec.default.sslPolicy of a GCPGatewayPolicy for the Gateway.',
  source:
    'https://docs.cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources#configure_ssl_policies',
  judge: (tree) =>
    ofKind(tree, 'Gateway')
      .filter((gateway) => isOfGoogle(gateway) && listensByHttps(gateway) && !hasFloor(gateway, tree))
      .map((gateway) => found(gateway, '', 'takes every version of TLS that Google still knows')),
};

const isOfGoogle = (gateway: Manifest): boolean =>
  textOf(valueAt(gateway, 'spec', 'gatewayClassName'))?.startsWith('gke-') === true;

const listensByHttps = (gateway: Manifest): boolean =>
  listOf(valueAt(gateway, 'spec', 'listeners')).some((listener) => fieldsOf(listener)['protocol'] === 'HTTPS');

const hasFloor = (gateway: Manifest, tree: Tree): boolean =>
  ofKind(tree, 'GCPGatewayPolicy').some(
    (policy) =>
      valueAt(policy, 'spec', 'targetRef', 'name') === gateway.metadata.name &&
      policy.metadata.namespace === gateway.metadata.namespace &&
      (textOf(valueAt(policy, 'spec', 'default', 'sslPolicy')) ?? '') !== '',
  );
