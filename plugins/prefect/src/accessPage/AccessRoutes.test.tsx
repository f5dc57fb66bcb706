import { renderTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { prefectPlugin } from '../plugin';
import { aGrantOfMine, anId, startPortalFake } from '../testing';

const portal = startPortalFake();

it('is mounted by the plugin: one’s own, and below it the other views and each grant', async () => {
  portal.answers('listGrants', ({ query }) => ({
    items: query.get('of') === 'mine' ? [aGrantOfMine()] : [],
    nextCursor: null,
  }));
  portal.answers('getGrant', aGrantOfMine());
  renderTestApp({
    features: [prefectPlugin],
    initialRouteEntries: ['/prefect/access'],
  });
  expect(await screen.findByRole('tab', { name: 'Access' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await userEvent.click(
    await screen.findByRole('link', { name: 'Run bank/reconcile' }),
  );
  await screen.findByRole('heading', { name: 'Run bank/reconcile' });
  expect(portal.asked('getGrant').at(-1)?.path).toEqual({ id: anId(900) });

  await userEvent.click(screen.getByRole('link', { name: 'Approvals' }));
  await screen.findByText('Nothing waits for you.');
  await userEvent.click(screen.getByRole('link', { name: 'Explain' }));
  await screen.findByText('Who may do what?');
});
