import { valueAt } from '../read/fields.ts';
import { backendSettings, isNginx, routedByGoogle } from '../read/routes.ts';
import { type Finding, found, type Manifest, type ManifestRule, ofKind, type Tree } from '../tree.ts';

/** That everybody may come is a decision, and decisions are written down. */
const PUBLIC = 'sluice.dev/public';

export const openToAll: ManifestRule = {
  id: 'open-to-all',
  why: 'Without a list of addresses everybody reaches production. That may be meant, and then somebody should have said so.',
  example: 'HTTPRoute in production to a Service without a security policy',
  fix: `Attach a security policy by GCPBackendPolicy, or say that it is meant: the annotation ${PUBLIC}: "true" on the Service.`,
  source: 'https://cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources#configure_cloud_armor',
  judge: (tree) => (tree.isProduction ? [...gateways(tree), ...nginx(tree)] : []),
};

const isMeant = ({ metadata }: Manifest): boolean => metadata.annotations?.[PUBLIC] === 'true';

const gateways = (tree: Tree): readonly Finding[] =>
  routedByGoogle(tree)
    .filter((service) => !isMeant(service))
    .filter(
      (service) =>
        !backendSettings(service, tree).some((settings) =>
          [settings['securityPolicy'], valueAt(settings, 'iap', 'enabled')].some(
            (value) => value !== undefined && value !== '' && value !== false,
          ),
        ),
    )
    .map((service) => found(service, '', 'is reached from every address, and nothing says that this is meant'));

const nginx = (tree: Tree): readonly Finding[] =>
  ofKind(tree, 'Ingress')
    .filter(isNginx)
    .filter((ingress) => !isMeant(ingress))
    .filter(
      ({ metadata }) =>
        !Object.keys(metadata.annotations ?? {}).some((name) => /(?:white|allow)list-source-range$/.test(name)),
    )
    .map((ingress) => found(ingress, '', 'is reached from every address, and nothing says that this is meant'));
