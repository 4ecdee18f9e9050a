import { canonicalQuantity } from '../quantity.ts';
import { each, type Fields, filled, within } from './fields.ts';
import { lifecycleDefaults, probeDefaults } from './probe.ts';

/** Always for `latest` and for no tag at all, otherwise (a digest too) only when the image is absent.
 *  https://kubernetes.io/docs/concepts/containers/images/#imagepullpolicy-defaulting */
const pullPolicy = (image: unknown): string | undefined => {
  if (typeof image !== 'string' || image === '') return undefined;
  if (image.includes('@')) return 'IfNotPresent';
  const tag = image.slice(image.lastIndexOf('/') + 1).split(':')[1];
  return tag === undefined || tag === 'latest' ? 'Always' : 'IfNotPresent';
};

const canonicalAmounts = (amounts: Fields): Fields =>
  Object.fromEntries(Object.entries(amounts).map(([name, value]) => [name, canonicalQuantity(value)]));

export const resourcesDefaults = (resources: Fields): Fields =>
  within(within(resources, 'limits', canonicalAmounts), 'requests', canonicalAmounts);

const environment = (variable: Fields): Fields =>
  within(variable, 'valueFrom', (source) => within(source, 'fieldRef', (ref) => filled(ref, { apiVersion: 'v1' })));

/** Defaults of one container: kubernetes/pkg/apis/core/v1/defaults.go. */
export const containerDefaults = (container: Fields): Fields => {
  let result = filled(container, {
    imagePullPolicy: pullPolicy(container['image']),
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    resources: {},
  });
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe'])
    result = within(result, probe, probeDefaults);
  result = within(within(result, 'lifecycle', lifecycleDefaults), 'resources', resourcesDefaults);
  return each(
    each(result, 'ports', (port) => filled(port, { protocol: 'TCP' })),
    'env',
    environment,
  );
};
