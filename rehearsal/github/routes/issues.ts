import { type Answer, type Call, created, notFound, ok, type Route, refused, timestamp } from '../call.ts';
import { listed, PAGING } from '../lists.ts';
import type { Issue, IssueComment } from '../model.ts';
import { causedBy } from '../raised.ts';
import { apiUrl, nodeId, user, webUrl } from '../shapes.ts';
import { accountOf } from '../tokens.ts';

/** The issue, or the pull request, that the path names. */
const findIssue = ({ repository, params }: Call): Issue | undefined =>
  repository.issues.find(({ number }) => String(number) === params['issue_number']);

function issueShape(call: Call, { number, title, body, author, createdAt, comments }: Issue) {
  return {
    id: 3_000_000_000 + number,
    node_id: nodeId('Issue', number),
    number,
    title,
    body,
    state: 'open',
    user: user(call, author),
    labels: [],
    comments: comments.length,
    url: `${apiUrl(call)}/issues/${number}`,
    comments_url: `${apiUrl(call)}/issues/${number}/comments`,
    html_url: `${webUrl(call)}/issues/${number}`,
    created_at: createdAt,
    updated_at: comments.at(-1)?.createdAt ?? createdAt,
  };
}

function commentShape(call: Call, { number }: Issue, { id, body, author, createdAt }: IssueComment) {
  return {
    id,
    node_id: nodeId('IssueComment', id),
    body,
    user: user(call, author),
    url: `${apiUrl(call)}/issues/comments/${id}`,
    issue_url: `${apiUrl(call)}/issues/${number}`,
    html_url: `${webUrl(call)}/issues/${number}#issuecomment-${id}`,
    created_at: createdAt,
    updated_at: createdAt,
  };
}

async function open(call: Call): Promise<Answer> {
  const { title, body = '' } = call.body;
  if (typeof title !== 'string') return refused(422, `Invalid request.\n\n"title" wasn't supplied.`);
  const { issues } = call.repository;
  const number = Math.max(0, ...issues.map((issue) => issue.number)) + 1;
  const author = accountOf(call.grant).login;
  const issue: Issue = { number, title, body: String(body), author, createdAt: timestamp(call), comments: [] };
  issues.push(issue);
  const fields = { issue: { number, title, body: issue.body, state: 'open', user: { login: author } } };
  await call.actions.raise({ kind: 'activity', name: 'issues', action: 'opened', fields, ...causedBy(call) });
  return created(issueShape(call, issue));
}

async function comment(call: Call): Promise<Answer> {
  const issue = findIssue(call);
  if (issue === undefined) return notFound();
  const { body } = call.body;
  if (typeof body !== 'string') return refused(422, `Invalid request.\n\n"body" wasn't supplied.`);
  const ids = call.repository.issues.flatMap(({ comments }) => comments.map(({ id }) => id));
  const id = Math.max(FIRST_COMMENT, ...ids) + 1;
  const made: IssueComment = { id, body, author: accountOf(call.grant).login, createdAt: timestamp(call) };
  issue.comments.push(made);
  await call.actions.raise({
    kind: 'issue_comment',
    action: 'created',
    commentId: id,
    body,
    issue: { number: issue.number, title: issue.title, isPullRequest: false },
    ...causedBy(call),
  });
  return created(commentShape(call, issue, made));
}

const FIRST_COMMENT = 4_000_000_000;

/** @see https://docs.github.com/en/rest/issues/issues and /comments */
export const ISSUES: readonly Route[] = [
  { method: 'POST', path: '/issues', needs: ['issues', 'write'], handle: open },
  {
    method: 'GET',
    path: '/issues/{issue_number}',
    needs: ['issues', 'read'],
    handle(call) {
      const issue = findIssue(call);
      return issue === undefined ? notFound() : ok(issueShape(call, issue));
    },
  },
  {
    method: 'GET',
    path: '/issues/{issue_number}/comments',
    needs: ['issues', 'read'],
    query: PAGING,
    handle(call) {
      const issue = findIssue(call);
      if (issue === undefined) return notFound();
      return listed(call, issue.comments, (one) => commentShape(call, issue, one));
    },
  },
  { method: 'POST', path: '/issues/{issue_number}/comments', needs: ['issues', 'write'], handle: comment },
];
