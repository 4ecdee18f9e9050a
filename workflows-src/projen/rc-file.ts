import { type Project, ProjenrcFile } from 'projen';

/** Tells projen which file to name in the headers of its own files; a plain project would name `.projenrc.js`. */
export class RcFile extends ProjenrcFile {
  readonly filePath: string;

  constructor(project: Project, filePath: string) {
    super(project, 'rc-file');
    this.filePath = filePath;
  }
}
