import { entries, odd, type Table, table, toldFile, word } from './told-file.ts';

/** What a cloud is told of who there is, by whom each is known, and what each may do. */
export interface ToldIdentities {
  /** The project that conditions of rights name. */
  readonly project: string;
  readonly pool: string;
  readonly issuer: string;
  readonly identities: readonly ToldIdentity[];
}

export interface ToldIdentity {
  readonly name: string;
  /** `projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>` */
  readonly provider: string;
  readonly audience: string;
  readonly mapping: { readonly 'google.subject': string };
  readonly condition: string;
  /** Whom it acts as; `undefined` where it holds its rights itself. */
  readonly serviceAccount?: string;
  readonly rights: readonly ToldRight[];
}

export type ToldRight =
  | { readonly kind: 'registry'; readonly repository: string; readonly role: string }
  | { readonly kind: 'project'; readonly role: string }
  | ToldConditional
  /** Given in the cluster itself, by `k8s/bootstrap`. */
  | { readonly kind: 'namespace'; readonly namespace: string };

/** A role where an expression is true of the resource that is asked for. */
export interface ToldConditional {
  readonly kind: 'conditional';
  readonly role: string;
  /** What the role allows, where it is the project's own; `undefined` for one of the cloud's. */
  readonly permissions: readonly string[] | undefined;
  readonly condition: string;
}

/** Reads the file as a cloud would be told: what it does not understand it refuses.
 *  @throws {NotRehearsed} that names the place in the file */
export function readIdentities(text: string): ToldIdentities {
  const file = toldFile(text);
  const roles = new Map((file['roles'] === undefined ? [] : entries(file, 'roles', 'the file')).map(ownRole));
  return {
    project: word(table(file['project'], 'project'), 'id', 'project'),
    pool: word(file, 'pool', 'the file'),
    issuer: word(file, 'issuer', 'the file'),
    identities: entries(file, 'identities', 'the file').map((each, index) => identity(each, index, roles)),
  };
}

/** Permissions of a role, by its name in policies. */
type Roles = ReadonlyMap<string, readonly string[]>;

function ownRole(value: unknown, index: number): readonly [name: string, permissions: readonly string[]] {
  const at = `roles[${index}]`;
  const told = table(value, at);
  return [
    word(told, 'name', at),
    entries(told, 'permissions', at).map((each, place) => {
      if (typeof each === 'string') return each;
      throw odd(`${at}.permissions[${place}], which is no text,`);
    }),
  ];
}

function identity(value: unknown, index: number, roles: Roles): ToldIdentity {
  const at = `identities[${index}]`;
  const told = table(value, at);
  const mapping = table(told['mapping'], `${at}.mapping`);
  const more = Object.keys(mapping).filter((key) => key !== 'google.subject');
  if (more.length > 0) throw odd(`${at}.mapping has ${more.join(', ')}; only google.subject is mapped`);
  return {
    name: word(told, 'name', at),
    provider: word(told, 'provider', at),
    audience: word(told, 'audience', at),
    mapping: { 'google.subject': word(mapping, 'google.subject', `${at}.mapping`) },
    condition: word(told, 'condition', at),
    ...(told['serviceAccount'] === undefined ? {} : { serviceAccount: word(told, 'serviceAccount', at) }),
    rights: entries(told, 'rights', at).map((one, place) => right(one, `${at}.rights[${place}]`, roles)),
  };
}

function right(value: unknown, at: string, roles: Roles): ToldRight {
  const told = table(value, at);
  switch (told['kind']) {
    case 'registry':
      return { kind: 'registry', repository: word(told, 'repository', at), role: word(told, 'role', at) };
    case 'project':
      return { kind: 'project', role: word(told, 'role', at) };
    case 'conditional':
      return conditional(told, at, roles);
    case 'namespace':
      return { kind: 'namespace', namespace: word(told, 'namespace', at) };
    default:
      throw odd(`${at}.kind "${String(told['kind'])}"; wanted registry, project, conditional or namespace`);
  }
}

function conditional(told: Table, at: string, roles: Roles): ToldConditional {
  const role = word(told, 'role', at);
  return { kind: 'conditional', role, permissions: roles.get(role), condition: word(told, 'condition', at) };
}
