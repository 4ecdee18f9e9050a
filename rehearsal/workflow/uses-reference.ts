/** What a step's `uses` points to. */
export type UsesReference =
  /** An image, `docker://…`. */
  | { readonly kind: 'docker'; readonly image: string }
  /** `./path`: an action that lies in the job's workspace by then. */
  | { readonly kind: 'local'; readonly path: string }
  /** `$/path`: an action of the repository of the file that says it, at the commit that runs. */
  | { readonly kind: 'self'; readonly path: string }
  | {
      readonly kind: 'repository';
      /** `owner/name`. */
      readonly repository: string;
      /** Folder inside the repository; '' is its root. */
      readonly path: string;
      readonly ref: string;
    };

/** Reads `uses` as GitHub does. `undefined` when it has none of the forms.
 *  @see https://github.com/actions/runner src/Sdk/DTPipelines/Pipelines/ObjectTemplating/PipelineTemplateConverter.cs (ConvertToStep) */
export function parseUses(uses: string): UsesReference | undefined {
  if (uses.startsWith('docker://')) return { kind: 'docker', image: uses.slice('docker://'.length) };
  if (uses.startsWith('./') || uses.startsWith('.\\')) return { kind: 'local', path: uses };
  if (uses.startsWith('$/')) {
    const path = uses.slice(2).replace(/^\/+/, '');
    if (path !== '') return { kind: 'self', path };
  }
  const [name = '', ref = '', ...rest] = uses.split('@');
  const [owner, repository, ...path] = name.split(/[\\/]/).filter((segment) => segment !== '');
  if (ref === '' || rest.length > 0 || owner === undefined || repository === undefined) return undefined;
  return { kind: 'repository', repository: `${owner}/${repository}`, path: path.join('/'), ref };
}

/** GitHub's sentence for a `uses` without a form.
 *  @see https://github.com/actions/runner src/Sdk/WorkflowParser/Conversion/WorkflowTemplateConverter.cs (ConvertToStep)
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsuses */
export function usesProblem(uses: string): string | undefined {
  const reference = parseUses(uses);
  if (reference === undefined) return `Expected format {org}/{repo}[/path]@ref. Actual '${uses}'`;
  // GitHub refuses it; its own sentence is not known, so this one is the rehearsal's.
  return reference.kind === 'self' && reference.path.includes('@')
    ? `'${uses}' must not include a ref: $/ is the repository of this file at the commit that runs`
    : undefined;
}

/** How the log calls what is used. `self` is the repository and commit that `$/` stands for. */
export function usesTitle(
  reference: UsesReference,
  self: { readonly repository: string; readonly sha: string },
): string {
  switch (reference.kind) {
    case 'docker':
      return reference.image;
    case 'local':
      return reference.path;
    case 'self':
      return `${self.repository}/${reference.path}@${self.sha}`;
    case 'repository': {
      const path = reference.path === '' ? '' : `/${reference.path}`;
      return `${reference.repository}${path}@${reference.ref}`;
    }
  }
}
