import { posix } from 'node:path';
import type { Delivery } from '../../domain/delivery.ts';
import { dockerfileOf, type Service } from '../../domain/service.ts';

/** What stories know of the files of a delivery, besides the delivery itself. */
export interface Folder {
  /** Texts of Dockerfiles, by the name of the service. */
  readonly dockerfiles: ReadonlyMap<string, string>;
  /** What the folder itself tells of a service, by its name. */
  readonly hints: ReadonlyMap<string, Hint>;
}

/** What a delivery tells of a service, so that stories can change it and people see that. */
export interface Hint {
  /** Words that a page shows, and the only place of a file where they are written: between two texts. */
  readonly shows?: {
    readonly page: string;
    readonly file: string;
    readonly before: string;
    readonly words: string;
    readonly after: string;
  };
  /** An edit that fails a test. */
  readonly failing?: { readonly file: string; readonly replace: string; readonly by: string };
  /** An edit that passes every test, after which a page answers 5xx to users of a tier. */
  readonly erring?: { readonly page: string; readonly file: string; readonly replace: string; readonly by: string };
  /** Tests in JavaScript, for `node --test`. */
  readonly tests?: { readonly file: string };
}

/** Where the Dockerfile of a service is, from the root of the repository. */
export const dockerfilePath = (
  { root }: Pick<Delivery, 'root'>,
  service: Pick<Service, 'path' | 'dockerfile'>,
): string => posix.join(root, dockerfileOf(service));
