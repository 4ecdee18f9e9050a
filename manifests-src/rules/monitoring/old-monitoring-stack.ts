import { monitoringStacks } from '../read/charts.ts';
import { found, type ManifestRule } from '../tree.ts';

/** The first whose definitions fit Kubernetes of today without steps by hand. */
const OLDEST = 80;

export const oldMonitoringStack: ManifestRule = {
  id: 'old-monitoring-stack',
  why: 'Between chart 45 and those of today lie more than forty major versions, each with steps for the definitions of kinds; a version that is not said is another one tomorrow.',
  example: 'Application with chart: kube-prometheus-stack, targetRevision: 45.7.1',
  fix: `Begin with version ${OLDEST} or newer, whole: 88.5.3.`,
  source: 'https://github.com/prometheus-community/helm-charts/blob/main/charts/kube-prometheus-stack/UPGRADE.md',
  judge: (tree) =>
    monitoringStacks(tree).flatMap(({ application, path, version }) => {
      const place = `${path}.targetRevision`;
      if (version === undefined || !/^v?\d+\.\d+\.\d+$/.test(version))
        return [
          found(
            application,
            place,
            `is ${version === undefined ? 'not said' : `"${version}"`}, which is another version tomorrow`,
          ),
        ];
      const major = Number(version.replace(/^v/, '').split('.')[0]);
      return major >= OLDEST
        ? []
        : [found(application, place, `is ${version}, and ${OLDEST} is the oldest that should be begun with`)];
    }),
};
