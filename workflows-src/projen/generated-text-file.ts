import { FileBase, type Project } from 'projen';
import type { GeneratedFile } from '../../domain/generated-file.ts';

/** Hands one generated file to projen as it is. projen adds the read-only mode and removes the file once it is generated no
 *  longer (by `.projen/files.json`); its own YAML writer would lose every comment, so it never sees more than text. */
export class GeneratedTextFile extends FileBase {
  readonly #content: string;

  constructor(project: Project, { path, content }: GeneratedFile) {
    super(project, path, { readonly: true, marker: false, editGitignore: false });
    this.#content = content;
    project.gitattributes.addAttributes(`/${path}`, 'linguist-generated');
  }

  protected override synthesizeContent(): string {
    return this.#content;
  }
}
