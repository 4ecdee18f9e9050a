import { describe, expect, it } from '@jest/globals';
import { foreignFile, isTemplate } from '../../../../cli/rollout/foreign-file.ts';
import { jsonDocuments, jsonProblem } from '../../../../cli/rollout/json-documents.ts';
import { joined, placeOf } from '../../../../cli/rollout/manifest-files.ts';

describe('objects of JSON', () => {
  it('are told apart wherever one ends', () => {
    expect(jsonDocuments('\n{"a": "}{", "b": [{}]}{"c": "\\"}"}\n\n {"d": 1}\n')).toEqual([
      { text: '{"a": "}{", "b": [{}]}', line: 2 },
      { text: '{"c": "\\"}"}', line: 2 },
      { text: '{"d": 1}', line: 4 },
    ]);
  });

  it.each(['a: 1', '', '{"a": 1', '{}}', '{a: 1}\n---\n{b: 2}', '{"a": 1} b', '{"a": "1}'])(
    'are none in %j',
    (text) => {
      expect(jsonDocuments(text)).toBeUndefined();
    },
  );

  it('become documents of one text, each with its place', () => {
    const all = joined([
      { path: 'a.json', text: '{\n"a": 1}\n\n{"b":\n2}' },
      { path: 'b.yaml', text: '{a: 1}' },
    ]);
    expect(all.text).toBe('{\n"a": 1}\n---\n{"b":\n2}\n---\n{a: 1}');
    expect([1, 2, 4, 5, 7].map((line) => placeOf(all, line))).toEqual([
      'a.json:1',
      'a.json:2',
      'a.json:4',
      'a.json:5',
      'b.yaml:1',
    ]);
  });

  it('are read strictly', () => {
    expect(jsonProblem('{"a": 1}')).toBeUndefined();
    expect(jsonProblem('{"a": 1,}')).toMatch(/double-quoted property name/);
  });
});

describe('a file beside manifests', () => {
  it.each([
    ['', 'it is empty'],
    ['# only a comment\n---\n', 'it is empty'],
    ['replicas: 2', 'it holds no Kubernetes object'],
    ['- op: add', 'it holds no Kubernetes object'],
    ['apiVersion: skaffold/v4\nkind: Config', 'it is configuration of skaffold'],
    ['apiVersion: v1\nkind: Config\nclusters: []', 'it is configuration of kubectl'],
    ['kind: Deployment', undefined],
    ['apiVersion: v1', undefined],
    ['apiVersion: v1\nkind: ConfigMap', undefined],
    ['replicas: 2\n---\napiVersion: v1\nkind: ConfigMap', undefined],
    ['a: [', undefined],
  ])('%j: %s', (text, why) => {
    expect(foreignFile(text)).toBe(why);
  });

  it.each([
    ['{{- if .Values.x }}\na: 1\n{{- end }}', true],
    ['image: {{ .Values.image }}', true],
    ['data:\n  t: |\n    {{ if .Labels }}\n    {{ end }}', false],
    ['a: "{{ .Labels.x }}"', false],
    ['a: [', false],
  ])('%j is a template: %s', (text, is) => {
    expect(isTemplate(text)).toBe(is);
  });
});
