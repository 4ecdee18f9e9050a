import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { at, newStore, stillClock } from '../storage/manifests.ts';
import { type RunningServer, runningServer } from './running-server.ts';

const ACCOUNTS = { group: '', resource: 'serviceaccounts' };
const TOKEN = '/api/v1/namespaces/default/serviceaccounts/robot/token';
const REVIEW = '/apis/authentication.k8s.io/v1/tokenreviews';
const WHO = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
const review = (kind: string, spec: object = {}, version = 'authentication.k8s.io/v1') => ({
  apiVersion: version,
  kind,
  metadata: {},
  spec,
});

const clock = stillClock();
let api: RunningServer;
beforeAll(async () => {
  api = await runningServer({ clock, store: newStore() });
  api.store.create(ACCOUNTS, {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'robot', namespace: 'default' },
  });
});
afterAll(() => api.close());

const askToken = (spec: object = {}) => api.call('POST', TOKEN, { body: review('TokenRequest', spec) });
const tokenOf = async (spec: object = {}): Promise<string> =>
  String(at((await askToken(spec)).body, 'status', 'token'));
const who = (token?: string) =>
  api.call('POST', WHO, {
    ...(token === undefined ? {} : { token }),
    body: { ...review('SelfSubjectReview'), spec: undefined },
  });

describe('tokens of service accounts', () => {
  it('are given with their end, for the API unless said otherwise', async () => {
    const { status, body } = await askToken({ expirationSeconds: 1200 });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      kind: 'TokenRequest',
      metadata: { name: 'robot', namespace: 'default' },
      spec: { audiences: ['https://kubernetes.default.svc.cluster.local'], expirationSeconds: 1200 },
      status: { expirationTimestamp: '2026-11-23T10:20:00Z' },
    });
  });

  it('let the account in, under its own name and groups', async () => {
    const { status, body } = await who(await tokenOf());
    expect([status, at(body, 'status', 'userInfo')]).toEqual([
      201,
      expect.objectContaining({
        username: 'system:serviceaccount:default:robot',
        groups: ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'],
      }),
    ]);
  });

  it('for another audience open nothing here, and a review knows them there', async () => {
    const token = await tokenOf({ audiences: ['shop'] });
    expect((await who(token)).status).toBe(401);
    const reviewed = async (audiences?: readonly string[]) =>
      (await api.call('POST', REVIEW, { body: review('TokenReview', { token, audiences }) })).body['status'];
    expect(await reviewed(['shop', 'other'])).toMatchObject({
      authenticated: true,
      user: { username: 'system:serviceaccount:default:robot' },
    });
    expect(await reviewed()).toEqual({ user: {}, error: expect.stringContaining('invalid bearer token') });
  });

  it('end with their time', async () => {
    const token = await tokenOf({ expirationSeconds: 600 });
    const start = clock.now();
    clock.set(start + 599_000);
    expect((await who(token)).status).toBe(201);
    clock.set(start + 600_000);
    expect((await who(token)).status).toBe(401);
    clock.set(start);
  });

  it('end with their account, even when it is made anew', async () => {
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'brief', namespace: 'default' } };
    api.store.create(ACCOUNTS, account);
    const { body } = await api.call('POST', TOKEN.replace('robot', 'brief'), { body: review('TokenRequest') });
    api.store.delete(ACCOUNTS, 'default', 'brief');
    api.store.create(ACCOUNTS, account);
    expect((await who(String(at(body, 'status', 'token')))).status).toBe(401);
  });

  it('are not good when a letter is changed', async () => {
    const [header = '', claims = '', signature = ''] = (await tokenOf()).split('.');
    const other = Buffer.from(claims, 'base64url').toString('utf8').replaceAll('robot', 'admin');
    const forged = `${header}.${Buffer.from(other).toString('base64url')}.${signature}`;
    expect([(await who(forged)).status, (await who('a.b.c')).status, (await who('')).status]).toEqual([401, 401, 401]);
  });

  it.each([
    [599, 'may not specify a duration less than 10 minutes'],
    [2 ** 32 + 1, 'may not specify a duration larger than 2^32 seconds'],
  ])('are refused for %d seconds', async (expirationSeconds, why) => {
    const { status, body } = await askToken({ expirationSeconds });
    expect([status, body['message']]).toEqual([
      422,
      `TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: ${expirationSeconds}: ${why}`,
    ]);
  });

  it('are refused for nobody, and 501 when bound to an object', async () => {
    const missing = await api.call('POST', TOKEN.replace('robot', 'nobody'), { body: review('TokenRequest') });
    const bound = await askToken({ boundObjectRef: { kind: 'Pod', name: 'a' } });
    expect([missing.status, bound.status]).toEqual([404, 501]);
  });
});

describe('reviews', () => {
  it('say who the caller is', async () => {
    expect((await who()).body).toMatchObject({ status: { userInfo: { username: 'deployer' } } });
  });

  it('say what others may, when somebody is named', async () => {
    const ask = (spec: object) =>
      api.call('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
        body: review('SubjectAccessReview', spec, 'authorization.k8s.io/v1'),
      });
    const resourceAttributes = { verb: 'get', resource: 'pods' };
    expect((await ask({ user: 'ann', resourceAttributes })).body).toMatchObject({ status: { allowed: false } });
    expect((await ask({ resourceAttributes })).body['message']).toContain(
      'spec.user: Required value: at least one of user or group must be specified',
    );
  });

  it('of rules want a namespace', async () => {
    const { status, body } = await api.call('POST', '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', {
      body: review('SelfSubjectRulesReview', {}, 'authorization.k8s.io/v1'),
    });
    expect([status, body['message']]).toEqual([400, 'no namespace on request']);
  });
});
