import { aState } from '../../testing';
import { causeOf } from './causeOf';

it.each([
  [
    'without what Prefect writes before it',
    aState('FAILED', {
      message: 'Flow run encountered an exception: ValueError: totals differ',
    }),
    'ValueError: totals differ',
  ],
  [
    'its first line',
    aState('CRASHED', { message: 'Process died.\nTraceback …' }),
    'Process died.',
  ],
  [
    'of a late run, too',
    aState('SCHEDULED', { name: 'Late', message: 'No worker polls demo.' }),
    'No worker polls demo.',
  ],
  ['nothing where nothing is told', aState('FAILED'), undefined],
  [
    'nothing of a run that went well',
    aState('COMPLETED', { message: 'All states completed.' }),
    undefined,
  ],
])('is %s', (_, state, expected) => {
  expect(causeOf(state)).toBe(expected);
});
