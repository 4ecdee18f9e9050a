import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import { isMarked } from '../marked-files.ts';
import { listFiles, readText } from '../repository-files.ts';
import { type FoundService, servicesIn } from './services-in.ts';
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
}

/** Looks, and changes nothing. */
export function lookAround(root: string): Found {
  const files = listFiles(root);
  const git = (...args: readonly string[]): string => {
    const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
    return status === 0 ? stdout.trim() : '';
  };
  const remote = git('remote', 'get-url', 'origin');
  const branches = git('for-each-ref', '--format=%(refname:lstrip=-1)', 'refs/heads', 'refs/remotes/origin').split(
    '\n',
  );
  const head = git('symbolic-ref', '--short', 'refs/remotes/origin/HEAD').replace(/^origin\//, '');
  const current = git('symbolic-ref', '--short', 'HEAD');
  return {
    ...servicesIn(files, (path) => readText(root, path) ?? '', basename(root)),
    others: files.filter((path) => OTHERS.test(path)),
    repository: /github\.com[:/]([^/]+\/[^/]+?)(?:\.git)?\/?$/.exec(remote)?.[1],
    defaultBranch: head || ['main', 'master'].find((name) => branches.includes(name)) || current || 'main',
    branches: [...new Set(branches)].filter((name) => name !== '' && name !== 'HEAD'),
    hasPackageJson: files.includes('package.json'),
    taken: takenWorkflows(files.filter((path) => WORKFLOW.test(path) && !isMarked(path, readText(root, path) ?? ''))),
  };
}

const WORKFLOW = /^\.github\/workflows\/[^/]+$/;
const OTHERS = /^\.github\/workflows\/|(^|\/)k8s\/|(^|\/)kustomization\.ya?ml$|(^|\/)Chart\.yaml$/;
