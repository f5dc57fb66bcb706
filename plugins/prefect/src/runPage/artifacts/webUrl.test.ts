/* eslint-disable no-script-url -- they are what must not work */
import fc from 'fast-check';
import { webUrl } from './webUrl';

describe('webUrl', () => {
  it.each([
    ['https://example.com/a?b#c', 'https://example.com/a?b#c'],
    ['HTTP://EXAMPLE.com', 'http://example.com/'],
  ])('takes %s', (text, href) => {
    expect(webUrl(text)?.href).toBe(href);
  });

  it.each([
    undefined,
    '',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'blob:https://example.com/1',
    '//example.com',
    '/api/prefect/runs',
    'example.com',
  ])('does not take %j', text => {
    expect(webUrl(text)).toBeUndefined();
  });

  it('takes nothing that is not on the web', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.tuple(fc.string(), fc.string()).map(parts => parts.join(':')),
        ),
        text => {
          expect([undefined, 'http:', 'https:']).toContain(
            webUrl(text)?.protocol,
          );
        },
      ),
    );
  });
});
