import { holdsRange } from '../read/addresses.ts';
import { isFields, placesAt, textOf } from '../read/fields.ts';
import { found, type ManifestRule, ofKind } from '../tree.ts';

/** Ranges that networks inside use. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '240.0.0.0/4'];

/** What is in the cluster is meant by labels. */
export const rangesOfPods: ManifestRule = {
  id: 'ranges-of-pods',
  why: 'On Dataplane V2 a range of addresses never means pods, whatever their address: the rule lets nobody through there. A kube-router or Calico in a test obeys it all the same.',
  example: 'NetworkPolicy with egress to ipBlock 10.0.0.0/8 for a Service in the cluster',
  fix: 'Mean pods by podSelector and namespaceSelector, and keep ipBlock for what is outside.',
  source: 'https://docs.cilium.io/en/stable/security/policy/language/#ip-cidr-based',
  judge: (tree) =>
    ofKind(tree, 'NetworkPolicy').flatMap((policy) =>
      ['spec.ingress.*.from.*.ipBlock', 'spec.egress.*.to.*.ipBlock'].flatMap((at) =>
        placesAt(policy, at).flatMap(({ path, value }) => {
          const cidr = isFields(value) ? textOf(value['cidr']) : undefined;
          if (cidr === undefined || !PRIVATE.some((range) => holdsRange({ cidr: range }, cidr))) return [];
          return [
            found(policy, `${path}.cidr`, `is ${cidr}, where only machines outside of the cluster are meant by it`),
          ];
        }),
      ),
    ),
};
