import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { dockerCredentials } from '../../../../adapters/registry/credentials.ts';
import { credentialSource, dockerFolder, readDockerConfig } from '../../../../adapters/registry/docker-config.ts';

const auth = (text: string): string => Buffer.from(text).toString('base64');

describe("docker's configuration", () => {
  it('lies where DOCKER_CONFIG says, or at home', () => {
    expect(dockerFolder({ DOCKER_CONFIG: '/d', HOME: '/h' })).toBe('/d');
    expect(dockerFolder({ HOME: '/h' })).toBe(join('/h', '.docker'));
    expect(dockerFolder({})).toBeUndefined();
  });

  it('may be missing, but not unreadable', () => {
    const folder = mkdtempSync(join(tmpdir(), 'docker-'));
    expect(readDockerConfig(folder)).toEqual({});
    writeFileSync(join(folder, 'config.json'), '{');
    expect(() => readDockerConfig(folder)).toThrow(/cannot be read/);
    rmSync(folder, { recursive: true });
  });

  it('has passwords by host or by address, with colons in them', () => {
    const config = { auths: { 'https://r.example/v1/': { auth: auth('oauth2accesstoken:a:b') } } };
    expect(credentialSource(config, 'r.example')).toEqual({
      kind: 'given',
      credentials: { kind: 'password', username: 'oauth2accesstoken', password: 'a:b' },
    });
    expect(credentialSource(config, 'r.example.evil')).toBeUndefined();
  });

  it('knows Docker Hub by its address of old', () => {
    const config = { auths: { 'https://index.docker.io/v1/': { username: 'u', password: 'p' } } };
    expect(credentialSource(config, 'docker.io')).toMatchObject({ credentials: { username: 'u' } });
  });

  it('prefers the program of a host, and takes the program for all last', () => {
    const config = {
      credHelpers: { 'a.example': 'gcloud' },
      credsStore: 'desktop',
      auths: { 'a.example': {}, 'b.example': { auth: auth('u:p') } },
    };
    expect(credentialSource(config, 'a.example')).toEqual({ kind: 'program', program: 'gcloud', server: 'a.example' });
    expect(credentialSource(config, 'b.example')).toMatchObject({ kind: 'given' });
    expect(credentialSource(config, 'c.example')).toMatchObject({ program: 'desktop' });
  });

  it('tells identity tokens from passwords', () => {
    const config = { auths: { 'a.example': { identitytoken: 't' }, 'b.example': { auth: auth('<token>:t') } } };
    for (const host of ['a.example', 'b.example']) {
      expect(credentialSource(config, host)).toMatchObject({ credentials: { kind: 'identity-token', token: 't' } });
    }
  });

  it('names the program that is missing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'docker-'));
    writeFileSync(join(folder, 'config.json'), '{"credHelpers":{"r.example":"not-there"}}');
    await expect(dockerCredentials({ DOCKER_CONFIG: folder })('r.example')).rejects.toThrow(
      /docker-credential-not-there knows the credentials of r\.example, but it cannot be run/,
    );
    rmSync(folder, { recursive: true });
  });
});
