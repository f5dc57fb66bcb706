import type { PrefectInstanceLimit } from '@backstage-prefect/backstage-plugin-prefect-common';
import { screen } from '@testing-library/react';
import { anInstance, renderPage, startPortalFake } from '../../testing';
import { LiveNote } from './LiveNote';

const portal = startPortalFake();

it.each<[string, PrefectInstanceLimit[], string]>([
  ['at once', [], 'Live'],
  [
    'in steps, of a Prefect that does not tell of them',
    ['no-log-stream'],
    'Live, in steps: Prefect 3.4.0 does not tell of new lines',
  ],
])('says that lines come %s', async (_, limits, words) => {
  portal.answers('listInstances', {
    items: [
      anInstance({ id: 'other' }),
      anInstance({ version: '3.4.0', limits }),
    ],
  });
  renderPage(<LiveNote instance="production" />);

  expect(await screen.findByText(words)).toBeInTheDocument();
});
