import { join } from 'node:path';
import { CLUSTER, type Folders, paths } from '../bring-up/layout.ts';
import type { AccountName } from './accounts.ts';
import { authorization } from './outside-authorizer.ts';
import { flags, type PartOf } from './part.ts';

/** Keys and certificates, and who writes each: openssl, our own generator, or the API server itself on its first start. */
export const certificateFiles = (layout: Folders) => {
  const folder = paths(layout).certificates;
  return {
    folder,
    /** Pair that signs and checks the tokens of service accounts. */
    serviceAccountKey: join(folder, 'service-account.key'),
    serviceAccountPublicKey: join(folder, 'service-account.pub'),
    /** What the API server shows the kubelet; the kubelet trusts exactly this certificate. */
    kubeletClient: join(folder, 'kubelet-client.crt'),
    kubeletClientKey: join(folder, 'kubelet-client.key'),
    /** Whose certificates the API server believes of users. */
    userAuthority: join(folder, 'users.crt'),
    userAuthorityKey: join(folder, 'users.key'),
    /** Written by the API server: its certificate followed by the authority that signed it. */
    apiServer: join(folder, 'apiserver.crt'),
    tokens: join(folder, 'tokens.csv'),
  };
};

/** Where the kubeconfig of a part lies. */
export const kubeconfigOf = (layout: Folders, account: AccountName): string =>
  account === 'admin' ? paths(layout).kubeconfig : join(paths(layout).config, `${account}.kubeconfig`);

/** The API server, on loopback only; pods of these tests do not call it. */
export const apiServer: PartOf = (layout) => {
  const files = certificateFiles(layout);
  const { ports } = layout;
  const rights = authorization(layout);
  return {
    name: 'kube-apiserver',
    program: 'kube-apiserver',
    args: flags({
      'etcd-servers': `http://127.0.0.1:${ports.etcdClient}`,
      'bind-address': '127.0.0.1',
      'advertise-address': CLUSTER.nodeAddress,
      'secure-port': String(ports.apiServer),
      'cert-dir': files.folder,
      'token-auth-file': files.tokens,
      'client-ca-file': files.userAuthority,
      'authorization-config': rights.path,
      'enable-admission-plugins': 'NodeRestriction',
      'service-cluster-ip-range': CLUSTER.serviceRange,
      'service-account-issuer': 'https://kubernetes.default.svc',
      'service-account-key-file': files.serviceAccountPublicKey,
      'service-account-signing-key-file': files.serviceAccountKey,
      'kubelet-client-certificate': files.kubeletClient,
      'kubelet-client-key': files.kubeletClientKey,
      'kubelet-preferred-address-types': 'InternalIP',
      'allow-privileged': 'true',
      'endpoint-reconciler-type': 'none',
    }),
    files: rights.files,
    seconds: 60,
    health: undefined,
  };
};

export const controllerManager: PartOf = (layout) => {
  const files = certificateFiles(layout);
  return {
    name: 'kube-controller-manager',
    program: 'kube-controller-manager',
    args: flags({
      kubeconfig: kubeconfigOf(layout, 'controller-manager'),
      'use-service-account-credentials': 'true',
      'leader-elect': 'false',
      controllers: '*,-nodeipam',
      'service-account-private-key-file': files.serviceAccountKey,
      'root-ca-file': files.apiServer,
      'bind-address': '127.0.0.1',
      'secure-port': String(layout.ports.controllerManager),
      'cert-dir': join(paths(layout).config, 'controller-manager'),
    }),
    files: {},
    seconds: 60,
    health: `https://127.0.0.1:${layout.ports.controllerManager}/healthz`,
  };
};

export const scheduler: PartOf = (layout) => ({
  name: 'kube-scheduler',
  program: 'kube-scheduler',
  args: flags({
    kubeconfig: kubeconfigOf(layout, 'scheduler'),
    'leader-elect': 'false',
    'bind-address': '127.0.0.1',
    'secure-port': String(layout.ports.scheduler),
    'cert-dir': join(paths(layout).config, 'scheduler'),
  }),
  files: {},
  seconds: 60,
  health: `https://127.0.0.1:${layout.ports.scheduler}/healthz`,
});
