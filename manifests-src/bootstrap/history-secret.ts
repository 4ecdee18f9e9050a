import type { Secret } from 'kubernetes-types/core/v1.d.ts';
import { HISTORY_TYPE, historyName } from '../../domain/history-object.ts';
import type { Service } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import { commonLabels, type ManifestObject } from '../object.ts';

/** Where a deployer keeps what it has rolled out. It is made empty by an administrator, so that no deployer has to create Secrets; applying it
 *  again takes nothing away, since it has no data that could be missed. */
export const emptyHistory = ({ name }: Pick<Service, 'name'>, { namespace }: Tier): Secret & ManifestObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: historyName(name), namespace, labels: commonLabels(name) },
  type: HISTORY_TYPE,
});
