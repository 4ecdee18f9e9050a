import { describe, expect, it } from '@jest/globals';
import { logsQuery, logsUrl } from '../../../../domain/observability/logs-query.ts';

/** The part of the language that is written here: comparisons of fields with texts, or with one of several. By Google's own pages a line break
 *  joins as AND does, strings stand in double quotes, and OR is written in capitals. */
const TEXT = '"(?:[^"\\\\\\n]|\\\\["\\\\])*"';
const COMPARISON = new RegExp(`^[a-z_]+(?:\\.[a-z_]+)*(?:=|>=|<=)(?:${TEXT}|\\(${TEXT}(?: OR ${TEXT})*\\))$`);

const whole = {
  namespace: 'production',
  cluster: 'ai-agent-cluster',
  container: 'ai-agent-api',
  pods: ['ai-agent-api-7c8b5-x2x9k', 'ai-agent-api-7c8b5-q4m2d'],
  from: '2026-11-23T11:00:00Z',
  to: '2026-11-23T11:02:00Z',
};

describe('a query of logs', () => {
  it('asks for these pods in these minutes, and nothing else', () => {
    expect(logsQuery(whole).split('\n')).toEqual([
      'resource.type="k8s_container"',
      'resource.labels.cluster_name="ai-agent-cluster"',
      'resource.labels.namespace_name="production"',
      'resource.labels.container_name="ai-agent-api"',
      'resource.labels.pod_name=("ai-agent-api-7c8b5-x2x9k" OR "ai-agent-api-7c8b5-q4m2d")',
      'timestamp>="2026-11-23T11:00:00Z"',
      'timestamp<="2026-11-23T11:02:00Z"',
    ]);
  });

  it('compares with one pod without brackets', () => {
    expect(logsQuery({ ...whole, pods: ['api-1'] })).toContain('\nresource.labels.pod_name="api-1"\n');
  });

  it.each([
    ['as a whole', whole],
    ['of a namespace alone', { namespace: 'staging' }],
    ['with quotes and strokes', { ...whole, pods: ['a" OR "b', 'c\\'] }],
  ])('is of the language of Cloud Logging, %s', (_what, wanted) => {
    for (const line of logsQuery(wanted).split('\n')) expect(line).toMatch(COMPARISON);
  });

  it('asks for no more pods than fit into a line', () => {
    const pods = Array.from({ length: 200 }, (_, index) => `ai-agent-api-7c8b5-${index}`);
    expect(logsQuery({ ...whole, pods }).match(/ OR /g)).toHaveLength(19);
    expect(logsUrl({ ...whole, pods }, 'platform').length).toBeLessThan(2048);
  });
});

describe('the link to logs', () => {
  it('has the query and the project', () => {
    const url = new URL(logsUrl(whole, 'ai-agent-platform'));
    expect(url.origin).toBe('https://console.cloud.google.com');
    expect(url.search).toBe('?project=ai-agent-platform');
    expect(decodeURIComponent(url.pathname)).toBe(`/logs/query;query=${logsQuery(whole)}`);
  });

  it('has no project where nobody knows it', () => {
    expect(logsUrl(whole, undefined)).not.toContain('?');
  });

  it('cannot be ended from within, in Markdown, HTML or a shell', () => {
    const evil = logsUrl({ ...whole, pods: [`x) <img src=x> "'$(id)\`|*_~!`] }, 'a b&c#d');
    expect(evil).toMatch(/^https:\/\/console\.cloud\.google\.com\/logs\/query;query=[\w.%-]+\?project=[\w.%-]+$/);
  });
});
