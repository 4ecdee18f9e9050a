import { createHash } from 'node:crypto';
import { notFound, notRehearsed, ok, type Route, type Schema } from '../call.ts';
import { apiUrl, webUrl } from '../shapes.ts';

/** One file at a ref; folders are not rehearsed.
 *  @see https://docs.github.com/en/rest/repos/contents#get-repository-content */
export const CONTENTS: readonly Route[] = [
  {
    method: 'GET',
    path: '/contents/{+path}',
    needs: ['contents', 'read'],
    query: ['ref'],
    async handle(call) {
      const path = call.params['path'] ?? '';
      const ref = call.query.get('ref') ?? call.repository.defaultBranch;
      const commit = await call.git.resolve(ref);
      if (commit === undefined) return notFound();
      const bytes = await call.git.file(commit, path);
      if (bytes === undefined) {
        const inside = await call.git.files(commit, `${path}/`);
        return inside.length === 0 ? notFound() : notRehearsed(`listing the folder ${path}`);
      }
      const sha = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
      const url = `${apiUrl(call)}/contents/${path}?ref=${encodeURIComponent(ref)}`;
      const git = `${apiUrl(call)}/git/blobs/${sha}`;
      const html = `${webUrl(call)}/blob/${ref}/${path}`;
      const body: Schema<'content-file'> = {
        type: 'file',
        encoding: 'base64',
        size: bytes.length,
        name: path.split('/').at(-1) ?? path,
        path,
        content: bytes.toString('base64').replace(/.{60}/g, '$&\n'),
        sha,
        url,
        git_url: git,
        html_url: html,
        download_url: null,
        _links: { self: url, git, html },
      };
      return ok(body);
    },
  },
];
