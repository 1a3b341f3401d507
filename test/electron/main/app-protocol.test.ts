import { describe, expect, test } from 'vitest';
import { startApp } from '../../fakes/electron/app-under-test';

async function startProtocol() {
  const { electron, window } = await startApp();
  await window();
  return electron.protocol;
}

test('the scheme is an origin of its own, like https', async () => {
  const { schemes } = await startProtocol();
  expect(schemes).toEqual([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
});

test('the page comes with a policy that runs nothing but its own files', async () => {
  const protocol = await startProtocol();
  const response = await protocol.fetch('app://neuroloom/index.html');
  expect(await response.text()).toContain('<title>Neuroloom</title>');
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
  expect(policy).not.toMatch(/unsafe|\*|https?:|ws:/);
});

test('scripts come as scripts', async () => {
  const protocol = await startProtocol();
  const response = await protocol.fetch('app://neuroloom/assets/index.js');
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/javascript; charset=utf-8',
  ]);
});

describe('not found is', () => {
  test.each([
    'app://neuroloom/../../secret.js',
    'app://neuroloom/..%2f..%2fsecret.js',
    'app://neuroloom/%2e%2e/%2e%2e/secret.js',
    'app://neuroloom/..%5c..%5csecret.js',
    'app://neuroloom//etc/passwd',
    'app://neuroloom/assets/index.js%00.html',
    'app://neuroloom/%zz.html',
    'app://neuroloom/missing.html',
    'app://neuroloom/assets/',
    'app://neuroloom/',
    'app://elsewhere/index.html',
  ])('%s', async (url) => {
    const protocol = await startProtocol();
    expect((await protocol.fetch(url)).status).toBe(404);
  });
});

test('nothing can be sent to it', async () => {
  const protocol = await startProtocol();
  expect((await protocol.fetch('app://neuroloom/index.html', { method: 'POST', body: 'x' })).status).toBe(
    405,
  );
});
