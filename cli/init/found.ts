import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import { isMarked } from '../marked-files.ts';
import { listFiles, readText } from '../repository-files.ts';
import { mainRemote, remoteRepository } from './remote-repository.ts';
import { type FoundService, servicesIn } from './services-in.ts';
import { takenManifests } from './taken-manifests.ts';
import { type TakenWorkflows, takenWorkflows } from './taken-workflows.ts';

/** What is in a repository before Sluice is. */
export interface Found {
  readonly services: readonly FoundService[];
  /** Dockerfiles of which no service can be made, each with the reason. */
  readonly leftOut: readonly string[];
  /** Workflows, manifests and charts of the repository's own. */
  readonly others: readonly string[];
  /** `owner/name` on GitHub; `undefined` where no remote says it. */
  readonly repository: string | undefined;
  readonly defaultBranch: string;
  readonly branches: readonly string[];
  readonly hasPackageJson: boolean;
  /** Workflows of the repository's own that have names of generated ones. */
  readonly taken: TakenWorkflows | undefined;
  /** Where manifests go, because the usual folder has some already. */
  readonly manifestsFolder: string | undefined;
}

/** Looks, and changes nothing. */
export function lookAround(root: string): Found {
  const files = listFiles(root);
  const git = (...args: readonly string[]): string => {
    const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
    return status === 0 ? stdout.trim() : '';
  };
  const remote = mainRemote(git('remote').split('\n')) ?? 'origin';
  const branches = git('for-each-ref', '--format=%(refname:lstrip=-1)', 'refs/heads', `refs/remotes/${remote}`).split(
    '\n',
  );
  const head = git('symbolic-ref', '--short', `refs/remotes/${remote}/HEAD`).slice(remote.length + 1);
  const current = git('symbolic-ref', '--short', 'HEAD');
  const foreign = files.filter((path) => PLACES.test(path) && !isMarked(path, readText(root, path) ?? ''));
  return {
    ...servicesIn(files, (path) => readText(root, path) ?? '', basename(root)),
    others: files.filter((path) => OTHERS.test(path)),
    repository: remoteRepository(git('remote', 'get-url', remote)),
    defaultBranch: head || ['main', 'master'].find((name) => branches.includes(name)) || current || 'main',
    branches: [...new Set(branches)].filter((name) => name !== '' && name !== 'HEAD'),
    hasPackageJson: files.includes('package.json'),
    taken: takenWorkflows(foreign),
    manifestsFolder: takenManifests(foreign),
  };
}

const PLACES = /^\.github\/workflows\/[^/]+$|(^|\/)k8s\//;
const OTHERS = /^\.github\/workflows\/|(^|\/)k8s\/|(^|\/)kustomization\.ya?ml$|(^|\/)Chart\.yaml$/;
