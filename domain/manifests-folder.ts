import type { Delivery } from './delivery.ts';

/** Where manifests are written, from the root of the repository. */
export const manifestsFolder = ({
  root,
  manifestsFolder = 'k8s',
}: Pick<Delivery, 'root' | 'manifestsFolder'>): string =>
  root === '' ? manifestsFolder : `${root}/${manifestsFolder}`;
