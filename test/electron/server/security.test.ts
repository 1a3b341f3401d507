import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { headersFor, isOwnHost, isOwnOrigin, sameToken } from '../../../electron/server/security';

const request = (headers: Record<string, string>) => ({ headers }) as unknown as IncomingMessage;

describe('a request', () => {
  test.each([
    ['127.0.0.1:4317', true],
    ['localhost:4317', true],
    ['127.0.0.1:4318', false],
    ['127.0.0.1', false],
    ['evil.example:4317', false],
    ['127.0.0.1:4317.evil.example', false],
    ['[::1]:4317', false],
    ['', false],
  ])('to the host %j: %s', (host, own) => {
    expect(isOwnHost(request({ host }), 4317)).toBe(own);
  });

  test.each([
    ['http://127.0.0.1:4317', true],
    ['http://localhost:4317', true],
    ['https://127.0.0.1:4317', false],
    ['http://127.0.0.1:80', false],
    ['http://evil.example', false],
    ['null', false],
    ['', false],
  ])('from the origin %j: %s', (origin, own) => {
    expect(isOwnOrigin(request({ origin }), 4317)).toBe(own);
  });

  test('without host or origin is none of ours', () => {
    expect([isOwnHost(request({}), 4317), isOwnOrigin(request({}), 4317)]).toEqual([false, false]);
  });
});

test('tokens are the same only as a whole', () => {
  expect(
    [
      ['abc', 'abc'],
      ['abd', 'abc'],
      ['ab', 'abc'],
      ['', 'abc'],
      ['한', '한'],
    ].map(([given, token]) => sameToken(given!, token!)),
  ).toEqual([true, false, false, false, true]);
});

test('a page may load and reach nothing but its own server', () => {
  const { 'Content-Security-Policy': text = '' } = headersFor(4317);
  const policy = Object.fromEntries(
    text.split('; ').map((directive) => {
      const [name, ...values] = directive.split(' ');
      return [name!, values];
    }),
  );
  expect(policy).toMatchObject({
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'connect-src': ["'self'", 'ws://127.0.0.1:4317', 'ws://localhost:4317'],
    'frame-ancestors': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
  });
  expect(
    Object.values(policy)
      .flat()
      .filter((value) => value.includes('unsafe') || value === '*'),
  ).toEqual([]);
});
