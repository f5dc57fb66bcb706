import { paint } from './paint';

it.each([
  [true, '\u001b[32mok\u001b[39m'],
  [false, 'ok'],
])('gives a colour where there are colours: %s', (colors, painted) => {
  expect(paint({ colors }, 'good', 'ok')).toBe(painted);
});
