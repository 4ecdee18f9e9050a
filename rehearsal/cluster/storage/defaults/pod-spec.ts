import { canonicalQuantity } from '../quantity.ts';
import { containerDefaults } from './container.ts';
import { each, type Fields, filled, within } from './fields.ts';

const SOURCES_WITH_MODE = ['secret', 'configMap', 'downwardAPI', 'projected'];

const volumeDefaults = (volume: Fields): Fields => {
  const { name: _name, ...sources } = volume;
  const withSource = Object.keys(sources).length === 0 ? { ...volume, emptyDir: {} } : volume;
  const moded = SOURCES_WITH_MODE.reduce<Fields>(
    (result, source) => within(result, source, (part) => filled(part, { defaultMode: 0o644 })),
    withSource,
  );
  return within(
    within(moded, 'hostPath', (part) => filled(part, { type: '' })),
    'emptyDir',
    (part) => (part['sizeLimit'] === undefined ? part : { ...part, sizeLimit: canonicalQuantity(part['sizeLimit']) }),
  );
};

/** Defaults of a pod's specification, in a pod and in a template. kubernetes/pkg/apis/core/v1/defaults.go.
 *  `serviceAccount` is the old name of `serviceAccountName`; the API always shows both. */
export const podSpecDefaults = (spec: Fields): Fields => {
  const account = spec['serviceAccountName'] ?? spec['serviceAccount'];
  const result = filled(
    { ...spec, ...(account === undefined ? {} : { serviceAccountName: account, serviceAccount: account }) },
    {
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      securityContext: {},
      schedulerName: 'default-scheduler',
    },
  );
  return each(
    each(each(result, 'containers', containerDefaults), 'initContainers', containerDefaults),
    'volumes',
    volumeDefaults,
  );
};

/** Requests that are not given are the limits: only in a pod, not in a template. */
const requestsFromLimits = (container: Fields): Fields =>
  within(container, 'resources', (resources) => {
    const limits = resources['limits'];
    if (typeof limits !== 'object' || limits === null) return resources;
    return { ...resources, requests: { ...limits, ...(resources['requests'] as Fields | undefined) } };
  });

/** What a pod itself gets beyond its template. */
export const podDefaults = (spec: Fields): Fields => {
  const result = filled(podSpecDefaults(spec), { enableServiceLinks: true });
  return each(each(result, 'containers', requestsFromLimits), 'initContainers', requestsFromLimits);
};
