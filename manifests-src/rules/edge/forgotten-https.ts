import { fieldsOf, listOf, placesAt, textOf, valueAt } from '../read/fields.ts';
import { found, type Manifest, type ManifestRule, ofKind, type Tree } from '../tree.ts';

export const forgottenHttps: ManifestRule = {
  id: 'forgotten-https',
  why: 'A browser that nobody told to stay with HTTPS asks by plain HTTP first, each time somebody types the host: whoever is on the way answers instead of the redirect.',
  example: 'HTTPRoute at a listener by HTTPS, without the header Strict-Transport-Security',
  fix: 'Set Strict-Transport-Security by a ResponseHeaderModifier in each rule that leads to a Service.',
  source: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Strict-Transport-Security',
  judge: (tree) =>
    tree.isProduction
      ? ofKind(tree, 'HTTPRoute')
          .filter((route) => isByHttps(route, tree))
          .flatMap((route) =>
            placesAt(route, 'spec.rules.*')
              .filter(({ value }) => listOf(valueAt(value, 'backendRefs')).length > 0 && !staysWithHttps(value))
              .map(({ path }) => found(route, path, 'does not tell browsers to stay with HTTPS')),
          )
      : [],
};

/** Where a Google Gateway ends HTTPS: what another one adds to answers, its own settings say. */
const isByHttps = (route: Manifest, tree: Tree): boolean =>
  placesAt(route, 'spec.parentRefs.*').some(({ value }) => {
    const { name, sectionName } = fieldsOf(value);
    return ofKind(tree, 'Gateway')
      .filter(({ metadata }) => metadata.name === name && metadata.namespace === route.metadata.namespace)
      .filter((gateway) => textOf(valueAt(gateway, 'spec', 'gatewayClassName'))?.startsWith('gke-') === true)
      .flatMap((gateway) => listOf(valueAt(gateway, 'spec', 'listeners')).map(fieldsOf))
      .some((each) => each['protocol'] === 'HTTPS' && (sectionName === undefined || each['name'] === sectionName));
  });

const staysWithHttps = (rule: unknown): boolean =>
  ['set', 'add'].some((list) =>
    placesAt(rule, `filters.*.responseHeaderModifier.${list}.*`).some(
      ({ value }) =>
        textOf(valueAt(value, 'name'))?.toLowerCase() === 'strict-transport-security' &&
        /max-age="?[1-9]/.test(textOf(valueAt(value, 'value')) ?? ''),
    ),
  );
