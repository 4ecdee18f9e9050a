import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { downloadArtifact } from '../../../../rehearsal/stand-ins/download-artifact.ts';
import { uploadArtifact } from '../../../../rehearsal/stand-ins/upload-artifact.ts';
import { type Inputs, type PlainJob, plainJob } from './kept-files.ts';

let job: PlainJob;
beforeEach(async () => {
  job = await plainJob();
});
afterEach(() => job.close());

const put = async (path: string, text = path): Promise<void> => {
  await mkdir(dirname(join(job.workspace, path)), { recursive: true });
  await writeFile(join(job.workspace, path), text);
};
const upload = (inputs: Inputs) => job.use(uploadArtifact, 'actions/upload-artifact', inputs);
const download = (inputs: Inputs = {}) =>
  job.use(downloadArtifact, 'actions/download-artifact', { path: 'got', ...inputs });
const got = async (): Promise<string[]> => {
  const all = await readdir(join(job.workspace, 'got'), { recursive: true, withFileTypes: true });
  return all
    .flatMap((one) => (one.isFile() ? [join(one.parentPath, one.name).slice(job.workspace.length + 5)] : []))
    .sort();
};
/** As another attempt or run sees it. */
const inRun = (run_id: string, run_attempt = '1'): void => {
  job.github = { run_id, run_attempt };
};

describe('upload-artifact', () => {
  it('keeps what is below the folder that the path names, and tells id, digest and address', async () => {
    await put('dist/a/one.txt');
    await put('dist/two.txt');
    const { outputs } = await upload({ name: 'built', path: 'dist' });
    expect(outputs).toEqual({
      'artifact-id': expect.stringMatching(/^\d+$/),
      'artifact-digest': expect.stringMatching(/^[0-9a-f]{64}$/),
      'artifact-url': expect.stringMatching(`/acme/shop/actions/runs/1/artifacts/${outputs?.['artifact-id']}$`),
    });
    expect(job.log).toContain('With the provided path, there will be 2 files uploaded');
    await download({ name: 'built' });
    expect(await got()).toEqual(['a/one.txt', 'two.txt']);
  });

  it('keeps a single file without its folders', async () => {
    await put('dist/a/one.txt');
    await upload({ path: 'dist/a/one.txt' });
    await download({ name: 'artifact' });
    expect(await got()).toEqual(['one.txt']);
  });

  it('keeps paths from the folder that several patterns share', async () => {
    await put('dist/a/one.txt');
    await put('dist/b/two.txt');
    await put('dist/b/three.log');
    await upload({ path: 'dist/a\ndist/b\n!dist/**/*.log' });
    await download({ name: 'artifact' });
    expect(await got()).toEqual(['a/one.txt', 'b/two.txt']);
  });

  it('leaves hidden files out unless they are asked for', async () => {
    await put('dist/.env');
    await put('dist/.git/config');
    await put('dist/one.txt');
    await upload({ name: 'plain', path: 'dist' });
    await upload({ name: 'all', path: 'dist', 'include-hidden-files': 'true' });
    await download({ name: 'plain' });
    expect(await got()).toEqual(['one.txt']);
    await download({ name: 'all' });
    expect(await got()).toEqual(['.env', '.git/config', 'one.txt']);
  });

  it('keeps no rights of files, and the file that a link leads to', async () => {
    await writeFile(join(job.temp, 'run.sh'), 'true', { mode: 0o755 });
    await put('dist/other');
    await symlink(join(job.temp, 'run.sh'), join(job.workspace, 'dist/run.sh'));
    await upload({ path: 'dist' });
    await download({ name: 'artifact' });
    const { mode } = await stat(join(job.workspace, 'got/run.sh'));
    expect(mode & 0o777).toBe(0o644);
    expect((await readdir(join(job.workspace, 'got'), { withFileTypes: true })).map((one) => one.isFile())).toEqual([
      true,
      true,
    ]);
  });

  it.each([
    ['warn', '::warning::No files were found with the provided path: none%0Anowhere. No artifacts will be uploaded.'],
    ['ignore', 'No files were found with the provided path: none\nnowhere. No artifacts will be uploaded.'],
  ])('leaves nothing where nothing is found: %s', async (answer, said) => {
    expect(await upload({ path: 'none\nnowhere', 'if-no-files-found': answer })).toEqual({});
    expect(job.log).toContain(said);
  });

  it('fails where nothing is found and that is an error, and for another answer to it', async () => {
    await expect(upload({ path: 'none', 'if-no-files-found': 'error' })).rejects.toThrow('No files were found');
    await expect(upload({ path: 'none', 'if-no-files-found': 'fail' })).rejects.toThrow(
      'Unrecognized if-no-files-found input. Provided: fail. Available options: warn,error,ignore',
    );
  });

  it('takes a name once in an attempt, unless it may overwrite', async () => {
    await put('one.txt', 'old');
    await upload({ path: 'one.txt' });
    await put('one.txt', 'new');
    await expect(upload({ path: 'one.txt' })).rejects.toThrow(
      '(409) Conflict: an artifact with this name already exists on the workflow run',
    );
    await upload({ path: 'one.txt', overwrite: 'true' });
    await download({ name: 'artifact' });
    expect(await readFile(join(job.workspace, 'got/one.txt'), 'utf8')).toBe('new');
  });

  it('refuses names that no file system takes', async () => {
    await put('one.txt');
    await expect(upload({ path: 'one.txt', name: 'a/b' })).rejects.toThrow(
      'The artifact name is not valid: a/b. Contains the following character:  Forward slash /',
    );
  });

  it('names a file that is kept as it is after itself, and takes only one', async () => {
    await put('dist/one.txt');
    await upload({ path: 'dist/one.txt', name: 'unheard', archive: 'false' });
    await download({ name: 'one.txt' });
    expect(await got()).toEqual(['one.txt']);
    await put('dist/two.txt');
    await expect(upload({ path: 'dist', archive: 'false' })).rejects.toThrow(
      "When 'archive' is set to false, only a single file can be uploaded. Found 2 files to upload.",
    );
  });

  it('never reads what is not the job’s own, not through a link either', async () => {
    const { outside } = job;
    await writeFile(join(outside, 'key'), 'private');
    await expect(upload({ path: join(outside, 'key') })).rejects.toThrow('which is not in the folder of the job');
    await expect(upload({ path: '../../key' })).rejects.toThrow(
      "Invalid pattern '../../key'. Relative pathing '.' and '..' is not allowed.",
    );
    await symlink(outside, join(job.workspace, 'link'));
    await expect(upload({ path: 'link/key' })).rejects.toThrow('which is not in the folder of the job');
    await expect(upload({ path: '.' })).rejects.toThrow('which is not in the folder of the job');
  });
});

