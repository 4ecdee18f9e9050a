import type { Digest } from '../../domain/digest.ts';
import type { ImageBuilder } from '../builder/image-builder.ts';
import type { PythonEnvironments } from '../builder/python-environments.ts';
import type { Cloud, CloudIdentity } from '../cloud/cloud.ts';
import type { GitRepository } from '../github/git.ts';
import type { Visibility } from '../github/model.ts';
import type { ClusterAddress } from '../ground-cluster.ts';
import type { Artifacts } from '../kept/artifacts.ts';
import type { Caches } from '../kept/caches.ts';
import type { Accounts } from '../registry/accounts.ts';
import type { Workspaces } from '../workspaces/workspaces.ts';
import type { PythonDoor } from './python-door.ts';

/** Where images are pushed. The embedded registry answers at once; another one may take its time. */
export interface ImageStore {
  putBlob(repository: string, bytes: Uint8Array): unknown;
  /** Blobs that it names are there already. */
  putManifest(repository: string, mediaType: string, bytes: Uint8Array): unknown;
  tag(repository: string, tag: string, digest: Digest): unknown;
}

/** A registry of the rehearsal, as stand-ins write to it: with the rights that its HTTP side would ask for. */
export interface LocalRegistry {
  readonly storage: ImageStore;
  readonly accounts: Accounts;
}

/** What somebody wants who asks for access to a cluster. */
export interface ClusterRequest {
  readonly cluster: ClusterAddress;
  readonly project: string;
  readonly identity: CloudIdentity;
}

/** What stand-ins work on. */
export interface StandInWorld {
  /** The repository that is checked out, and its `owner/name`. */
  readonly git: GitRepository;
  readonly repository: string;
  readonly visibility: Visibility;
  readonly defaultBranch: string;
  readonly workspaces: Workspaces;
  readonly cloud: Cloud;
  /** By host name. */
  readonly registries: ReadonlyMap<string, LocalRegistry>;
  readonly builder: ImageBuilder;
  /** A kubeconfig for this identity. @throws the sentence that refuses it. */
  readonly kubeconfig: (request: ClusterRequest) => string | Promise<string>;
  /** Environments of locked Python packages, and where jobs ask for them. */
  readonly pythons: PythonEnvironments;
  readonly pythonDoor: PythonDoor;
  /** What runs have left for later jobs. */
  readonly artifacts: Artifacts;
  readonly caches: Caches;
}
