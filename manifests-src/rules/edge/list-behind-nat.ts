import { textOf, valueAt } from '../read/fields.ts';
import { isNginx } from '../read/routes.ts';
import { found, type Manifest, type ManifestRule, ofKind, type Tree } from '../tree.ts';

const LISTS = ['whitelist-source-range', 'allowlist-source-range', 'denylist-source-range'].map(
  (name) => `nginx.ingress.kubernetes.io/${name}`,
);

export const listBehindNat: ManifestRule = {
  id: 'list-behind-nat',
  why: 'Unless the Service of the controller has externalTrafficPolicy: Local, nginx sees the addresses of nodes: the list keeps everybody out, or lets everybody in.',
  example: 'Ingress with whitelist-source-range, and a controller whose Service has no externalTrafficPolicy',
  fix: 'Set externalTrafficPolicy: Local on the Service of the controller, or use Cloud Armor with a Gateway.',
  source: 'https://kubernetes.io/docs/tutorials/services/source-ip/#source-ip-for-services-with-type-loadbalancer',
  judge: (tree, all) =>
    ofKind(tree, 'Ingress')
      .filter(isNginx)
      .flatMap((ingress) => {
        const name = LISTS.find((each) => ingress.metadata.annotations?.[each] !== undefined);
        if (name === undefined || controllers(all).some(seesAddresses)) return [];
        return [
          found(
            ingress,
            `metadata.annotations["${name}"]`,
            'is by addresses that nginx does not see: no Service of its controller here has externalTrafficPolicy: Local',
          ),
        ];
      }),
};

const controllers = (all: readonly Tree[]): readonly Manifest[] =>
  all
    .flatMap((tree) => ofKind(tree, 'Service'))
    .filter(
      (service) =>
        valueAt(service, 'spec', 'type') === 'LoadBalancer' &&
        /nginx/.test(JSON.stringify(valueAt(service, 'spec', 'selector') ?? {})),
    );

const seesAddresses = (service: Manifest): boolean =>
  textOf(valueAt(service, 'spec', 'externalTrafficPolicy')) === 'Local';