describe('download-artifact', () => {
  beforeEach(async () => {
    await put('a');
    await put('b');
    await upload({ name: 'part-a', path: 'a' });
    await upload({ name: 'part-b', path: 'b' });
  });

  it('puts all artifacts each into a folder of its name', async () => {
    const { outputs } = await download();
    expect(await got()).toEqual(['part-a/a', 'part-b/b']);
    expect(outputs).toEqual({ 'download-path': join(job.workspace, 'got') });
    expect(job.log).toContain('Total of 2 artifact(s) downloaded');
  });

  it('merges them where that is asked for', async () => {
    await download({ pattern: 'part-*', 'merge-multiple': 'true' });
    expect(await got()).toEqual(['a', 'b']);
  });

  it('puts a single one directly into the folder, however it was chosen', async () => {
    await download({ pattern: '*-b' });
    expect(await got()).toEqual(['b']);
  });

  it('takes those of the ids, and warns of ids that are not there', async () => {
    const { outputs } = await upload({ name: 'part-c', path: 'a' });
    await download({ 'artifact-ids': `${outputs?.['artifact-id']}, 7` });
    expect(await got()).toEqual(['a']);
    expect(job.log).toContain('::warning::Could not find the following artifact IDs: 7');
    await expect(download({ 'artifact-ids': 'x' })).rejects.toThrow("Invalid artifact ID: 'x'. Must be a number.");
    await expect(download({ 'artifact-ids': '7' })).rejects.toThrow('None of the provided artifact IDs were found');
  });

  it('fails for a name that is not there, and for a name with ids', async () => {
    await expect(download({ name: 'part-z' })).rejects.toThrow(
      'Unable to download artifact(s): Artifact not found for name: part-z',
    );
    await expect(download({ name: 'part-a', 'artifact-ids': '1' })).rejects.toThrow(
      "Inputs 'name' and 'artifact-ids' cannot be used together. Please specify only one.",
    );
  });

  it('sees what an earlier attempt left, the newest of a name, and nothing of another run', async () => {
    await put('a', 'second');
    inRun('1', '2');
    await upload({ name: 'part-a', path: 'a' });
    await download({ 'merge-multiple': 'true' });
    expect(await readFile(join(job.workspace, 'got/a'), 'utf8')).toBe('second');
    expect(await got()).toEqual(['a', 'b']);
    inRun('2');
    await expect(download({ name: 'part-a' })).rejects.toThrow('Artifact not found');
    await download();
    expect(job.log).toContain('Total of 0 artifact(s) downloaded');
  });

  it('never writes where the job may not', async () => {
    await expect(download({ path: '../../other' })).rejects.toThrow('which is not in the folder of the job');
    await symlink(job.outside, join(job.workspace, 'link'));
    await expect(download({ path: 'link/other' })).rejects.toThrow('which is not in the folder of the job');
    await download({ path: '~/own', name: 'part-a' });
    expect(await readdir(join(job.home, 'own'))).toEqual(['a']);
  });

  it('refuses artifacts of another run', async () => {
    await expect(download({ 'run-id': '7' })).rejects.toThrow('the input "run-id" of actions/download-artifact');
  });
});
