import { manifestsFolder } from '../../domain/manifests-folder.ts';
import { SETUP_FOLDER } from '../../setup-src/setup-files.ts';
import type { Wanted } from './rule.ts';

/** Makes what is missing and sets what it names, as often as it is run. */
export const RUN_SETUP = `bash ${SETUP_FOLDER}/setup.sh`;

export const repositoryPath = ({ github: { owner, name } }: Pick<Wanted, 'github'>): string => `repos/${owner}/${name}`;

/** `gh variable set`, for this repository. */
export const inRepository = ({ github: { owner, name } }: Pick<Wanted, 'github'>, command: string): string =>
  `gh ${command} --repo ${owner}/${name}`;

/** What an administrator applies once for all tiers. */
export const applyBootstrap = ({ delivery }: Pick<Wanted, 'delivery'>, context: string): string =>
  `kubectl --context=${context} apply -k ${manifestsFolder(delivery)}/bootstrap`;
