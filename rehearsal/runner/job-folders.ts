import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The folders of a job, laid out as on GitHub's machines; all are empty when the job starts. */
export interface JobFolders {
  /** `…/work/<repository>`: parent of the workspace. */
  readonly root: string;
  readonly workspace: string;
  readonly temp: string;
  readonly tools: string;
  readonly home: string;
  /** Where GITHUB_ENV, GITHUB_OUTPUT and the like of each step live. */
  readonly commands: string;
  /** Where actions of the repository lie that are used without a checkout. */
  readonly actions: string;
  /** GITHUB_EVENT_PATH. */
  readonly event: string;
}

/** Makes the folders below an empty one. */
export async function makeJobFolders(folder: string, repository: string, event: unknown): Promise<JobFolders> {
  const work = join(folder, 'work');
  const temp = join(work, '_temp');
  const folders: JobFolders = {
    root: join(work, repository),
    workspace: join(work, repository, repository),
    temp,
    tools: join(folder, 'tools'),
    home: join(folder, 'home'),
    commands: join(temp, '_runner_file_commands'),
    actions: join(work, '_actions'),
    event: join(temp, '_github_workflow', 'event.json'),
  };
  const all = [folders.workspace, folders.tools, folders.home, folders.commands, join(temp, '_github_workflow')];
  for (const path of all) await mkdir(path, { recursive: true });
  await writeFile(folders.event, JSON.stringify(event, undefined, 2));
  return folders;
}
