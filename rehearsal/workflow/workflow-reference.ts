/** Which workflow a job calls. */
export type WorkflowReference =
  /** Of the repository and the commit of the file that says it. */
  | { readonly kind: 'here'; readonly path: string }
  | {
      readonly kind: 'elsewhere';
      /** `owner/name` */
      readonly repository: string;
      readonly path: string;
      readonly ref: string;
    };

const FOLDERS = /^\.github\/workflows(-lab)?\//;

/** Reads `uses` of a job: `./path` and `$/path` stay where they are, anything else names repository and version.
 *  @returns GitHub's reason for what it does not take
 *  @see https://github.com/actions/languageservices languageservice/src/validate.ts (validateWorkflowUsesFormat) */
export function workflowReference(
  uses: string,
): WorkflowReference | { readonly kind: 'wrong'; readonly reason: string } {
  const near = /^([.$])\/(.*)$/s.exec(uses);
  const path = near?.[2];
  if (path !== undefined) {
    const self = near?.[1] === '$';
    if (!FOLDERS.test(path)) {
      const which = self ? 'self repository workflows' : 'local workflow references';
      return wrong(`${which} must be rooted in '.github/workflows'`);
    }
    if (path.includes('@')) {
      return wrong(`cannot specify version when calling ${self ? 'self repository' : 'local'} workflows`);
    }
    const reason = fileReason(path);
    return reason === undefined ? { kind: 'here', path } : wrong(reason);
  }
  return elsewhere(uses);
}

const wrong = (reason: string) => ({ kind: 'wrong', reason }) as const;

function elsewhere(uses: string): ReturnType<typeof workflowReference> {
  const [location = '', ref = '', ...more] = uses.split('@');
  if (more.length > 0) return wrong("too many '@' in workflow reference");
  if (ref === '') return wrong('no version specified');
  const start = location.search(/\.github\/workflows(-lab)?\//);
  if (start < 0) return wrong("references to workflows must be rooted in '.github/workflows'");
  const names = location.slice(0, start).split('/').filter(Boolean);
  if (names.length !== 2) {
    return wrong(
      "references to workflows must be prefixed with format 'owner/repository/' or './' for local workflows",
    );
  }
  const [owner = '', name = ''] = names;
  if (!/^[\w.-]+$/.test(owner)) return wrong('owner name must be a valid repository owner name');
  if (!/^[\w.-]+$/.test(name)) return wrong('repository name is invalid');
  const path = location.slice(start);
  const reason = refReason(ref) ?? fileReason(path);
  return reason === undefined ? { kind: 'elsewhere', repository: `${owner}/${name}`, path, ref } : wrong(reason);
}

function fileReason(path: string): string | undefined {
  const [, , file = '', ...deeper] = path.split('/');
  if (!/\.ya?ml$/.test(path)) return "workflow file should have either a '.yml' or '.yaml' file extension";
  if (deeper.length > 0) return 'workflows must be defined at the top level of the .github/workflows/ directory';
  return /^\.ya?ml$/.test(file) ? 'invalid workflow file name' : undefined;
}

const FORBIDDEN = ['?', '*', '[', ']', '\\', '~', '^', ':', '@{', '..', '//'];

function refReason(ref: string): string | undefined {
  const found = FORBIDDEN.find((sequence) => ref.includes(sequence));
  if (found !== undefined) return `invalid character '${found}' in version`;
  if (/^[/.]|[/.]$/.test(ref)) return "version cannot begin or end with a slash '/' or a dot '.'";
  if (ref.split('/').some((part) => part.startsWith('.') || part.endsWith('.lock'))) return `invalid version: ${ref}`;
  return /\s/.test(ref) ? 'version cannot have whitespace' : undefined;
}
