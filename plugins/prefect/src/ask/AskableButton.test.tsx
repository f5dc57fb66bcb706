import { screen, waitFor } from '@testing-library/react';
import {
  aDeployment,
  anAccessOffer,
  denied,
  expectNoAxeViolations,
  renderPage,
  settled,
  startPortalFake,
} from '../testing';
import { AskableButton } from './AskableButton';

const portal = startPortalFake();

const renderButton = (deployment: ReturnType<typeof aDeployment> | null) =>
  renderPage(
    <AskableButton
      decision={denied('Only team-payments may cancel it.')}
      right="operate"
      deployment={deployment}
    >
      Cancel
    </AskableButton>,
  );

it('asks the portal for nothing before it is pressed', async () => {
  renderButton(aDeployment());
  await settled();
  expect(portal.asked('getAccessOffer')).toEqual([]);
});

it('leads from the reason to asking, by keyboard, and back', async () => {
  portal.answers('getAccessOffer', anAccessOffer());
  const { user } = renderButton(aDeployment());
  await user.tab();
  await user.keyboard('{Enter}');
  await screen.findByText('Only team-payments may cancel it.');
  const ask = await screen.findByRole('button', { name: 'Ask' });
  await expectNoAxeViolations();

  await user.click(ask);

  await screen.findByRole('dialog', { name: /^Ask to operate/ });
  expect(portal.asked('getAccessOffer').at(-1)?.query.get('right')).toBe(
    'operate',
  );
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

it('says why it cannot be asked for', async () => {
  const { user } = renderButton(aDeployment());
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  await screen.findByText('You may not ask for this: no policy allows it.');
  expect(screen.queryByRole('button', { name: 'Ask' })).toBeNull();
});

it('has nothing to ask for where there is no deployment', async () => {
  const { user } = renderButton(null);
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  await screen.findByText('Only team-payments may cancel it.');
  await settled();
  expect(portal.asked('getAccessOffer')).toEqual([]);
});
